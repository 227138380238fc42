"""A country laid down by SQL: communes with a campaign each, villages with forms, households.

Sizes of the contract: a province of 100 communes, 2,500 villages and 400,000 households; eight
provinces with three million. Only 2026 has rows; of 2025 only the sums are kept, so that a
year's filter has something to leave out. The sums are added up by SQL and some communes are
proven by the product's own recount.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from accounts.models import User
from assessments.services import recounting
from campaigns.enums import DutyKind, YearState
from campaigns.models import Campaign, CampaignYear, Duty, ParticipantGroup
from campaigns.models.tallies import COUNTS, STATE_COLUMNS
from core import clock
from documents.models import LegalDocument
from units.enums import Role, UnitType
from units.models import Membership, Unit

YEAR = 2026
TODAY = dt.date(YEAR, 11, 25)
PROVEN = 2


@dataclass(frozen=True)
class Size:
    """How many provinces, communes in each, villages in each, households in each."""

    provinces: int
    communes: int
    villages: int
    households: int

    @property
    def last_commune(self) -> int:
        """The highest id of a commune; ids run level by level from the country, 1."""
        return 1 + self.provinces * (1 + self.communes)


SIZES = {
    "province": Size(1, 100, 25, 160),
    "big": Size(8, 100, 25, 150),
    "try": Size(1, 4, 5, 10),
}

# A level below the last one: so many in each unit of the level above, whose ids are a range.
UNITS = """
INSERT INTO units_unit (id, type, kind_word, name, code, parent_id, path, commune_id, position,
    place_name, letterhead, symbol, is_difficult_area, note, is_inferred, search, sort_key)
SELECT %(last)s + (p.id - %(first)s) * %(each)s + n, %(type)s, %(word)s, %(word)s || ' ' || n,
    CASE WHEN %(type)s = 'household' THEN '' ELSE %(type)s || p.id || '-' || n END, p.id,
    p.path || LPAD((%(last)s + (p.id - %(first)s) * %(each)s + n)::text, 8, '0'),
    CASE WHEN p.type = 'commune' THEN p.id ELSE p.commune_id END, n,
    '', '', '', FALSE, '', FALSE, %(word)s || ' ' || n, %(word)s || LPAD(n::text, 6, '0')
FROM units_unit p CROSS JOIN generate_series(1, %(each)s) n
WHERE p.id BETWEEN %(first)s AND %(last)s
"""
# A village stands in one of the seven states, by its id; handed in are all but the first two.
FORMS = """
CREATE TEMPORARY TABLE form AS
SELECT u.id AS unit_id, u.path, u.commune_id, y.id AS year_id, g.id AS group_id, d.id AS duty_id,
    (ARRAY['', 'draft', 'submitted', 'in_review', 'returned', 'reviewed', 'final'])
        [1 + (u.id * 7919) %% 7] AS status,
    %(moment)s::timestamptz - (u.id %% 20) * INTERVAL '1 day' + INTERVAL '5 days' AS moment
FROM units_unit u JOIN campaigns_campaign c ON c.launched_by_id = u.commune_id
JOIN campaigns_campaignyear y ON y.campaign_id = c.id AND y.year = %(year)s
JOIN campaigns_participantgroup g ON g.campaign_id = c.id AND g.position = 1
JOIN campaigns_duty d ON d.campaign_id = c.id
WHERE u.type = 'village' ORDER BY u.id;
INSERT INTO campaigns_participation (id, is_excluded, excluded_reason, campaign_year_id, group_id,
    unit_id) SELECT unit_id, FALSE, '', year_id, group_id, unit_id FROM form;
INSERT INTO assessments_assessment (id, status, version, unit_name, unit_path, channel,
    submitted_at, receipt_code, level, own_work_reason, outside_number, is_reopened, created_at,
    saved_at, campaign_year_id, group_id, unit_id)
SELECT unit_id, status, 1, '', path, 'self', CASE WHEN status <> 'draft' THEN moment END, '', 1,
    '', '', FALSE, moment, moment, year_id, group_id, unit_id FROM form WHERE status <> '';
INSERT INTO assessments_assessmentevent (id, action, from_status, to_status, note, channel,
    receipt_code, is_after_closing, at, actor_id, assessment_id)
SELECT unit_id, 'submit', 'draft', status, '', '', '', FALSE, moment, %(actor)s, unit_id
FROM form WHERE status <> '';
INSERT INTO campaigns_dutydelivery (id, received_at, received_on, receipt_code, channel,
    moved_reason, campaign_year_id, duty_id, unit_id)
SELECT unit_id, moment, (moment AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, '', 'self', '', year_id,
    duty_id, unit_id FROM form WHERE status NOT IN ('', 'draft');
INSERT INTO campaigns_unittally (id, is_counted, status, is_submitted, is_complete, last_day,
    is_moved, received_on, record_id, since, taken_up_by, lines, campaign_year_id, group_id,
    participation_id, place_id, unit_id)
SELECT unit_id, TRUE, status, status NOT IN ('', 'draft'), status <> '', %(last_day)s, FALSE,
    CASE WHEN status NOT IN ('', 'draft') THEN (moment AT TIME ZONE 'Asia/Ho_Chi_Minh')::date END,
    CASE WHEN status <> '' THEN unit_id END, CASE WHEN status <> '' THEN moment END, '', '{}',
    year_id, group_id, unit_id, commune_id, unit_id FROM form;
"""
RESULTS = """
INSERT INTO assessments_compactresult (is_registered, is_assessed, "values", result, circumstance,
    note, saved_at, campaign_year_id, entered_by_id, group_id, place_id, unit_id)
SELECT u.id %% 10 < 8, u.id %% 10 < 7, '{}',
    CASE WHEN u.id %% 10 < 5 THEN 'achieved' WHEN u.id %% 10 < 7 THEN 'not_achieved' ELSE '' END,
    '', '', %(moment)s, y.id, %(actor)s, g.id, u.parent_id, u.id
FROM units_unit u JOIN campaigns_campaign c ON c.launched_by_id = u.commune_id
JOIN campaigns_campaignyear y ON y.campaign_id = c.id AND y.year = %(year)s
JOIN campaigns_participantgroup g ON g.campaign_id = c.id AND g.position = 2
WHERE u.type = 'household' ORDER BY u.id
"""
_STATES = ", ".join(f"COUNT(*) FILTER (WHERE status = '{state}')" for state in STATE_COLUMNS)
_COLUMNS = ", ".join(COUNTS)
_RESULT_SUMS = """COUNT(*) FILTER (WHERE is_registered), COUNT(*) FILTER (WHERE is_assessed),
    COUNT(*) FILTER (WHERE result = 'achieved')"""
_NO_FORMS = ", ".join("0" for _name in COUNTS[:-3])
SUMS = f"""
INSERT INTO campaigns_placetally (campaign_year_id, group_id, place_id, is_whole, {_COLUMNS})
SELECT campaign_year_id, group_id, place_id, TRUE, COUNT(*), COUNT(last_day),
    COUNT(*) FILTER (WHERE is_submitted), COUNT(*) FILTER (WHERE is_submitted AND is_complete),
    COUNT(*) FILTER (WHERE received_on <= last_day), {_STATES}, 0, 0, 0
FROM campaigns_unittally GROUP BY campaign_year_id, group_id, place_id;
INSERT INTO campaigns_placetally (campaign_year_id, group_id, place_id, is_whole, {_COLUMNS})
SELECT campaign_year_id, group_id, place_id, FALSE, {_NO_FORMS}, {_RESULT_SUMS}
FROM assessments_compactresult GROUP BY campaign_year_id, group_id, place_id;
INSERT INTO campaigns_placetally (campaign_year_id, group_id, place_id, is_whole, {_COLUMNS})
SELECT t.campaign_year_id, t.group_id, u.commune_id, TRUE, {_NO_FORMS}, SUM(t.registered),
    SUM(t.assessed), SUM(t.achieved)
FROM campaigns_placetally t JOIN units_unit u ON u.id = t.place_id
WHERE NOT t.is_whole GROUP BY t.campaign_year_id, t.group_id, u.commune_id;
INSERT INTO campaigns_placetally (campaign_year_id, group_id, place_id, is_whole, {_COLUMNS})
SELECT before.id, t.group_id, t.place_id, t.is_whole, {_COLUMNS}
FROM campaigns_placetally t JOIN campaigns_campaignyear y ON y.id = t.campaign_year_id
JOIN campaigns_campaignyear before ON before.campaign_id = y.campaign_id
    AND before.year = y.year - 1;
"""  # noqa: S608 columns of the model
# What the live count reads instead of the rows: every column of results that is counted.
COVERING = """
CREATE INDEX bench_covering ON assessments_compactresult (campaign_year_id, place_id)
INCLUDE (group_id, is_registered, is_assessed, result)
"""


def build(size: Size) -> None:
    """Lay everything down; the tables are empty but for what migrations put there."""
    clock.set_business_day(TODAY)
    with transaction.atomic(), connection.cursor() as cursor:
        # Millions of rows that are known to fit: not each is looked up in the tables above it.
        cursor.execute("SET LOCAL session_replication_role = replica")
        _units(size)
        reader = User.objects.create(username="bench", full_name="Vũ Thị Hạnh")
        Membership.objects.create(
            user=reader, unit_id=1, role=Role.AUDITOR, from_on=dt.date(2020, 1, 1)
        )
        _campaigns()
        facts: dict[str, Any] = {
            "year": YEAR,
            "actor": reader.pk,
            "last_day": TODAY,
            "moment": dt.datetime.combine(TODAY, dt.time(3, 0), dt.UTC),
        }
        cursor.execute(FORMS, facts)
        cursor.execute(RESULTS, facts)
        cursor.execute(SUMS)
    with connection.cursor() as cursor:
        cursor.execute(COVERING)
        cursor.execute("VACUUM ANALYZE")
    _prove()


def _units(size: Size) -> None:
    Unit.objects.create(pk=1, type=UnitType.COUNTRY, name="Việt Nam", code="VN", path="00000001")
    first = last = 1
    levels = (
        (UnitType.PROVINCE, "tỉnh", size.provinces),
        (UnitType.COMMUNE, "xã", size.communes),
        (UnitType.VILLAGE, "thôn", size.villages),
        (UnitType.HOUSEHOLD, "hộ", size.households),
    )
    with connection.cursor() as cursor:
        for kind, word, each in levels:
            facts: dict[str, Any] = {
                "first": first,
                "last": last,
                "each": each,
                "type": str(kind),
                "word": word,
            }
            cursor.execute(UNITS, facts)
            first, last = last + 1, last + (last - first + 1) * each


def _campaigns() -> None:
    document = LegalDocument.objects.create(kind="Kế hoạch", issued_on=dt.date(2025, 1, 5))
    owners = Campaign.objects.bulk_create(
        Campaign(
            slug=f"bench-{host.pk}",
            code=f"B{host.pk}",
            name=f"Xã hội học tập {host}",
            short_name=f"Xã hội học tập {host}",
            launched_by=host,
            document=document,
            first_year=YEAR - 1,
            last_year=YEAR + 3,
        )
        for host in Unit.objects.filter(type=UnitType.COMMUNE).order_by("pk")
    )
    CampaignYear.objects.bulk_create(
        CampaignYear(campaign=one, year=year, state=state, opened_on=dt.date(year, 1, 5))
        for one in owners
        for year, state in ((YEAR - 1, YearState.CLOSED), (YEAR, YearState.OPEN))
    )
    kinds = (("1.4", UnitType.VILLAGE, "Đối với các thôn"), ("1.5", UnitType.HOUSEHOLD, "Các hộ"))
    groups = ParticipantGroup.objects.bulk_create(
        ParticipantGroup(
            campaign=one, position=at, source_number=number, heading=words, unit_types=[kind]
        )
        for one in owners
        for at, (number, kind, words) in enumerate(kinds, start=1)
    )
    duties = Duty.objects.bulk_create(
        Duty(
            campaign=one,
            code=f"B{one.pk}-1",
            kind=DutyKind.FORM,
            position=1,
            from_text="Các thôn",
            to_text="Phòng Văn hóa - Xã hội",
            what="Phiếu tự đánh giá năm",
            day=TODAY.day,
            month=TODAY.month,
            is_inclusive=True,
        )
        for one in owners
    )
    through = Duty.groups.through
    through.objects.bulk_create(
        through(duty=duty, participantgroup=group)
        for duty, group in zip(duties, groups[::2], strict=True)
    )


def _prove() -> None:
    """The product's recount of some communes finds the sums right."""
    for year in CampaignYear.objects.filter(year=YEAR).order_by("pk")[:PROVEN]:
        wrong = recounting.differences(year).in_words()
        if wrong:
            message = f"the sums laid down are not those of the rows: {wrong[:5]}"
            raise RuntimeError(message)
