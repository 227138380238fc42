"""Reads produced papers back: their words and tables, from PDF and from DOCX."""

from __future__ import annotations

import io
import re
import unicodedata

import docx
import pdfplumber

Rows = list[list[str]]


def _clean(text: str | None) -> str:
    composed = unicodedata.normalize("NFC", text or "")
    return re.sub(r"\s+", " ", composed).strip()


def pdf_words(data: bytes) -> str:
    """All words of a PDF in reading order, blanks squeezed; then its tables cell by cell."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        told = [page.extract_text() or "" for page in pdf.pages]
        cells = [
            cell or ""
            for page in pdf.pages
            for table in page.extract_tables()
            for row in table
            for cell in row
        ]
    return _clean(" ".join([*told, *cells]))


def docx_words(data: bytes) -> str:
    """All words of a DOCX, paragraphs and tables in their order."""
    document = docx.Document(io.BytesIO(data))
    return _clean(" ".join(node.text or "" for node in document.element.body.iter()
                           if node.tag.endswith("}t")))  # fmt: skip


def pdf_rows(data: bytes) -> Rows:
    """Every ruled row of a PDF, cell by cell."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [
            [_clean(cell) for cell in row]
            for page in pdf.pages
            for table in page.extract_tables()
            for row in table
        ]


def docx_rows(data: bytes) -> Rows:
    """Every row of every table of a DOCX, cell by cell."""
    document = docx.Document(io.BytesIO(data))
    return [
        [_clean(cell.text) for cell in row.cells] for table in document.tables for row in table.rows
    ]


def pages(data: bytes) -> int:
    """How many pages a PDF has."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


WORDS = {"pdf": pdf_words, "docx": docx_words}
ROWS = {"pdf": pdf_rows, "docx": docx_rows}
