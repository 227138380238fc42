"""Inside a bench database: what the figures of a place cost, from the roll-up and without it.

``python -m bench.dash_worker build SIZE`` lays a country down, ``… levels ROUNDS`` times the pages'
statements beside one by hand at every level, ``… live ROUNDS`` beside the live count, ``… page
ROUNDS`` the processor time of the page beside a template that formats its numbers. Each prints
seconds as JSON, after it was checked that both sides tell the same.
"""

from __future__ import annotations

import json
import re
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

from bench.sql_worker import Statement, run, seconds, statements_of

TURNS = 20  # in each round: a page's statements take a millisecond or two
MATRIX = "matrix"

SUMS = """
    SUM(t.participants), SUM(t.dated), SUM(t.submitted), SUM(t.complete), SUM(t.on_time),
    SUM(t.not_begun), SUM(t.draft), SUM(t.handed_in), SUM(t.in_review), SUM(t.returned),
    SUM(t.reviewed), SUM(t.final), SUM(t.registered), SUM(t.assessed), SUM(t.achieved)
"""
# The children of a place, each with its sums: the communes of a province …
COMMUNES = f"""
SELECT u.id, u.kind_word, u.name, {SUMS} FROM campaigns_placetally t
JOIN campaigns_campaignyear y ON y.id = t.campaign_year_id JOIN units_unit u ON u.id = t.place_id
WHERE t.is_whole AND y.year = %s AND u.path >= %s AND u.path < %s
GROUP BY u.id ORDER BY u.sort_key, u.id
"""  # noqa: S608
# … the provinces of the country …
PROVINCES = f"""
SELECT p.id, p.kind_word, p.name, {SUMS} FROM campaigns_placetally t
JOIN campaigns_campaignyear y ON y.id = t.campaign_year_id JOIN units_unit u ON u.id = t.place_id
JOIN units_unit p ON p.id = CAST(SUBSTR(u.path, 9, 8) AS bigint)
WHERE t.is_whole AND y.year = %s AND u.path >= %s AND u.path < %s
GROUP BY p.id ORDER BY p.sort_key, p.id
"""  # noqa: S608
# … the groups of a commune or village.
GROUPS = f"""
SELECT g.id, g.source_number, g.heading, {SUMS} FROM campaigns_placetally t
JOIN campaigns_campaignyear y ON y.id = t.campaign_year_id
JOIN campaigns_participantgroup g ON g.id = t.group_id
WHERE y.year = %s AND t.place_id = %s GROUP BY g.id ORDER BY g.position
"""  # noqa: S608
UNITS = """
SELECT t.unit_id, u.kind_word, u.name, t.status, t.last_day, t.received_on, t.is_complete,
    t.is_moved, t.since, t.taken_up_by, t.record_id, t.participation_id, g.id, g.source_number,
    g.heading
FROM campaigns_unittally t JOIN units_unit u ON u.id = t.unit_id
JOIN campaigns_participantgroup g ON g.id = t.group_id
JOIN campaigns_campaignyear y ON y.id = t.campaign_year_id
JOIN campaigns_campaign c ON c.id = y.campaign_id
WHERE c.slug = %s AND y.year = %s AND t.is_counted
ORDER BY g.position, u.position, u.sort_key, u.id
"""
# The same figures of a province without the roll-up: forms with their receipts, and the results
# from the covering index, first by village.
LIVE = """
WITH form AS (
    SELECT u.commune_id AS place, COUNT(*) AS participants, COUNT(*) AS dated,
        COUNT(a.submitted_at) AS submitted, COUNT(a.submitted_at) AS complete,
        COUNT(*) FILTER (WHERE r.received_on <= MAKE_DATE(%(year)s, d.month, d.day)) AS on_time,
        COUNT(*) FILTER (WHERE a.id IS NULL) AS not_begun,
        COUNT(*) FILTER (WHERE a.status = 'draft') AS draft,
        COUNT(*) FILTER (WHERE a.status = 'submitted') AS handed_in,
        COUNT(*) FILTER (WHERE a.status = 'in_review') AS in_review,
        COUNT(*) FILTER (WHERE a.status = 'returned') AS returned,
        COUNT(*) FILTER (WHERE a.status = 'reviewed') AS reviewed,
        COUNT(*) FILTER (WHERE a.status = 'final') AS final
    FROM campaigns_participation p JOIN units_unit u ON u.id = p.unit_id
    JOIN campaigns_campaignyear y ON y.id = p.campaign_year_id
    JOIN campaigns_duty d ON d.campaign_id = y.campaign_id
    LEFT JOIN assessments_assessment a ON a.campaign_year_id = y.id AND a.unit_id = p.unit_id
    LEFT JOIN campaigns_dutydelivery r ON r.duty_id = d.id AND r.campaign_year_id = y.id
        AND r.unit_id = p.unit_id
    WHERE y.year = %(year)s AND NOT p.is_excluded
        AND u.path >= %(from)s AND u.path < %(to)s
    GROUP BY u.commune_id
), village AS (
    SELECT place_id, COUNT(*) FILTER (WHERE is_registered) AS registered,
        COUNT(*) FILTER (WHERE is_assessed) AS assessed,
        COUNT(*) FILTER (WHERE result = 'achieved') AS achieved
    FROM assessments_compactresult
    WHERE campaign_year_id IN (SELECT id FROM campaigns_campaignyear WHERE year = %(year)s)
    GROUP BY place_id
), result AS (
    SELECT u.commune_id AS place, SUM(v.registered) AS registered, SUM(v.assessed) AS assessed,
        SUM(v.achieved) AS achieved
    FROM village v JOIN units_unit u ON u.id = v.place_id
    WHERE u.path >= %(from)s AND u.path < %(to)s GROUP BY u.commune_id
)
SELECT u.id, u.kind_word, u.name, f.participants, f.dated, f.submitted, f.complete, f.on_time,
    f.not_begun, f.draft, f.handed_in, f.in_review, f.returned, f.reviewed, f.final, r.registered,
    r.assessed, r.achieved
FROM units_unit u JOIN form f ON f.place = u.id JOIN result r ON r.place = u.id
ORDER BY u.sort_key, u.id
"""
# The page's two tables as they are usually written: numbers formatted where they are printed.
USUAL = """{% load i18n %}
<table class="table-paper figure-table"><tbody>{% for r in rows %}
<tr><th scope="row"><a href="{{ r.url }}">{{ r.name }}</a></th>
{% for n in r.states %}<td class="num">{{ n|floatformat:"0g" }}</td>{% endfor %}
<td class="num">{{ r.participants|floatformat:"0g" }}</td>
{% for part in r.rates %}<td class="num"><span class="rate">
{% if part.whole %}<a href="{{ r.url }}">{% endif %}{{ part.rate|floatformat:1 }}%
<span class="rate-of">({{ part.part|floatformat:"0g" }}/{{ part.whole|floatformat:"0g" }})</span>
{% if part.whole %}</a>{% endif %}</span></td>{% endfor %}</tr>{% endfor %}</tbody></table>
<table class="table-paper figure-table"><tbody>{% for r in rows %}<tr>
<th scope="row">{{ r.name }}</th>
<td class="num">{{ r.registered|floatformat:"0g" }}</td>
<td class="num">{{ r.assessed|floatformat:"0g" }}</td>
<td class="num">{{ r.achieved|floatformat:"0g" }}</td>
<td class="num">{{ r.achieved_rate|floatformat:1 }}%</td></tr>{% endfor %}</tbody></table>"""


def reader() -> Client:
    """The country's auditor at a browser, without the frame around the pages."""
    from accounts.models import User  # noqa: PLC0415 needs the apps

    settings.FRAME_PROVIDERS = []
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username="bench"))
    return client


def places() -> dict[str, Any]:
    """One unit of every level, not the first of its level."""
    from units.models import Unit  # noqa: PLC0415 needs the apps

    return {
        kind: Unit.objects.filter(type=kind).order_by("-pk")[0]
        for kind in ("country", "province", "commune", "village")
    }


def page_of(unit: Any) -> str:
    """The address of a place's figures."""
    return reverse("reports:place_figures", args=[unit.pk])


def by_hand(unit: Any) -> Statement:
    """One statement with what the page of the place shows."""
    from bench.country import YEAR  # noqa: PLC0415 needs the apps
    from units.paths import after  # noqa: PLC0415

    if unit.type in {"commune", "village"}:
        return GROUPS, [YEAR, unit.pk]
    sql = PROVINCES if unit.type == "country" else COMMUNES
    return sql, [YEAR, unit.path, after(unit.path)]


def told(unit: Any) -> list[tuple[Any, ...]]:
    """The lines of the page: name and sums in the order of the roll-up's columns."""
    from bench.country import YEAR  # noqa: PLC0415 needs the apps
    from campaigns.models.tallies import COUNTS  # noqa: PLC0415
    from reports.dashboards.status import status_of  # noqa: PLC0415

    table = status_of(unit, str(YEAR))
    return [(one.name, *(one.sums[name] for name in COUNTS)) for one in table.lines]


def _named(row: Any, *, is_group: bool) -> tuple[Any, ...]:
    from core.text import display_name  # noqa: PLC0415 needs the apps

    name = f"{row[1]} {row[2]}" if is_group else display_name(row[1], row[2])
    return (name, *row[3:])


def _same(ours: Any, theirs: Any, what: str) -> None:
    if not ours or ours != theirs:
        message = f"{what}: {str(ours)[:300]} and {str(theirs)[:300]}"
        raise RuntimeError(message)


def levels(rounds: int) -> dict[str, dict[str, float]]:
    """Medians of the statements of each page and of the one by hand, in turns."""
    client = reader()
    sides: dict[str, tuple[list[Statement], list[Statement]]] = {}
    for kind, unit in places().items():
        hand = by_hand(unit)
        is_group = kind in {"commune", "village"}
        _same(told(unit), [_named(row, is_group=is_group) for row in run([hand])[0]], kind)
        client.get(page_of(unit))
        sides[kind] = statements_of(client, page_of(unit)), [hand]
    sides[MATRIX] = _matrix(client)
    taken: dict[str, list[tuple[float, float]]] = {kind: [] for kind in sides}
    for _turn in range(rounds * TURNS):
        for kind, (ours, theirs) in sides.items():
            one = seconds(lambda ours=ours: run(ours))  # type: ignore[misc]
            two = seconds(lambda theirs=theirs: run(theirs))  # type: ignore[misc]
            taken[kind].append((one, two))
    return {
        kind: {
            "ours": statistics.median(one for one, _two in some),
            "peer": statistics.median(two for _one, two in some),
            "statements": len(sides[kind][0]),
        }
        for kind, some in taken.items()
    }


def _matrix(client: Client) -> tuple[list[Statement], list[Statement]]:
    from accounts.models import User  # noqa: PLC0415 needs the apps
    from assessments.selectors.matrix import Wanted, matrix  # noqa: PLC0415
    from bench.country import TODAY, YEAR  # noqa: PLC0415
    from campaigns.models import CampaignYear  # noqa: PLC0415

    slug = f"bench-{places()['commune'].pk}"
    year = CampaignYear.objects.get(campaign__slug=slug, year=YEAR)
    hand = UNITS, [slug, YEAR]
    table = matrix(year, User.objects.get(username="bench"), TODAY, Wanted())
    ours = [(row.participation_id, row.status, row.last_on) for row in table.rows]
    _same(ours, [(row[11], row[3], row[4]) for row in run([hand])[0]], MATRIX)
    path = reverse("assessments:matrix", args=[slug, YEAR])
    client.get(path)
    return statements_of(client, path), [hand]


def live(rounds: int) -> dict[str, float]:
    """Medians of the province's page and of the live count of the same figures, in turns."""
    from bench.country import YEAR  # noqa: PLC0415 needs the apps
    from units.paths import after  # noqa: PLC0415

    unit = places()["province"]
    count = LIVE, {"year": YEAR, "from": unit.path, "to": after(unit.path)}
    _same(told(unit), [_named(row, is_group=False) for row in run([count])[0]], "the live count")
    plan = str(run([(f"EXPLAIN {LIVE}", count[1])]))
    client = reader()
    client.get(page_of(unit))
    ours = statements_of(client, page_of(unit))
    taken: dict[str, list[float]] = {"ours": [], "peer": []}
    for _turn in range(rounds * 3):
        # As many in a row as beside the one by hand: right behind a count of a tenth of a second
        # a statement of a millisecond first fetches its own pages into the processor again.
        taken["ours"] += [seconds(lambda: run(ours)) for _look in range(TURNS)]
        taken["peer"].append(seconds(lambda: run([count])))
    return {
        "ours": statistics.median(taken["ours"]),
        "peer": statistics.median(taken["peer"]),
        "is_covered": float("Index Only Scan using bench_covering" in plan),
    }


def page(rounds: int) -> dict[str, float]:
    """Processor time of the province's whole page and of its tables by the usual template."""
    from django.template import engines  # noqa: PLC0415 needs the apps

    unit = places()["province"]
    client = reader()
    template = engines["django"].from_string(USUAL)

    def ours() -> str:
        return client.get(page_of(unit)).content.decode()

    def usual() -> str:
        return str(template.render({"rows": _raw(unit)}))

    shown, printed = _tables(ours()), _tables(usual())
    _same(shown, printed, "tables")
    sides: dict[str, Callable[[], str]] = {"ours": ours, "peer": usual}
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for _turn in range(rounds * TURNS):
        for name, act in sides.items():
            started = time.process_time()
            act()
            taken[name].append(time.process_time() - started)
    return {name: statistics.median(some) for name, some in taken.items()} | {
        "cells": printed.count("<td")
    }


def _raw(unit: Any) -> list[dict[str, Any]]:
    """The lines as numbers, read from the roll-up by hand."""
    from bench.country import YEAR  # noqa: PLC0415 needs the apps

    rows = []
    for pk, word, name, *sums in run([by_hand(unit)])[0]:
        participants, dated, submitted, complete, on_time = sums[:5]
        pairs = ((submitted, participants), (on_time, dated), (complete, participants))
        registered, assessed, achieved = sums[12:]
        rows.append(
            {
                "name": _named((pk, word, name), is_group=False)[0],
                "url": f"{reverse('reports:place_figures', args=[pk])}?year={YEAR}",
                "states": sums[5:12],
                "participants": participants,
                "rates": [
                    {"rate": part / whole * 100, "part": part, "whole": whole}
                    for part, whole in pairs
                ],
                "registered": registered,
                "assessed": assessed,
                "achieved": achieved,
                "achieved_rate": achieved / registered * 100,
            }
        )
    return rows


def _tables(markup: str) -> str:
    """The bodies of the figures' tables, letter for letter but for the spaces."""
    tables = r"<table class=\"table-paper figure-table\">.*?<tbody>(.*?)</tbody>"
    return "".join("".join(re.findall(tables, markup, re.DOTALL)).split())


def main() -> None:
    """Do the work named on the command line."""
    django.setup()
    work, word = sys.argv[1:]
    if work == "build":
        from django.core.management import call_command  # noqa: PLC0415 needs the apps

        from bench import country  # noqa: PLC0415

        started = time.perf_counter()
        call_command("migrate", verbosity=0)
        country.build(country.SIZES[word])
        print(json.dumps({"seconds": time.perf_counter() - started}))
        return
    works: dict[str, Callable[[int], Any]] = {"levels": levels, "live": live, "page": page}
    with connection.cursor() as cursor:
        # For both sides: one process of the server, without compiling, pages at a disk's price of
        # today. Without the last one the live count would read the whole table.
        for setting in ("jit = off", "max_parallel_workers_per_gather = 0"):
            cursor.execute(f"SET {setting}")
        cursor.execute("SET random_page_cost = 1.1")
    print(json.dumps(works[work](int(word))))


if __name__ == "__main__":
    main()
