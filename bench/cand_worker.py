"""Inside a bench installation: the candidates of a commune with three years of results.

``python -m bench.cand_worker prepare N`` builds it, ``… run ROUNDS`` prints seconds as JSON. The
query by hand ranks the same households; that is checked before anything is timed.
"""

from __future__ import annotations

import json
import statistics
import sys
from typing import Any

import django
from django.db import connection

from bench import results_worker
from bench.results_worker import YEAR, seconds

BY_HAND = """
SELECT u.id, u.kind_word, u.name, p.kind_word, p.name,
       SUM(CASE y.year WHEN 2026 THEN 1 WHEN 2025 THEN 2 WHEN 2024 THEN 4 ELSE 0 END) AS mask
FROM assessments_compactresult r
JOIN campaigns_campaignyear y ON y.id = r.campaign_year_id
JOIN campaigns_campaign c ON c.id = y.campaign_id
JOIN units_unit u ON u.id = r.unit_id
JOIN units_unit p ON p.id = u.parent_id
WHERE c.slug = 'na-ri-2026' AND y.year BETWEEN 2022 AND 2026 AND r.result = 'achieved'
  AND u.type = 'household'
GROUP BY u.id, u.kind_word, u.name, u.sort_key, p.kind_word, p.name
HAVING MAX(y.year) = 2026
ORDER BY mask DESC, u.sort_key, u.id
"""


def prepare(households: int) -> dict[str, int]:
    """The commune of the results' measure, with the two years before."""
    results_worker.prepare(households)
    from assessments.models import CompactResult  # noqa: PLC0415 needs the apps
    from awards.data_files import load_catalogue  # noqa: PLC0415
    from awards.services import catalogue  # noqa: PLC0415
    from campaigns.models import CampaignYear  # noqa: PLC0415

    catalogue.load_catalogue(load_catalogue())
    now = list(CompactResult.objects.filter(campaign_year__year=YEAR))
    for back in (1, 2):
        year = CampaignYear.objects.create(
            campaign_id=CampaignYear.objects.get(year=YEAR).campaign_id,
            year=YEAR - back,
            state="closed",
        )
        CompactResult.objects.bulk_create(
            CompactResult(
                campaign_year=year,
                unit_id=row.unit_id,
                place_id=row.place_id,
                group_id=row.group_id,
                is_registered=True,
                is_assessed=True,
                result=("achieved", "not_achieved", "achieved")[(place + back) % 3],
                values=row.values,
                entered_by_id=row.entered_by_id,
            )
            for place, row in enumerate(now)
        )
    return {"rows": CompactResult.objects.count()}


def run(rounds: int) -> dict[str, float]:
    """Medians of the whole list and of one page, each beside the query by hand, in turns."""
    from awards.selectors.candidates import in_rank, page_of, ranked  # noqa: PLC0415
    from campaigns.models import Campaign  # noqa: PLC0415

    campaign = Campaign.objects.select_related("launched_by").get(slug="na-ri-2026")
    host = campaign.launched_by

    def ours() -> list[Any]:
        rows: Any = in_rank(ranked(campaign, YEAR, host, "household"))
        return list(
            rows.values_list("pk", "kind_word", "name", "parent__kind_word", "parent__name", "mask")
        )

    def by_hand() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(BY_HAND)
            return list(cursor.fetchall())

    if [tuple(row) for row in ours()] != [tuple(row) for row in by_hand()]:
        message = "the query by hand and the product rank different households"
        raise RuntimeError(message)
    acts = {
        "ours": ours,
        "page": lambda: page_of(campaign, YEAR, host, "household", "1"),
        "peer": by_hand,
    }
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for _round in range(max(rounds, 7)):
        for name, act in acts.items():
            taken[name].append(seconds(act))
    return {name: statistics.median(some) for name, some in taken.items()}


def main() -> None:
    """Do the work named on the command line."""
    django.setup()
    number = int(sys.argv[2])
    print(json.dumps(prepare(number) if sys.argv[1] == "prepare" else run(number)))


if __name__ == "__main__":
    main()
