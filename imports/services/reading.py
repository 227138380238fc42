"""From a kept file to what it would change: the same way for the preview and for the writing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts.models import User
from assessments.services.submission import Submission
from core import jobs
from core.errors import DomainError
from core.garbage import seldom
from core.legacy_text import OldFont
from documents import storage
from documents.models import StoredFile
from documents.renderers.workbook import XLSX
from documents.services import row_of
from imports.columns import Line, Problem, Table
from imports.enums import ImportState, Outcome
from imports.kinds import kind_of
from imports.kinds.base import Given, Kind
from imports.models import Import
from imports.readers.tables import find_table, font_samples, fonts_in, read_rows
from imports.readers.template_mark import check_mark
from imports.readers.workbook import Sheet, WorkbookError, letter, opened
from imports.renderers.marked import marked_workbook
from imports.services.steps import step

MOST_SHOWN: Final = 300
MOST_ALIKE: Final = 500
MOST_OF_A_LABEL: Final = 160
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Opened:
    """A file with its list found."""

    kind: Kind
    table: Table
    sheet: Sheet
    fonts: dict[str, OldFont]

    def lines(self) -> Iterator[list[Line]]:
        """What every row would do, part by part."""
        letters = {
            column.heading: letter(self.table.places[column.code])
            for column in self.kind.columns
            if column.code in self.table.places
        }
        for rows in read_rows(self.table, self.sheet, self.kind.columns, self.fonts):
            lines = self.kind.check(rows)
            for line in lines:
                for problem in line.problems:
                    problem.column = problem.column or letters.get(problem.heading, "")
            yield lines


def given_by(row: Import, actor: User) -> Given:
    """What the import says to its kind of list when the actor brings it in or takes it back."""
    received = Submission(channel=row.channel, paper_on=row.received_on)
    return Given(row.unit, actor, row.campaign_year, row.unit_type, received)


@contextmanager
def opened_import(row: Import) -> Iterator[Opened]:
    """The import's file with its list found and what stands in the registers read.

    Raises ``WorkbookError`` where the file cannot be read or holds no such list.
    """
    kind = kind_of(row.kind, given_by(row, row.created_by))
    with seldom(), opened(storage.path_of(row.file.sha256)) as book:
        check_mark(book, row.kind, row.unit, row.campaign_year, row.unit_type)
        table, sheet = find_table(book, kind.columns)
        fonts = fonts_in(table, sheet, kind.columns)
        kind.begin()
        yield Opened(kind, table, sheet, fonts)


@dataclass
class Preview:
    """What a file would do, counted, with the first of what there is to see."""

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[dict[str, Any]] = field(default_factory=list)
    alike: list[dict[str, Any]] = field(default_factory=list)
    samples: dict[str, list[str]] = field(default_factory=dict)
    problem_count: int = 0
    alike_count: int = 0
    written_for: set[int] = field(default_factory=set)
    notes: dict[int, str] = field(default_factory=dict)

    def add(self, lines: Sequence[Line]) -> None:
        """Count a part of the file."""
        for line in lines:
            self.counts[line.outcome] += 1
            shown = self.samples.setdefault(line.outcome, [])
            if len(shown) < 5:
                shown.append(line.label)
            if line.problems:
                self._add_problems(line)
            if line.alike:
                self._add_alike(line)

    def _add_problems(self, line: Line) -> None:
        self.problem_count += len(line.problems)
        self.notes[line.row] = "; ".join(_words(one) for one in line.problems)
        if len(self.problems) < MOST_SHOWN:
            label = line.label[:MOST_OF_A_LABEL]
            self.problems += [{"label": label, **asdict(one)} for one in line.problems]

    def _add_alike(self, line: Line) -> None:
        self.alike_count += 1
        self.notes[line.row] = _("Nghi trùng: %(why)s") % {"why": line.alike}
        if len(self.alike) < MOST_ALIKE:
            self.alike.append({"row": line.row, "label": line.label, "why": line.alike})

    def as_json(self, opened_file: Opened) -> dict[str, Any]:
        """The preview as the import's row keeps it."""
        return {
            "sheet": opened_file.table.sheet_name,
            "unknown": list(opened_file.table.unknown[:20]),
            "fonts": {code: font.value for code, font in opened_file.fonts.items()},
            "counts": dict(self.counts),
            "problems": self.problems,
            "problem_count": self.problem_count,
            "alike": self.alike,
            "alike_count": self.alike_count,
            "written_for": sorted(self.written_for),
            "samples": self.samples,
        }


def _words(problem: Problem) -> str:
    where = f"{problem.column}: " if problem.column else ""
    return f"{where}{problem.advice}"


def read_import(import_id: int, progress: jobs.Progress) -> Import:
    """Read the file and put down what it would change; writes nothing else.

    A file that cannot be read is refused with its sentence.
    """
    row = Import.objects.select_related("unit", "file", "campaign_year", "created_by").get(
        pk=import_id
    )
    if row.state not in {ImportState.UPLOADED, ImportState.READ}:
        return row
    progress.report(0, 0, _("Đang mở tệp"))
    try:
        with opened_import(row) as found:
            if found.fonts and row.convert is None:
                samples = font_samples(found.table, found.sheet, found.fonts)
                preview = {"samples": samples, "sheet": found.table.sheet_name}
                fonts = {code: font.value for code, font in found.fonts.items()}
                return step(row, "read", fonts=fonts, preview=preview)
            return _previewed(row, found, progress)
    except DomainError as error:
        return step(row, "refused", message=str(error))


def _previewed(row: Import, found: Opened, progress: jobs.Progress) -> Import:
    preview, done = Preview(), 0
    for lines in found.lines():
        preview.add(lines)
        preview.written_for |= found.kind.written_for(lines)
        done += len(lines)
        progress.report(done, 0, _("Đang kiểm tra từng dòng"))
    if not done:
        raise WorkbookError(
            _("Trang “%(sheet)s” không có dòng nào dưới dòng tiêu đề.")
            % {"sheet": found.table.sheet_name}
        )
    marked = _marked(row, found.table, preview, progress)
    counts = dict(preview.counts)
    return step(
        row,
        "previewed",
        told={str(name): count for name, count in counts.items()},
        preview=preview.as_json(found),
        marked_file=marked,
    )


def _marked(
    row: Import, table: Table, preview: Preview, progress: jobs.Progress
) -> StoredFile | None:
    """The same file with a column that says what is wrong with each row, where something is."""
    if not preview.notes:
        return None
    progress.report(0, 0, _("Đang ghi lỗi vào tệp"))
    content = marked_workbook(storage.path_of(row.file.sha256), table, preview.notes)
    return row_of(storage.store(content), XLSX)


def counts_of(row: Import) -> dict[str, int]:
    """How many rows would do what, every outcome named."""
    counts = row.preview.get("counts", {})
    return {outcome.value: int(counts.get(outcome.value, 0)) for outcome in Outcome}
