"""What lies in the ZIP of a dossier: the letter, every item with every time it was sent, its way.

Papers of the council and of the decision are in it where whoever asked may open them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import Action, SessionState, State
from awards.models import (
    CouncilSession,
    Decision,
    DossierPack,
    DossierVersion,
    Proposal,
    Submission,
)
from awards.papers import (
    council_paper,
    letter_paper,
    list_from,
    list_paper,
    report_paper,
    village_paper,
)
from awards.services.letter_life import KIND, in_order, items_sent, standing_paper
from core import jobs
from core.audit import canonical
from core.csv_text import Row
from core.display import vn_date, vn_moment
from documents.enums import PaperState
from documents.models import IssuedPaper, StoredFile
from documents.paper import Paper
from documents.renderers.pdf import render_pdf
from documents.services.archive import Archive
from documents.serving import office_name

LETTER, ITEM, COUNCIL, DECISION, WAY = (
    "Tờ trình", "Hồ sơ", "Hội đồng", "Quyết định", "Quá trình",
)  # fmt: skip


def pack(row: DossierPack, progress: jobs.Progress) -> tuple[StoredFile, int]:
    """The whole dossier in one file, and how many files lie in it."""
    letter = _letter(row.submission_id)
    items = in_order(_items(letter, row.proposal_id))
    with Archive() as archive:
        _add_letter(archive, letter)
        for done, item in enumerate(items):
            progress.report(done, len(items), item.recipient_name)
            _add_item(archive, item, done + 1)
        _add_sessions(archive, items, row.requested_by)
        _add_decisions(archive, items, row.requested_by)
        archive.add_table(
            WAY, _("Các bước của từng hồ sơ"), "5-qua-trinh/cac-buoc", _STEPS, _steps(items)
        )
        archive.add_table(
            WAY, _("Thẩm định và trả lời cảnh báo"), "5-qua-trinh/tham-dinh",
            _FINDINGS, _findings(items),
        )  # fmt: skip
        return archive.keep()


def _letter(pk: int) -> Submission:
    return Submission.objects.select_related(
        "unit__commune", "host", "campaign__document", "regime", "meeting__scan", "paper"
    ).get(pk=pk)


def _items(letter: Submission, only: int | None) -> list[Proposal]:
    rows = letter.proposals.for_page().prefetch_related(
        "files__file", "versions__sent_by", "events__actor", "events__file",
        "warnings__answered_by",
    )  # fmt: skip
    return list(rows.filter(pk=only) if only else rows)


# ------------------------------------------------------------------ the letter


def _add_letter(archive: Archive, letter: Submission) -> None:
    closed = standing_paper(letter)
    sent = items_sent(letter)
    if closed is not None:
        names = list_from(closed.content, closed.number, closed.dated)
        _add_paper(archive, LETTER, names, "1-to-trinh/danh-sach")
    elif sent:
        _add_paper(archive, LETTER, letter_paper(letter, sent), "1-to-trinh/to-trinh-du-thao")
        _add_paper(archive, LETTER, list_paper(letter, sent), "1-to-trinh/danh-sach")
    _add_lives(archive, letter)
    meeting = getattr(letter, "meeting", None)
    if meeting is not None:
        _add_paper(archive, LETTER, village_paper(letter), "1-to-trinh/bien-ban-hop-thon")
        if meeting.scan is not None:
            archive.add_upload(
                LETTER, _("Biên bản họp thôn, bản quét"),
                "1-to-trinh/bien-ban-hop-thon-quet", meeting.scan, original=meeting.scan_name,
            )  # fmt: skip


def _add_lives(archive: Archive, letter: Submission) -> None:
    """Every version of the letter that was closed, in every form it has."""
    papers = IssuedPaper.objects.filter(kind=KIND, object_id__startswith=f"{letter.pk}-").exclude(
        state__in=[PaperState.DRAFT, PaperState.CHECKED]
    )
    for paper in papers.select_related(
        "frozen_pdf", "frozen_docx", "issued_pdf", "issued_docx", "signed_file"
    ).order_by("version"):
        folder = f"1-to-trinh/ban-{paper.version}"
        for words, name, file, extension in (
            (_("bản chốt"), "ban-chot", paper.frozen_pdf, "pdf"),
            (_("bản chốt"), "ban-chot", paper.frozen_docx, "docx"),
            (_("bản có số"), "co-so", paper.issued_pdf, "pdf"),
            (_("bản có số"), "co-so", paper.issued_docx, "docx"),
            (_("bản đã ký"), "da-ky", paper.signed_file, "pdf"),
        ):
            if file is not None:
                title = f"{paper.number_words} {paper.title}, {words}".strip()
                archive.add_kept(LETTER, title, f"{folder}/{name}.{extension}", file)


# ------------------------------------------------------------------ one item


def _add_item(archive: Archive, item: Proposal, number: int) -> None:
    folder = f"2-ho-so/{_plain(f'{number:03} {item.recipient_name}')}"
    _add_paper(archive, ITEM, report_paper(item), f"{folder}/bao-cao-thanh-tich")
    for file in item.files.all():
        title = f"{item.recipient_name}: {file.get_paper_display()}, {file.name}"
        stem = _plain(f"{file.get_paper_display()} {file.name.rpartition('.')[0]}")
        archive.add_upload(ITEM, title, f"{folder}/giay-to/{stem}", file.file, original=file.name)
    for version in item.versions.all():
        _add_version(archive, item, version, f"{folder}/lan-gui-{version.number:02}")
    for event in item.events.all():
        if event.file is not None:
            title = f"{item.recipient_name}: {event.number} {Action(event.action).label}"
            name = f"{folder}/van-ban/{_plain(f'{event.number} {Action(event.action).label}')}"
            archive.add_upload(ITEM, title, name, event.file, original=event.file_name)


def _add_version(archive: Archive, item: Proposal, version: DossierVersion, folder: str) -> None:
    """What the dossier said when it was sent: the kept words, whose digest is the kept one."""
    title = f"{item.recipient_name}: lần gửi {version.number}, {vn_moment(version.sent_at)}"
    content = canonical(version.content).encode()
    archive.add(ITEM, title, f"{folder}/noi-dung.json", content)
    then = _as_sent(item, version.content)
    paper = report_paper(then, str(version.content.get("outline", "")))
    archive.add(ITEM, title, f"{folder}/bao-cao-thanh-tich.pdf", render_pdf(paper))


def _as_sent(item: Proposal, content: dict[str, Any]) -> Proposal:
    """The item with the words of that time; never saved."""
    then = copy(item)
    then.report, then.summary = content["report"], content["summary"]
    return then


# ------------------------------------------------------------------ council and decision


def _add_sessions(archive: Archive, items: Sequence[Proposal], reader: User) -> None:
    sessions = CouncilSession.objects.visible_to(reader).filter(
        agenda__proposal__in=items, state=SessionState.CLOSED
    )
    for session in sessions.select_related("unit__commune", "scan").distinct():
        name = f"3-hoi-dong/bien-ban-{session.held_on:%Y-%m-%d}-{session.pk}"
        _add_paper(archive, COUNCIL, council_paper(session), name)
        if session.scan is not None:
            title = _("Biên bản họp Hội đồng, bản quét")
            archive.add_upload(
                COUNCIL, title, f"{name}-quet", session.scan, original=session.scan_name
            )


def _add_decisions(archive: Archive, items: Sequence[Proposal], reader: User) -> None:
    decisions = Decision.objects.visible_to(reader).filter(awards__proposal__in=items)
    for row in decisions.exclude(scan=None).select_related("scan").distinct().order_by("pk"):
        title = f"Quyết định {row.number} ngày {vn_date(row.decided_on)}"
        if row.scan is not None:
            name = f"4-quyet-dinh/{_plain(title)}"
            archive.add_upload(DECISION, title, name, row.scan, original=row.scan_name)


# ------------------------------------------------------------------ the way as tables

_STEPS = ("Tên", "Bước", "Từ", "Đến", "Người thực hiện", "Lúc", "Số văn bản", "Ngày văn bản",
          "Cơ quan", "Nội dung")  # fmt: skip
_FINDINGS = ("Tên", "Nội dung", "Ý kiến", "Người ghi", "Lúc")
Cells = Iterator[Row]


def _steps(items: Sequence[Proposal]) -> Cells:
    for item in items:
        for event in item.events.all():
            yield (
                item.recipient_name, str(Action(event.action).label),
                str(State(event.from_state).label), str(State(event.to_state).label),
                event.actor.full_name, event.at, event.number,
                event.dated, event.issuer, event.note,
            )  # fmt: skip


def _findings(items: Sequence[Proposal]) -> Cells:
    for item in items:
        if item.appraisal:
            yield (item.recipient_name, _("Thẩm định"), item.appraisal, "", "")
        for one in item.warnings.all():
            who = one.answered_by.full_name if one.answered_by else ""
            yield (item.recipient_name, one.text, one.answer, who, one.answered_at)


# ------------------------------------------------------------------ pieces


def _add_paper(archive: Archive, group: str, paper: Paper, name: str) -> None:
    archive.add_paper(group, paper.heading_of_file, name, paper)


def _plain(words: str) -> str:
    return office_name(words, "x").removesuffix(".x")
