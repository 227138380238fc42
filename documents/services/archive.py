"""A ZIP that is written once, with a list of what is in it and the digest of each file."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import IO, Final, Self

from core.csv_text import Row, as_csv
from documents import storage
from documents.models import StoredFile
from documents.paper import Paper
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from documents.renderers.workbook import workbook
from documents.services.keeping import row_of

ZIP: Final = "application/zip"
# The same content gives the same bytes, whenever it is packed.
_MOMENT: Final = (2000, 1, 1, 0, 0, 0)
_CHUNK: Final = 256 * 1024
HEAD: Final = ("STT", "Nhóm", "Tên", "Tệp", "Kích thước (byte)", "SHA-256")
CONTENTS: Final = "muc-luc"


class Archive:
    """Files under names that each stand once, and their list."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 closed by close()
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_STORED)
        self._names: set[str] = set()
        self.lines: list[tuple[str | int, ...]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()
        self._file.close()

    def add(self, group: str, title: str, name: str, content: bytes) -> None:
        """Put a file in and note it; a name that is taken gets a number."""
        own = self._free(name)
        self._put(own, content)
        digest = hashlib.sha256(content).hexdigest()
        self.lines.append((len(self.lines) + 1, group, title, own, len(content), digest))

    def add_kept(self, group: str, title: str, name: str, file: StoredFile) -> None:
        """Put a kept file in; one whose bytes are gone is named as missing."""
        try:
            self.add(group, title, name, storage.read(file.sha256))
        except storage.MissingFileError:
            self.lines.append((len(self.lines) + 1, group, title, "(thiếu tệp)", 0, file.sha256))

    def add_upload(
        self, group: str, title: str, name: str, file: StoredFile, original: str
    ) -> None:
        """Put in what a person uploaded, under ``name`` with the ending of its own file name."""
        extension = original.rpartition(".")[2].lower() if "." in original else "bin"
        self.add_kept(group, title, f"{name}.{extension}", file)

    def add_paper(self, group: str, title: str, name: str, paper: Paper) -> None:
        """Set a paper that nobody keeps, as PDF and as DOCX."""
        self.add(group, title, f"{name}.pdf", render_pdf(paper))
        self.add(group, title, f"{name}.docx", render_docx(paper))

    def add_table(
        self, group: str, title: str, name: str, head: Sequence[str],
        rows: Iterable[Row],
    ) -> None:  # fmt: skip
        """The same rows as CSV and as XLSX."""
        lines = list(rows)
        self.add(group, title, f"{name}.csv", as_csv(head, lines))
        self.add(group, title, f"{name}.xlsx", workbook(title, head, lines))

    def _free(self, name: str) -> str:
        stem, dot, extension = name.rpartition(".")
        own, number = name, 1
        while own in self._names:
            number += 1
            own = f"{stem}-{number}{dot}{extension}"
        self._names.add(own)
        return own

    def _put(self, name: str, content: bytes) -> None:
        info = zipfile.ZipInfo(name, _MOMENT)
        info.external_attr = 0o600 << 16
        self._zip.writestr(info, content)

    def keep(self) -> tuple[StoredFile, int]:
        """Write the list, end the file and keep it; the row that names it and how many files."""
        count = len(self.lines)
        self._put(f"{CONTENTS}.csv", as_csv(HEAD, self.lines))
        self._put(f"{CONTENTS}.xlsx", workbook("Mục lục", HEAD, self.lines))
        sums = "".join(f"{line[5]}  {line[3]}\n" for line in self.lines if line[4])
        self._put("SHA256SUMS.txt", sums.encode())
        self._zip.close()
        self._file.seek(0)
        return row_of(storage.store(self._chunks()), ZIP), count

    def _chunks(self) -> Iterator[bytes]:
        while chunk := self._file.read(_CHUNK):
            yield chunk
