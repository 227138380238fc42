"""Every address × person × object: what must be answered, asked by knocking at each.

The expected answer follows from the view's declared policy and the drawing of
``tests.builders.world`` alone:

* nobody signed in (or a closed account): to the sign-in page;
* outside the audience: 403;
* the object does not exist, or is out of sight: 404, and both answers are the same page;
* in sight, but none of the view's roles held over it: 403;
* in sight and in reach: an answer, and an empty form's refusal counts as one.

A method that the view does not take is answered 405 before any object is looked for, so 405
says nothing about objects and is accepted from everybody who is signed in. Whatever is answered,
no mark of an object out of sight stands in it, and who is refused changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from core.models import IdempotencyKey
from core.once import FIELD, new_key
from core.policy import Audience, Endpoint, Scope, endpoints
from documents import storage
from tests.builders.objects import KINDS, OWN_KINDS, Captures, absent
from tests.builders.world import ABSENT, INACTIVE, Persona, World
from tests.isolation import forget_cached

SIGN_IN = "/accounts/sign-in/?next="
ANSWERED = frozenset({200, 204, 302})
TYPED_WRONG = frozenset({400, 409, 422})
METHODS = ("GET", "POST")
# Addresses where, beyond role and unit, the record or the workflow decides who may; each is
# tested with its rules in the app's own tests.
NARROWER: dict[str, str] = {
    "units:issue_letter": "the office issues letters to heads and editors, not to its own members",
    "units:withdraw_letter": "as the letter",
    "units:lost_phone": "as the letter",
    "units:deputies": "a head for the own unit, the office below; not a commune, a household",
    "units:name_deputy": "as the list of deputies",
    "units:deputy_letter": "a head's deputy without a password; the office's heads and editors",
    "units:new_units": "an office adds below itself, and not everything has something below it",
    "units:correct_unit": "an office changes what lies below it, a village its households",
    "units:rename_unit": "as the correction",
    "units:move_unit": "as the correction",
    "units:merge_unit": "as the correction",
    "units:split_unit": "as the correction",
    "units:close_unit": "as the correction",
    "units:reopen_unit": "as the correction",
    "units:new_households": "only below a village that stands",
    "units:new_individuals": "only in a village that stands",
    "units:new_member": "only into a household",
    "campaigns:participant_exclude": "the office of the unit that launched the campaign",
    "campaigns:participant_include": "the office of the unit that launched the campaign",
    "campaigns:finding_resolve": "the office of the unit that launched the campaign",
    "campaigns:problem_answer": "a commune's own difficulty is not answered by its own office",
    "assessments:last_day": "the office of the unit that launched the campaign",
    "assessments:form": "who only reads a form sends nothing",
    "assessments:submit": "an editor enters, the head hands in",
    "assessments:act": "each act has its own rule in the workflow table",
    "assessments:review": "a province reviews communes only, and only where it uses the system",
    "assessments:review_rules": "the office of exactly this unit",
    "assessments:add_phrase": "the office of exactly this unit",
    "assessments:change_phrase": "the office of exactly this unit",
    "assessments:name_substitute": "the leader of exactly this unit",
    "assessments:end_substitute": "the leader of exactly this unit",
    "assessments:limits": "the office of the unit that launched the campaign",
    "assessments:rechecks": "who only reads the samples draws none",
    "assessments:recheck_enter": "the office of the unit that launched the campaign",
    "assessments:decide_criterion": "as the review",
    "assessments:correct_figure": "as the review",
    "assessments:score_sheet": "the open column belongs to the unit, the officer or the leader",
    "assessments:score_act": "each act has its own rule in the table of the sheet",
    "awards:proposal_edit": "the proposing unit and the office over it",
    "awards:proposal_act": "each act has its own rule in the workflow table",
    "awards:proposal_appraise": "the office to which the letter goes",
    "awards:warning_answer": "as the appraisal",
    "awards:proposal_attach": "who proposes, who appraises",
    "awards:proposal_file": "only who is in the chain opens a dossier's files",
    "awards:event_file": "as the dossier's files",
    "awards:proposal_report": "as the dossier's files",
    "awards:item_remove": "the proposing unit and the office over it",
    "awards:letter_meeting": "the proposing unit and the office over it",
    "awards:letter_send": "the proposing unit and the office over it",
    "awards:letter_print": "as the dossier's files",
    "awards:letter_close": "who closes the papers of the very unit",
    "awards:pack": "who was once in the chain of the letter and no longer is",
    "awards:pack_progress": "as the dossier in one file",
    "awards:pack_file": "as the dossier in one file",
    "awards:ballot": "only who has a seat in this session",
    "imports:start": "the office for its commune, head and editor for their village",
    "imports:template": "the office for its commune, head and editor for their village",
    "imports:detail": "the office for its commune, head and editor for their village",
    "imports:progress": "the office for its commune, head and editor for their village",
    "imports:font": "the office for its commune, head and editor for their village",
    "imports:commit": "the office for its commune, head and editor for their village",
    "imports:undo": "the office for its commune, head and editor for their village",
    "imports:refuse": "the office for its commune, head and editor for their village",
    "imports:file": "the office for its commune, head and editor for their village",
    "documents:record_signing": "the chair of the commune, the head of a unit that is none",
    "documents:number": "the clerk of the very unit",
    "documents:upload_signed": "the clerk of the very unit",
    "documents:send": "the clerk of the very unit",
    "documents:receive": "the office that it was sent to",
    "documents:return": "the office that it was sent to",
    "documents:correct": "the office leader of the commune, the head of a unit that is none",
    "documents:recall": "as the correction",
    "documents:books": "the clerk of the very unit",
    "documents:signatories": "leader, clerk or head of the very unit",
    "documents:signatory": "leader, clerk or head of the very unit",
    "awards:honours_list": "who reads the list opens no year",
    "reports:check": "who may have it built",
    "reports:passage": "head and editor of the unit, the office over it",
    "reports:drop_passage": "head and editor of the unit, the office over it",
    "reports:freeze": "a head freezes the unit's paper, the office leader the commune's",
}
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
FILE_FIELD = re.compile(r"""<input[^>]*type=["']file["']""")
MULTIPART = "multipart/form-data"
# Addresses of something that need not exist although the object does.
MAY_BE_MISSING: dict[str, str] = {
    "awards:revocation_scan": "only where the award was taken back with a scan",
    "assessments:outside_paper": "only where a level above decided on paper",
    "reports:figures": "only for a number that stands there",
    "reports:changes": "only of a closed report",
    "reports:differences": "only where there are two versions",
}
# The capture of an address that is called otherwise in the factory.
RENAMED: dict[str, dict[str, str]] = {
    "assessments:save_figure": {"line": "figure"},
    "assessments:correct_figure": {"line": "figure"},
}


@dataclass(frozen=True)
class Case:
    """One knock: who, how, at which address, about the object of which place."""

    endpoint: Endpoint
    persona: Persona
    method: str
    place: str
    captures: tuple[tuple[str, Any], ...]

    @property
    def path(self) -> str:
        """The address."""
        return reverse(self.endpoint.name, kwargs=dict(self.captures))

    def __str__(self) -> str:
        at = f" of {self.place}" if self.place else ""
        return f"{self.persona.name}: {self.method} {self.endpoint.name}{at} ({self.path})"


@dataclass(frozen=True)
class Fault:
    """An answer that should not have been."""

    case: Case
    what: str

    def __str__(self) -> str:
        return f"{self.case}: {self.what}"


def captures_of(endpoint: Endpoint) -> set[str]:
    """The names that stand in the address pattern."""
    pattern = endpoint.pattern
    return {*re.findall(r"<(?:\w+:)?(\w+)>", pattern), *re.findall(r"\(\?P<(\w+)>", pattern)}


def drops_files(page: str) -> bool:
    """Whether a form of the page has a field for a file and sends no file."""
    return any(FILE_FIELD.search(form) and MULTIPART not in form for form in FORM.findall(page))


def product_endpoints() -> list[Endpoint]:
    """Every address but Django's admin, whose inner addresses its own test walks."""
    return [one for one in endpoints() if not one.name.startswith("admin:")]


class Matrix:
    """A world with one object of each kind in each place, and a browser for each persona."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.objects: dict[str, dict[str, Captures]] = {}
        self.own: dict[str, dict[str, Captures]] = {}
        for name, kind in KINDS.items():
            made = {place: kind.make(world, place) for place in world.places}
            self.objects[name] = {place: found for place, found in made.items() if found}
        for name, own_kind in OWN_KINDS.items():
            self.own[name] = {
                persona.name: own_kind.make(world, persona.user)
                for persona in world.personas.values()
                if persona.user is not None and persona.user.is_active
            }
        self.cookies = {name: self._signed_in(one) for name, one in world.personas.items()}
        self._handler = Client().handler

    @staticmethod
    def _signed_in(persona: Persona) -> SimpleCookie:
        client = Client()
        if persona.user is not None:
            client.force_login(persona.user)
        return client.cookies

    def client(self, persona: Persona) -> Client:
        """The persona's browser, signed in; a 500 is an answer like any other."""
        client = Client(raise_request_exception=False)
        client.handler = self._handler  # puts the middleware together once, not at every knock
        client.cookies = SimpleCookie(self.cookies[persona.name].output(header="", sep=";"))
        return client

    def store_files(self) -> None:
        """Put the files of the drawing where the settings say."""
        for content in self.world.files:
            storage.store(content)

    # ------------------------------------------------------------ what is asked

    def cases(self, endpoint: Endpoint) -> Iterator[Case]:
        """Every knock at one address."""
        for persona in self.world.personas.values():
            for method in METHODS:
                for place, captures in self._objects_for(endpoint, persona):
                    wanted = self._wanted(endpoint, captures)
                    yield Case(endpoint, persona, method, place, tuple(wanted.items()))

    @staticmethod
    def _wanted(endpoint: Endpoint, captures: Captures) -> Captures:
        names = RENAMED.get(endpoint.name, {})
        return {name: captures[names.get(name, name)] for name in sorted(captures_of(endpoint))}

    def _objects_for(self, endpoint: Endpoint, persona: Persona) -> list[tuple[str, Captures]]:
        policy = endpoint.policy
        assert policy is not None, f"{endpoint.name} has no policy"
        if not captures_of(endpoint):
            return [("", {})]
        if policy.scope == Scope.OWN:
            return list(self.own_of(policy.obj).items())
        by_place = self.objects_of(policy.obj)
        places = list(by_place.items())
        nowhere = (ABSENT, absent(KINDS[policy.obj], places[0][1]))
        if not self._may_knock(endpoint, persona):  # the object is never looked for
            return [places[0], nowhere]
        return [nowhere, *places]

    def objects_of(self, kind: str) -> dict[str, Captures]:
        """The objects of a kind by place."""
        message = f"tests/builders/objects/ has no factory for {kind!r}"
        assert self.objects.get(kind), message
        return self.objects[kind]

    def own_of(self, kind: str) -> dict[str, Captures]:
        """The objects of a kind by owner."""
        message = f"tests/builders/objects/ has no factory for {kind!r} of one's own"
        assert self.own.get(kind), message
        return self.own[kind]

    # ------------------------------------------------------------ what is expected

    def _may_knock(self, endpoint: Endpoint, persona: Persona) -> bool:
        policy = endpoint.policy
        assert policy is not None
        if policy.audience == Audience.PUBLIC:
            return True
        if persona.user is None or persona.name == INACTIVE:
            return False
        held = {str(role) for role, _place in persona.roles}
        return policy.audience == Audience.SIGNED_IN or bool(held & policy.roles)

    def expected(self, case: Case) -> frozenset[int]:
        """The codes with which the knock may be answered (405 to people signed in apart)."""
        policy, persona = case.endpoint.policy, case.persona
        assert policy is not None
        typed_wrong = TYPED_WRONG if case.method == "POST" else frozenset()
        answered = ANSWERED | typed_wrong
        if policy.audience == Audience.PUBLIC:
            return frozenset({404, 405}) if case.place == ABSENT else answered | {405}
        if persona.user is None or persona.name == INACTIVE:
            return frozenset({302})
        if not self._may_knock(case.endpoint, persona):
            return frozenset({403})
        if case.place and not self._in_sight(case):
            return frozenset({404})
        return self._within_sight(case, answered)

    def _in_sight(self, case: Case) -> bool:
        policy = case.endpoint.policy
        assert policy is not None
        if case.place == ABSENT:
            return False
        if policy.scope == Scope.OWN:
            return case.place == case.persona.name
        return KINDS[policy.obj].sees(case.persona, case.place)

    @staticmethod
    def _within_sight(case: Case, answered: frozenset[int]) -> frozenset[int]:
        policy, name = case.endpoint.policy, case.endpoint.name
        assert policy is not None
        if name in MAY_BE_MISSING:
            answered |= {404}
        if policy.scope in {Scope.NONE, Scope.OWN}:
            return answered | ({403} if name in NARROWER else frozenset())
        if not case.persona.holds(policy.roles, case.place):
            # A campaign from above may ask something of a unit below: its own rule decides.
            return answered | {403} if policy.scope == Scope.CAMPAIGN else frozenset({403})
        return answered | ({403} if name in NARROWER else frozenset())

    # ------------------------------------------------------------ knocking

    def faults(self, endpoint: Endpoint) -> Iterator[Fault]:
        """Knock in every way and tell what should not have been answered.

        Once somebody of the audience hears 405, nobody else need try that method.
        """
        refused: set[str] = set()
        nowhere: dict[tuple[str, str], str] = {}
        for case in self.cases(endpoint):
            if case.method in refused:
                continue
            response, text, writes = self._knock(case)
            yield from (Fault(case, what) for what in self._judge(case, response, text, writes))
            if response.status_code == 405 and self._may_knock(endpoint, case.persona):
                refused.add(case.method)
            if response.status_code == 404:
                key, page = (case.persona.name, case.method), _without_code(text)
                if nowhere.setdefault(key, page) != page:
                    yield Fault(case, "404, but not the page of what does not exist")
            if refused == set(METHODS):
                yield Fault(case, "takes neither GET nor POST")
                return

    def _judge(
        self, case: Case, response: HttpResponseBase, text: str, writes: list[str]
    ) -> Iterator[str]:
        code, expected = response.status_code, self.expected(case)
        is_signed_in = case.persona.user is not None and case.persona.name != INACTIVE
        if code not in expected and not (code == 405 and is_signed_in):
            yield f"{code} instead of {sorted(expected)}"
        to_sign_in = str(response.headers.get("Location", "")).startswith(SIGN_IN)
        if expected == frozenset({302}) and not to_sign_in:
            yield "not sent to sign in"
        if drops_files(text):
            yield "a form with a file sends only the file's name"
        leaked = self.world.leaks(case.persona, text)
        if leaked:
            yield f"shows {sorted(leaked)}"
        if writes and code in {403, 404, 405}:
            yield f"refused, and yet wrote: {writes[0][:80]}"

    def _knock(self, case: Case) -> tuple[HttpResponseBase, str, list[str]]:
        client = self.client(case.persona)
        with undone(), written() as writes:
            if case.method == "GET":
                query = {} if case.captures else {"q": "zq"}
                response = client.get(case.path, query)
            else:
                response = client.post(case.path, {FIELD: new_key()})
            text = _text_of(response)
        if case.method == "POST" or writes:
            forget_cached()  # what only looked leaves the next person what it had kept
        return response, text, writes


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def written() -> Iterator[list[str]]:
    """The statements that change rows, as they are sent."""
    statements: list[str] = []

    def watch(
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: Any,
    ) -> Any:
        # The key of the form goes with the act that is refused: both are taken back together.
        changes = sql.lstrip("( ").upper().startswith(("INSERT", "UPDATE", "DELETE"))
        if changes and IdempotencyKey._meta.db_table not in sql:
            statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield statements


def _text_of(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{headers}\n{body.decode(errors='replace')}"


def _without_code(text: str) -> str:
    """The page without what differs from one request to the next."""
    text = text.partition("\n")[2]
    return re.sub(r"<dd>[0-9A-F-]+</dd>|csrf\w*|value=\"\w{64}\"", "", text)
