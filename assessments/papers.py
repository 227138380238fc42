"""Papers of a year: a form's receipt, the register of all forms, the decision on a title."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from accounts.models import User
from assessments.enums import HandInPaper, TitlePaper
from assessments.models import Assessment
from assessments.selectors.holder_results import HolderResult, title_results
from assessments.selectors.matrix import Matrix, Row, Wanted, matrix
from campaigns.calendar import Due, DueState
from campaigns.enums import Channel
from campaigns.models import Campaign, CampaignYear
from campaigns.selectors.citations import grounds_of
from campaigns.selectors.outlines import outline_text
from core import clock
from core.display import vn_date
from core.numbers import format_percent
from criteria.scoring.verdicts import Said
from documents.outlines import Vocabulary
from documents.paper import Align, Column, DraftDate, GroupRow, Paper, Paragraph, Signer, Table
from documents.papers import citing, decisions, letterhead, slips
from documents.papers.common import (
    OFFICE_HEAD,
    TT,
    Frame,
    Nominee,
    NomineeKind,
    chair_signer,
)
from documents.papers.template import Template
from recognitions.models import Title
from units.access import access_of
from units.enums import UnitType
from units.models import Unit
from units.selectors.names import names_on_paper

_BY_HAND = {
    Channel.PHONE: "kết quả báo qua điện thoại",
    Channel.PAPER: "kết quả đến bằng phiếu giấy",
    Channel.MEETING: "kết quả lấy tại họp thôn",
}
_IN_TIME = {DueState.ON_TIME: "nộp đúng hạn", DueState.LATE: "nộp muộn"}


def _frame(unit: Unit, day: dt.date, signer: str) -> Frame:
    """The letterhead of the body that receives the forms, as of a day; one place to sign."""
    issuer = letterhead.issuer(names_on_paper(unit, day))
    return Frame(issuer=issuer, dated=day, signers=(Signer((signer,)),), draft=False)


# ---------------------------------------------------------------- the receipt


def receipt_paper(
    record: Assessment,
    *,
    who: str,
    due: Due | None,
    files: int,
    check_url: str,
    outline: str | None = None,
) -> Paper:
    """``Giấy biên nhận`` of the record as it was handed in last, in the words of that moment.

    ``who`` handed it in, ``files`` came with it, ``check_url`` is where anybody checks the code;
    ``outline``: other words.
    """
    year = record.campaign_year
    at = timezone.localtime(record.submitted_at)
    if outline is None:
        outline = outline_text(year.campaign_id, HandInPaper.RECEIPT, at=record.submitted_at)
    return slips.receipt(
        _frame(year.campaign.launched_by, at.date(), "NGƯỜI NHẬN"),
        slips.Receipt(
            from_whom=_inside(record),
            what=f"phiếu tự đánh giá năm {year.year}",
            received_at=f"{at:%H:%M} ngày {vn_date(at.date())}",
            code=record.receipt_code,
            channel=_channel(record),
            parts=(("Phiếu tự đánh giá", "1"), ("Tệp minh chứng", str(files))),
            who=who,
            last_day=_last_day(due),
            check_url=check_url,
        ),
        outline,
    )


def _last_day(due: Due | None) -> str:
    if due is None or due.last_day is None:
        return ""
    said = _IN_TIME.get(due.state)
    return f"{vn_date(due.last_day)}{f'; {said}' if said else ''}"


def _inside(record: Assessment) -> str:
    """The unit's name inside a sentence: "thôn Bản Pò", but "Văn phòng HĐND và UBND"."""
    is_village = record.unit.type == UnitType.VILLAGE
    return letterhead.lower_first(record.unit_name) if is_village else record.unit_name


def _channel(record: Assessment) -> str:
    how = _BY_HAND.get(Channel(record.channel))
    if how is None:
        return "nộp trên hệ thống"
    day = record.paper_received_on
    return f"văn phòng nhập thay, {how}{f' ngày {vn_date(day)}' if day else ''}"


# ---------------------------------------------------------------- the register


@dataclass(frozen=True)
class Register:
    """What the register is about: the rows that are shown, their records by id, the day."""

    year: CampaignYear
    table: Matrix
    records: dict[int, Assessment]
    day: dt.date


def register_paper(
    campaign_year: CampaignYear,
    table: Matrix,
    records: dict[int, Assessment],
    day: dt.date,
    outline: str | None = None,
) -> Paper:
    """``Sổ theo dõi`` of the rows that are shown: who handed in when, under which code.

    ``records`` by their ids; ``outline``: other words than those in force.
    """
    if outline is None:
        outline = outline_text(campaign_year.campaign_id, HandInPaper.REGISTER)
    about = Register(campaign_year, table, records, day)
    return slips.register(
        _frame(campaign_year.campaign.launched_by, day, "NGƯỜI LẬP SỔ"),
        slips.TablePaper("Sổ theo dõi", REGISTER.written(about, outline)),
    )


def _listing(about: Register) -> tuple[Table]:
    rows = sorted(about.table.rows, key=lambda row: row.place)
    groups = {block.group.pk: str(block.group) for block in about.table.groups}
    listing = Table(
        columns=(
            TT,
            Column("Đơn vị", 6),
            Column("Ngày cuối", 2.3, Align.CENTRE),
            Column("Giờ, ngày nộp", 3.1, Align.CENTRE),
            Column("Mã biên nhận", 2.5, Align.CENTRE),
            Column("Hình thức", 2.4),
            Column("Tính hạn", 2.2),
            Column("Tình trạng", 2.6),
        ),
        rows=tuple(_lines(rows, about.records, groups)),
        empty_text="Chưa có đơn vị nào.",
    )
    return (listing,)


REGISTER: Final[Template[Register]] = Template(
    Vocabulary(
        {
            "don_vi": "nơi giữ sổ, ví dụ: Xã Na Rì",
            "nam": "năm của phong trào",
            "ngay": "ngày lập sổ",
        },
        {
            "so_luong": "số đơn vị đã nộp trên tổng số, hoặc sổ ghi bao nhiêu đơn vị",
            "danh_sach": "bảng từng đơn vị: giờ nộp, mã biên nhận, tính hạn",
        },
        frozenset({"so_luong", "danh_sach"}),
    ),
    """\
Trích yếu: Việc nộp phiếu tự đánh giá năm {{nam}}
[[so_luong]]
[[danh_sach]]
""",
    lambda about: {
        "don_vi": about.year.campaign.launched_by.display_name,
        "nam": str(about.year.year),
        "ngay": vn_date(about.day),
    },
    {
        "so_luong": lambda about: (Paragraph(_counted(about.table, about.day)),),
        "danh_sach": _listing,
    },
)
TEMPLATES: Final[dict[HandInPaper, Template[Any]]] = {
    HandInPaper.RECEIPT: slips.RECEIPT,
    HandInPaper.REGISTER: REGISTER,
}


def _counted(table: Matrix, day: dt.date) -> str:
    """How many have handed in; of a part of the list, how large a part it is."""
    if len(table.rows) != table.total:
        return f"Ngày {vn_date(day)}; sổ ghi {len(table.rows)} trong số {table.total} đơn vị."
    done = table.rates.submitted
    share = f" ({format_percent(done.part, done.whole)})" if done.whole else ""
    return f"Đến ngày {vn_date(day)} đã có {done.part}/{done.whole} đơn vị nộp phiếu{share}."


def _lines(
    rows: Sequence[Row], records: dict[int, Assessment], groups: dict[int, str]
) -> Iterator[tuple[str, ...] | GroupRow]:
    before = None
    for number, row in enumerate(rows, start=1):
        if row.group_id != before:
            before = row.group_id
            yield GroupRow(groups[row.group_id])
        record = records.get(row.record_id or 0)
        yield (
            str(number),
            row.name,
            row.last_day,
            *_handed_in(record),
            str(row.lateness.word) if row.lateness else "",
            str(row.mark.word),
        )


def _handed_in(record: Assessment | None) -> tuple[str, str, str]:
    """When, under which code and how; empty cells while no receipt stands."""
    if record is None or record.submitted_at is None or not record.receipt_code:
        return "", "", ""
    at = timezone.localtime(record.submitted_at)
    return (
        f"{at:%H:%M} {vn_date(at.date())}",
        record.receipt_code,
        str(record.get_channel_display()),
    )


# ---------------------------------------------------------------- the decision on a title

_KINDS = {UnitType.HOUSEHOLD: NomineeKind.HOUSEHOLD, UnitType.INDIVIDUAL: NomineeKind.INDIVIDUAL}


def title_decision_paper(
    campaign_year: CampaignYear,
    title: Title,
    holders: Sequence[HolderResult],
    outline: str | None = None,
) -> Paper:
    """``Quyết định công nhận danh hiệu`` as a draft: the chair signs it, the clerk numbers it.

    ``holders`` in the order of the annex, at least one; ``outline``: other words than those in
    force. Who proposes is known of a commune only; elsewhere dots stand for it.
    """
    campaign = campaign_year.campaign
    host = campaign.launched_by
    if outline is None:
        outline = outline_text(campaign.pk, TitlePaper.DECISION)
    issuer = letterhead.issuer(names_on_paper(host, clock.today()))
    return decisions.recognition_decision(
        Frame(issuer=issuer, dated=DraftDate(campaign_year.year), signers=(chair_signer(),)),
        decisions.RecognitionDecision(
            unit=letterhead.lower_first(host.display_name)
            if host.type == UnitType.COMMUNE
            else host.display_name,
            title=title.name,
            year=campaign_year.year,
            legal_basis=citing.bases(grounds_of(campaign), about=title.name, lead=citing.RESTS_ON),
            nominees=tuple(map(_nominee, holders)),
            proposed_by=OFFICE_HEAD if host.type == UnitType.COMMUNE else "…",
        ),
        outline,
    )


def _nominee(holder: HolderResult) -> Nominee:
    kind = _KINDS.get(UnitType(holder.unit_type), NomineeKind.COLLECTIVE)
    note = f"{holder.streak} năm liên tục" if holder.streak else ""
    return Nominee(kind, holder.name, holder.place, note=note)


# ---------------------------------------------------------------- words that are tried out


def trial_paper(user: User, campaign: Campaign, kind: HandInPaper, outline: str) -> Paper | None:
    """The newest paper of a kind that the person sees, worded so; nothing while there is none."""
    if kind == HandInPaper.RECEIPT:
        return _trial_receipt(user, campaign, outline)
    year = campaign.years.select_related("campaign__launched_by").order_by("-year").first()
    if year is None:
        return None
    day = clock.today()
    table = matrix(year, user, day, Wanted())
    ids = [row.record_id for row in table.rows if row.record_id]
    records = Assessment.objects.visible_to(user).in_bulk(ids)
    return register_paper(year, table, records, day, outline)


def _trial_receipt(user: User, campaign: Campaign, outline: str) -> Paper | None:
    records = Assessment.objects.visible_to(user).filter(campaign_year__campaign=campaign)
    newest = (
        records.exclude(receipt_code="")
        .select_related("unit", "campaign_year__campaign__launched_by", "submitted_by")
        .order_by("-submitted_at")
        .first()
    )
    if newest is None:
        return None
    return receipt_paper(
        newest, who=str(newest.submitted_by), due=None, files=newest.evidence.kept().count(),
        check_url="", outline=outline,
    )  # fmt: skip


def trial_title_decision(user: User, campaign: Campaign, outline: str) -> Paper | None:
    """The decision of the campaign's last year on the first title that somebody is fit for."""
    year = campaign.years.select_related("campaign__launched_by", "campaign__document")
    newest = year.order_by("-year").first()
    if newest is None or not access_of(user).sees(campaign.launched_by):
        return None
    for title in Title.objects.of_learning():
        found = title_results(newest, title, place=campaign.launched_by)
        fit = [one for one in found if one.said == Said.YES]
        if fit:
            return title_decision_paper(newest, title, fit, outline)
    return None
