"""Bring the catalogue file into the database; a second time changes nothing.

A row is found again by its keys and brought up to date; rows that the office added itself
(another place, another day) are left alone.
"""

from __future__ import annotations

from typing import Any

from django.db import models, transaction

from awards.data_files import Catalogue, Form, Rule
from awards.enums import Level
from awards.models import (
    AwardRule,
    AwardType,
    BaseSalary,
    LegalRegime,
    NamingRule,
    PlanForm,
    PrizeRate,
    SpecialDay,
)
from campaigns.models import PlanAward
from core.audit import SYSTEM, Actor, Subject, record
from core.data_files import fingerprint
from units.enums import UnitType


@transaction.atomic
def load_catalogue(catalogue: Catalogue, *, actor: Actor = SYSTEM) -> bool:
    """Enter the catalogue; whether anything changed. Plans' forms are linked anew."""
    changed = [
        *(_write_form(form, position) for position, form in enumerate(catalogue.forms, start=1)),
        *(
            _put(BaseSalary, {"valid_from": one.valid_from}, _dated(one, "amount"))
            for one in catalogue.salaries
        ),
        *(
            _put(
                LegalRegime,
                {"code": one.code},
                _dated(one, "name", "valid_from", "warning") | {"citations": list(one.citations)},
            )
            for one in catalogue.regimes
        ),
        *(
            _put(
                SpecialDay,
                {"on": one.on},
                _fields(one, "name", "is_working", "source", "provenance"),
            )
            for one in catalogue.days
        ),
        *(
            _put(
                NamingRule,
                {
                    "recipient_kind": one.recipient,
                    "is_minor": one.is_minor,
                    "valid_from": one.valid_from,
                },
                _dated(one, "naming"),
            )
            for one in catalogue.naming
        ),
    ]
    linked = link_plan_forms()
    if not (any(changed) or linked):
        return False
    record(
        "awards.catalogue_loaded",
        Subject("awards.awardtype", 0, "Danh mục hình thức khen thưởng"),
        actor=actor,
        after=fingerprint(catalogue),
    )
    return True


def _write_form(form: Form, position: int) -> bool:
    values = _fields(form, "name", "level", "note") | {
        "plan_names": list(form.plan_names),
        "position": position,
    }
    changed = _put(AwardType, {"code": form.code}, values)
    award_type = AwardType.objects.get(code=form.code)
    for rule in form.rules:
        keys = {"award_type": award_type, "place": None, "valid_from": rule.valid_from}
        changed |= _put(AwardRule, keys, _rule_values(rule))
    for rate in form.rates:
        of: dict[str, Any] = {
            "award_type": award_type,
            "recipient_kind": rate.recipient,
            "valid_from": rate.valid_from,
        }
        changed |= _put(PrizeRate, of, _dated(rate, "multiple"))
    return changed


def _rule_values(rule: Rule) -> dict[str, Any]:
    plain = _dated(
        rule,
        "kind",
        "decided_by",
        "council_required",
        "is_secret",
        "vote_percent",
        "vote_is_over",
        "vote_denominator",
        "quorum_percent",
        "village_percent",
        "village_is_over",
        "village_denominator",
        "notice_days",
        "handling_days",
    )
    return plain | {
        "recipients": [one.value for one in rule.recipients],
        "dossier": [one.value for one in rule.dossier],
        "form_codes": {one.paper.value: one.code for one in rule.forms},
        "figure_sources": {one.field: [one.source, one.provenance.value] for one in rule.figures},
    }


def _fields(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _dated(row: Any, *names: str) -> dict[str, Any]:
    return _fields(row, *names, "valid_to", "source", "provenance")


def _put(model: type[models.Model], keys: dict[str, Any], values: dict[str, Any]) -> bool:
    """Enter the row or bring it up to date; whether it was new or different."""
    rows = model._default_manager.filter(**keys)  # noqa: SLF001
    found = rows.first()
    if found is None:
        rows.create(**keys, **values)
        return True
    if all(getattr(found, name) == value for name, value in values.items()):
        return False
    rows.filter(pk=found.pk).update(**values)
    return True


# ------------------------------------------------------------------ what the plans name


def link_plan_forms() -> bool:
    """Point every form that a plan names for an occasion to the catalogue; whether one is new.

    Where the plan names no form ("bằng hình thức phù hợp") it is the one that the launching
    unit itself may grant, marked as inferred.
    """
    types = list(AwardType.objects.all())
    changed = False
    for award in PlanAward.objects.select_related("campaign__launched_by"):
        own = Level.COMMUNE if award.campaign.launched_by.type == UnitType.COMMUNE else Level.AGENCY
        wanted = _wanted(award, types, own)
        known = {(row.award_type_id, row.words, row.is_inferred) for row in award.award_forms.all()}
        rows = {(one.pk, words, inferred) for one, words, inferred in wanted}
        if known == rows:
            continue
        changed = True
        award.award_forms.all().delete()
        PlanForm.objects.bulk_create(
            PlanForm(
                plan_award=award,
                award_type=one,
                words=words,
                is_inferred=inferred,
                position=position,
            )
            for position, (one, words, inferred) in enumerate(wanted, start=1)
        )
    return changed


def _wanted(
    award: PlanAward, types: list[AwardType], own: Level
) -> list[tuple[AwardType, str, bool]]:
    other = Level.AGENCY if own == Level.COMMUNE else Level.COMMUNE
    fitting = [one for one in types if one.level != other]
    if not award.forms:
        lowest = [one for one in fitting if one.level == own and one.plan_names]
        return [(one, "", True) for one in lowest]
    return [
        (one, words, words != one.name)
        for words in award.forms
        for one in fitting
        if words in one.plan_names
    ]
