"""Inside a demo installation: what the office's pages cost in SQL and CPU.

``python -m bench.sql_worker sql`` and ``… cpu`` print seconds as JSON. The hand-written queries
give what a page shows in one statement; that is checked before anything is timed.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

PASSWORD = "hoc-tap-suot-doi"  # noqa: S105 the demo's, printed by bin/run
OFFICE = "nr.lanhdao"
CAMPAIGN = "/campaigns/na-ri-2026/"
MATRIX = "/assessments/na-ri-2026/2026/"
PAGES = (
    "/", CAMPAIGN, f"{CAMPAIGN}plan/", f"{CAMPAIGN}targets/", MATRIX, "/reports/", "/units/",
    "/recognitions/",
)  # fmt: skip
ROUNDS = 40
Statement = tuple[str, Any]

# Every participant with its group, state, receipt and how much of its form is answered.
MATRIX_SQL = """
SELECT g.source_number, p.unit_id, u.name, a.status, a.submitted_at, d.received_on,
       d.moved_last_day,
       (SELECT COUNT(*) FROM assessments_answer x JOIN criteria_criterion c
          ON c.id = x.criterion_id WHERE x.assessment_id = a.id AND c.kind = 'graded'
          AND x.self_value <> '') AS answered,
       (SELECT COUNT(*) FROM assessments_indicatorvalue v JOIN criteria_indicator i
          ON i.id = v.indicator_id WHERE v.assessment_id = a.id AND i.is_required
          AND v.state <> '') AS filled
FROM campaigns_participation p
JOIN campaigns_campaignyear y ON y.id = p.campaign_year_id
JOIN campaigns_campaign c ON c.id = y.campaign_id
JOIN campaigns_participantgroup g ON g.id = p.group_id
JOIN units_unit u ON u.id = p.unit_id
LEFT JOIN assessments_assessment a ON a.campaign_year_id = y.id AND a.unit_id = p.unit_id
LEFT JOIN campaigns_dutydelivery d ON d.campaign_year_id = y.id AND d.unit_id = p.unit_id
     AND d.duty_id IN (SELECT id FROM campaigns_duty WHERE kind = 'form' AND day IS NOT NULL)
WHERE c.slug = %(slug)s AND y.year = %(year)s AND NOT p.is_excluded
ORDER BY g.position, u.position, u.sort_key
"""
# What the campaign page shows, in its order: head and years, groups with their criteria (printed
# text, note, official set, titles), phases, duties.
CAMPAIGN_SQL = """
SELECT 1 AS part, y.year AS a, 0 AS b, 0 AS c, c.name, c.short_name, c.note, l.note, u.name,
       u.kind_word, l.reference_number, l.issued_on, l.issued_precision, y.state, c.first_year,
       c.last_year
FROM campaigns_campaign c JOIN documents_legaldocument l ON l.id = c.document_id
JOIN units_unit u ON u.id = c.launched_by_id
LEFT JOIN campaigns_campaignyear y ON y.campaign_id = c.id
WHERE c.slug = %(slug)s
UNION ALL
SELECT 2, g.position, k.position, t.position, g.heading, g.source_number, g.chosen_note, s.note,
       k.code, k.text_shown, k.text_source, k.note, k.kind, k.requires_evidence, g.unit_types,
       t.name || COALESCE(o.code || o.version || o.name, '')
FROM campaigns_campaign c JOIN campaigns_participantgroup g ON g.campaign_id = c.id
LEFT JOIN criteria_criteriaset s ON s.id = g.criteria_set_id
LEFT JOIN criteria_criterion k ON k.criteria_set_id = s.id AND k.kind <> 'heading'
LEFT JOIN criteria_criterion_official_sets ko ON ko.criterion_id = k.id
LEFT JOIN criteria_criteriaset o ON o.id = ko.criteriaset_id
LEFT JOIN criteria_criterion_titles kt ON kt.criterion_id = k.id
LEFT JOIN recognitions_title t ON t.id = kt.title_id
WHERE c.slug = %(slug)s
UNION ALL
SELECT 3, p.position, 0, 0, p.name, p.text, p.first_year, p.last_year, p.interim_review_year,
       p.final_review_year, NULL, NULL, NULL, NULL, NULL, NULL
FROM campaigns_campaign c JOIN campaigns_phase p ON p.campaign_id = c.id
WHERE c.slug = %(slug)s
UNION ALL
SELECT 4, d.position, d.id, 0, d.what, d.from_text, d.to_text, d.source_text, d.source, d.note,
       d.kind, d.day, d.month, d.is_inclusive, d.opens_day, d.opens_month
FROM campaigns_campaign c JOIN campaigns_duty d ON d.campaign_id = c.id
WHERE c.slug = %(slug)s
ORDER BY part, a, b, c
"""
BY_HAND: dict[str, Statement] = {
    CAMPAIGN: (CAMPAIGN_SQL, {"slug": "na-ri-2026"}),
    MATRIX: (MATRIX_SQL, {"slug": "na-ri-2026", "year": 2026}),
}
# Who is asking is the same on every page and counted apart, like the frame around it.
WHO_ASKS = ("accounts_user", "core_installation", "units_membership", "django_session")


def signed_in(name: str) -> Client:
    """Somebody of the demo at a browser."""
    client = Client(HTTP_HOST="localhost")
    client.post(reverse("accounts:sign_in"), {"name": name, "password": PASSWORD})
    return client


def statements_of(client: Client, path: str) -> list[Statement]:
    """Every statement that the page itself asks, with its parameters."""
    asked: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(path)
    if answer.status_code != 200:
        message = f"{path} answered {answer.status_code}"
        raise RuntimeError(message)
    return [one for one in asked if one[0].startswith("SELECT") and not _asks_who(one[0])]


def _asks_who(sql: str) -> bool:
    return sql.partition(" FROM ")[2].split(" ")[0].strip('"') in WHO_ASKS


def run(statements: list[Statement]) -> list[Any]:
    """The rows of every statement."""
    rows: list[Any] = []
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            rows.append(cursor.fetchall())
    return rows


def seconds(act: Callable[[], Any]) -> float:
    """How long the act takes by the wall."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def sql() -> dict[str, dict[str, float]]:
    """Medians of the page's own statements and of the one by hand, taken in turns."""
    client = signed_in(OFFICE)
    settings.FRAME_PROVIDERS = []
    _same_figures()
    found = {}
    for path, by_hand in BY_HAND.items():
        client.get(path)
        found[path] = _in_turns(statements_of(client, path), [by_hand])
    return found


def _in_turns(ours: list[Statement], by_hand: list[Statement]) -> dict[str, float]:
    pairs = [(seconds(lambda: run(ours)), seconds(lambda: run(by_hand))) for _ in range(ROUNDS)]
    return {
        "ours": statistics.median(own for own, _hand in pairs),
        "peer": statistics.median(hand for _own, hand in pairs),
        "statements": len(ours),
    }


def _same_figures() -> None:
    """The hand-written queries tell what the product tells: stop where they do not."""
    from criteria.models import Criterion  # noqa: PLC0415 needs the apps

    told = {row[8] for row in run([BY_HAND[CAMPAIGN]])[0] if row[0] == 2 and row[8]}
    criteria = Criterion.objects.filter(criteria_set__groups__campaign__slug="na-ri-2026")
    asked = set(criteria.exclude(kind="heading").values_list("code", flat=True))
    if told != asked:
        message = "the hand-written query and the product tell different criteria"
        raise RuntimeError(message)
    _same_matrix()


def _same_matrix() -> None:
    from assessments.standing import standings  # noqa: PLC0415 needs the apps
    from campaigns.models import CampaignYear  # noqa: PLC0415
    from core import clock  # noqa: PLC0415

    year = CampaignYear.objects.get(campaign__slug="na-ri-2026", year=2026)
    ours = {
        row.participation.unit_id: (row.status, row.due.received_on if row.due else None)
        for row in standings(year, clock.today())
    }
    by_hand = {row[1]: (row[3] or "", _day(row[5])) for row in run([BY_HAND[MATRIX]])[0]}
    if ours != by_hand:
        message = "the hand-written query and the product tell different figures"
        raise RuntimeError(message)


def _day(value: Any) -> Any:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def cpu() -> dict[str, float]:
    """CPU seconds of every page, the median of some looks, nothing kept from the last one."""
    client = signed_in(OFFICE)
    found = {}
    for path in PAGES:
        client.get(path)
        taken = []
        for _look in range(7):
            started = time.process_time()
            client.get(path)
            taken.append(time.process_time() - started)
        found[path] = statistics.median(taken)
    return found


def main() -> None:
    """Do the work named on the command line."""
    django.setup()
    print(json.dumps(sql() if sys.argv[1] == "sql" else cpu()))


if __name__ == "__main__":
    main()
