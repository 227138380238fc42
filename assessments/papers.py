"""Papers about handing in: the receipt of one form, the register of all of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils import timezone

from assessments.models import Assessment
from assessments.selectors.matrix import Matrix, Row
from campaigns.calendar import Due, DueState
from campaigns.enums import Channel
from campaigns.models import CampaignYear
from core.display import vn_date
from core.numbers import format_percent
from documents.paper import Align, Column, GroupRow, Paper, Paragraph, Signer, Table
from documents.papers import letterhead, slips
from documents.papers.common import TT, Frame, Written
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
    record: Assessment, *, who: str, due: Due | None, files: int, check_url: str
) -> Paper:
    """``Giấy biên nhận`` of the record as it was handed in last.

    ``who`` handed it in, ``files`` came with it, ``check_url`` is where anybody checks the code.
    """
    year = record.campaign_year
    at = timezone.localtime(record.submitted_at)
    remarks = [f"Người nộp: {who}."]
    if due is not None and due.last_day is not None:
        said = _IN_TIME.get(due.state)
        remarks.append(
            f"Ngày cuối của hạn nộp: {vn_date(due.last_day)}{f'; {said}' if said else ''}."
        )
    if check_url:
        remarks.append(f"Ai cầm giấy này kiểm tra được mã biên nhận tại {check_url}")
    return slips.receipt(
        _frame(year.campaign.launched_by, at.date(), "NGƯỜI NHẬN"),
        slips.Receipt(
            from_whom=_inside(record),
            what=f"phiếu tự đánh giá năm {year.year}",
            received_at=f"{at:%H:%M} ngày {vn_date(at.date())}",
            code=record.receipt_code,
            channel=_channel(record),
            parts=(("Phiếu tự đánh giá", "1"), ("Tệp minh chứng", str(files))),
            remarks=tuple(remarks),
        ),
    )


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


def register_paper(
    campaign_year: CampaignYear, table: Matrix, records: dict[int, Assessment], day: dt.date
) -> Paper:
    """``Sổ theo dõi`` of the rows that are shown: who handed in when, under which code.

    ``records`` by their ids.
    """
    rows = sorted(table.rows, key=lambda row: row.place)
    groups = {block.group.pk: str(block.group) for block in table.groups}
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
        rows=tuple(_lines(rows, records, groups)),
        empty_text="Chưa có đơn vị nào.",
    )
    return slips.register(
        _frame(campaign_year.campaign.launched_by, day, "NGƯỜI LẬP SỔ"),
        slips.TablePaper(
            "Sổ theo dõi",
            Written(
                f"Việc nộp phiếu tự đánh giá năm {campaign_year.year}",
                (Paragraph(_counted(table, day)), listing),
            ),
        ),
    )


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
