"""Certificates and the printers' test sheet as PDF.

On plain paper everything is drawn. On pre-printed stock stand the frame, the motto, the form's
name and the words "tặng" already: only what differs from one certificate to the next is drawn,
moved by the shift that was measured with the test sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from awards.renderers.drawing import GOLD, INK, RED, Book, Fitted, Type, fitted, width_of
from documents import nd30

QR_SIDE: Final = 27.0
CODE_GROUP: Final = 4
# Places in parts of the page, so that every size of stock is filled alike.
_MOTTO, _ISSUER, _FORM, _NAME, _PLACE, _FOOT = 0.115, 0.235, 0.385, 0.505, 0.565, 0.725
_SIDE: Final = 26.0


@dataclass(frozen=True, slots=True)
class Stock:
    """The paper in the printer, and how far that printer is out, in millimetres.

    A positive shift moves what is printed to the right and down.
    """

    width: float = 297.0
    height: float = 210.0
    shift_x: float = 0.0
    shift_y: float = 0.0
    is_preprinted: bool = False


@dataclass(frozen=True, slots=True)
class CertificateText:
    """The words of one certificate; ``code`` is typed where no phone reads the picture."""

    issuer: str
    form_name: str
    recipient: str
    place: str
    reason: str
    decision_line: str
    register_line: str
    date_line: str
    signer_title: str
    signer: str
    url: str
    domain: str
    code: str


def certificates_pdf(
    texts: Iterable[CertificateText],
    stock: Stock,
    *,
    title: str,
    tell: Callable[[int], None] | None = None,
) -> bytes:
    """One page a certificate. ``tell`` hears after each how many are drawn."""
    book = Book(stock.width, stock.height, title=title, shift=(stock.shift_x, stock.shift_y))
    for number, text in enumerate(texts, start=1):
        if not stock.is_preprinted:
            _draw_stock(book, text)
        _draw_own(book, text)
        book.next_page()
        if tell is not None:
            tell(number)
    return book.finish()


def _draw_stock(book: Book, text: CertificateText) -> None:
    """What pre-printed stock already bears."""
    middle = book.width / 2
    book.frame(8, thick=1.1, colour=RED)
    book.frame(10.5, thick=0.35, colour=GOLD)
    nation, motto = Type(14, bold=True), Type(14, bold=True)
    y = book.height * _MOTTO
    book.centred(middle, y, nd30.NATION, nation)
    book.centred(middle, y + motto.leading, nd30.MOTTO, motto)
    half = width_of(nd30.MOTTO, motto) / 2
    under = y + motto.leading + 2.2
    book.line((middle - half, under), (middle + half, under))
    issuer = fitted(
        text.issuer.upper(), Type(15, bold=True), width=book.width - 2 * _SIDE, most_lines=1,
        smallest=11,
    )  # fmt: skip
    y = _lines(book, middle, book.height * _ISSUER, issuer)
    book.centred(middle, y + 2, "TẶNG", Type(14, bold=True))
    form = fitted(
        text.form_name.upper(), Type(42, bold=True, colour=RED), width=book.width - 2 * _SIDE,
        most_lines=1, smallest=18,
    )  # fmt: skip
    _lines(book, middle, book.height * _FORM, form)


def _draw_own(book: Book, text: CertificateText) -> None:
    """What differs from one certificate to the next."""
    middle, width = book.width / 2, book.width - 2 * _SIDE
    name = fitted(text.recipient, Type(24, bold=True), width=width, most_lines=1, smallest=14)
    _lines(book, middle, book.height * _NAME, name)
    place = fitted(text.place, Type(14), width=width, most_lines=1, smallest=10)
    y = _lines(book, middle, book.height * _PLACE, place)
    reason = fitted(text.reason, Type(15, italic=True), width=width, most_lines=3, smallest=10)
    _lines(book, middle, y + 3.5, reason)
    _draw_foot(book, text)


def _draw_foot(book: Book, text: CertificateText) -> None:
    """The picture with its words on the left, the signature's place on the right."""
    top, small = book.height * _FOOT, Type(10.5)
    book.text(_SIDE, top, text.decision_line, small)
    book.text(_SIDE, top + small.leading, text.register_line, small)
    picture = top + small.leading + 3
    book.qr(_SIDE, picture, QR_SIDE, text.url)
    beside = _SIDE + QR_SIDE + 4
    hint = Type(9, italic=True)
    for place, words in enumerate(
        ("Kiểm tra bằng khen, giấy khen này:", "quét mã, hoặc mở trang", "", "và nhập mã")
    ):
        book.text(beside, picture + 4 + place * hint.leading, words, hint)
    address = fitted(
        text.domain, Type(10, bold=True), width=book.width * 0.28, most_lines=1, smallest=6
    )
    book.text(beside, picture + 4 + 2 * hint.leading, address.lines[0], address.kind)
    book.text(beside, picture + 4 + 4.1 * hint.leading, in_groups(text.code), Type(10, bold=True))
    _draw_signature(book, text, top)


def _draw_signature(book: Book, text: CertificateText, top: float) -> None:
    right = book.width * 0.74
    book.centred(right, top, text.date_line, Type(13, italic=True))
    width = book.width * 0.4
    title = fitted(
        text.signer_title.upper(), Type(13, bold=True), width=width, most_lines=2, smallest=10
    )
    _lines(book, right, top + 6.5, title)
    book.centred(right, min(top + 42, book.height - 15), text.signer, Type(13, bold=True))


def _lines(book: Book, x: float, y: float, text: Fitted) -> float:
    """The lines one below the other, centred; gives where the next one would stand."""
    for line in text.lines:
        book.centred(x, y, line, text.kind)
        y += text.kind.leading
    return y


def in_groups(code: str) -> str:
    """A code as one reads it from paper: four letters at a time."""
    return " ".join(code[at : at + CODE_GROUP] for at in range(0, len(code), CODE_GROUP))


# ---------------------------------------------------------------- the test sheet

_CROSS: Final = 8.0
_MARGIN: Final = 20.0


def test_sheet_pdf(stock: Stock, printer: str) -> bytes:
    """Crosses at known distances from the paper's edges, with rulers to read the shift off.

    The sheet is drawn with the present shift, so that printing it again proves the correction.
    """
    book = Book(
        stock.width, stock.height, title="Tờ thử máy in", shift=(stock.shift_x, stock.shift_y)
    )
    right, low = stock.width - _MARGIN, stock.height - _MARGIN
    for x, y in ((_MARGIN, _MARGIN), (right, _MARGIN), (_MARGIN, low), (right, low)):
        _cross(book, x, y)
    _cross(book, stock.width / 2, stock.height / 2)
    _rulers(book)
    for place, words in enumerate(_test_words(stock, printer)):
        kind = Type(13, bold=True) if place == 0 else Type(11)
        book.text(_MARGIN, _MARGIN + 16 + place * 6.2, words, kind)
    book.next_page()
    return book.finish()


def _test_words(stock: Stock, printer: str) -> tuple[str, ...]:
    size = f"{_mm(stock.width)} × {_mm(stock.height)} mm"
    shift = f"{_mm(stock.shift_x)} mm, dọc {_mm(stock.shift_y)} mm"
    middle = f"{_mm(stock.width / 2)} mm và {_mm(stock.height / 2)} mm"
    return (
        f"TỜ THỬ MÁY IN: {printer}",
        f"Khổ giấy {size}; đang bù ngang {shift}.",
        "1. In tờ này đúng 100%, không chọn “vừa trang giấy”.",
        f"2. Bốn dấu cộng ở góc phải cách hai mép gần nhất {_mm(_MARGIN)} mm;",
        f"    dấu cộng giữa tờ cách mép trái và mép trên {middle}.",
        "3. Đo bằng thước: dấu lệch sang trái thì cộng số mm đó vào bù ngang,",
        "    lệch lên trên thì cộng vào bù dọc; lệch phải, lệch xuống thì trừ.",
        "4. Lưu lại rồi in tờ này lần nữa: các dấu phải nằm đúng chỗ.",
    )


def _cross(book: Book, x: float, y: float) -> None:
    book.line((x - _CROSS, y), (x + _CROSS, y), thick=0.2)
    book.line((x, y - _CROSS), (x, y + _CROSS), thick=0.2)


def _rulers(book: Book) -> None:
    """A millimetre scale through the middle, in both directions, counted from the edges."""
    across, down = book.height / 2, book.width / 2
    small = Type(7, colour=INK)
    for mm in range(10, int(book.width) - 9):
        long = mm % 10 == 0
        book.line((mm, across), (mm, across + (3 if long else 1.2)), thick=0.1)
        if long and mm % 50 == 0:
            book.centred(mm, across + 6.2, str(mm), small)
    for mm in range(10, int(book.height) - 9):
        long = mm % 10 == 0
        book.line((down, mm), (down + (3 if long else 1.2), mm), thick=0.1)
        if long and mm % 50 == 0:
            book.text(down + 4, mm + 0.9, str(mm), small)


def _mm(value: float) -> str:
    return f"{value:g}".replace(".", ",")
