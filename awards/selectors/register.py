"""The register as people look for things in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict

from awards.enums import AwardState, Level, RecipientKind
from awards.models import Award, Decision
from awards.querysets import AwardQuerySet
from core.text import fold

SORTS = {
    "name": ("recipient__sort_key", "pk"),
    "year": ("period_to", "recipient__sort_key", "pk"),
    "decided": ("decision__decided_on", "pk"),
}


@dataclass(frozen=True)
class RegisterFilter:
    """What the list's address asks for; what makes no sense asks for nothing."""

    query: str = ""
    year: str = ""
    level: str = ""
    form: str = ""
    kind: str = ""
    state: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> RegisterFilter:
        """Read it from the address."""
        year, form = query.get("year", ""), query.get("form", "")
        return cls(
            query=query.get("q", ""),
            year=year if year.isdecimal() and len(year) == 4 else "",
            level=query.get("level", "") if query.get("level", "") in Level.values else "",
            form=form,
            kind=query.get("kind", "") if query.get("kind", "") in RecipientKind.values else "",
            state=query.get("state", "") if query.get("state", "") in AwardState.values else "",
            sort=query.get("sort", ""),
        )

    def apply(self, rows: AwardQuerySet) -> AwardQuerySet:
        """The rows that fit, in the order asked for."""
        found = rows.select_related("decision", "award_type")
        for word in fold(self.query).split():
            by = Q(recipient__search__contains=word)
            if word.isdecimal():  # the figures of a decision's number
                by |= Q(decision__number__contains=word)
            found = found.filter(by)
        if self.year:
            found = found.filter(period_to=int(self.year))
        if self.form:
            found = found.filter(award_type__code=self.form)
        plain = {"level": self.level, "recipient_kind": self.kind, "state": self.state}
        found = found.filter(**{name: value for name, value in plain.items() if value})
        return found.order_by(*self._order())

    def _order(self) -> tuple[str, ...]:
        backwards = self.sort.startswith("-")
        names = SORTS.get(self.sort.removeprefix("-"))
        if names is None:
            return ("-decision__decided_on", "pk")
        return tuple(f"-{name}" for name in names) if backwards else names


def award_page() -> AwardQuerySet:
    """Awards with all that their page shows."""
    rows: AwardQuerySet = Award.objects.select_related(
        "decision__unit", "recipient", "campaign", "revocation__entered_by", "award_type"
    )
    return rows


def same_decision(decision: Decision) -> AwardQuerySet:
    """The awards of a decision in the order of its list."""
    rows: AwardQuerySet = decision.awards.order_by("pk")
    return rows
