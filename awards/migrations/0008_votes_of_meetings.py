from __future__ import annotations

from typing import Any

from django.db import migrations, models


def keep_votes(apps: Any, _editor: Any) -> None:
    """Copy to each meeting the votes that still stand on its letter's items."""
    meetings = apps.get_model("awards", "VillageMeeting").objects.select_related("submission")
    for meeting in meetings.iterator():
        items = meeting.submission.proposals.exclude(village_yes=None)
        rows = items.select_related("rule", "award_type").order_by("pk")
        meeting.votes = [_vote(meeting, one) for one in rows]
        meeting.save(update_fields=["votes"])


def _vote(meeting: Any, item: Any) -> dict[str, Any]:
    yes, no = item.village_yes, item.village_no or 0
    counted_from = item.rule.village_denominator if item.rule else "present"
    of = {"households": meeting.households, "valid_ballots": yes + no}.get(
        counted_from, meeting.present
    )
    return {
        "proposal": item.pk,
        "kind": item.recipient_kind,
        "name": item.recipient_name,
        "award": item.award_type.name,
        "yes": yes,
        "no": no,
        "of": of,
        "denominator": counted_from,
        "passed": _passes(item.rule, yes, of),
    }


def _passes(rule: Any, yes: int, of: int) -> bool:
    if rule is None or rule.village_percent is None:
        return True
    share, asked = yes * 100, rule.village_percent * of
    return of > 0 and (share > asked if rule.village_is_over else share >= asked)


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0007_outlines_of_minutes"),
    ]

    operations = [
        migrations.AddField(
            model_name="villagemeeting",
            name="votes",
            field=models.JSONField(default=list, verbose_name="kết quả biểu quyết"),
        ),
        migrations.RunPython(keep_votes, migrations.RunPython.noop),
    ]
