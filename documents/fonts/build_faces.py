"""Make the paper fonts: Liberation Serif cut down to what Vietnamese papers need.

Run by hand after a new release of the source font, never by the product::

    python documents/fonts/build_faces.py /usr/share/fonts/truetype/liberation2

The four faces have the widths of Times New Roman, which Decree 30/2020 asks for
and which may not be shipped. The Open Font Licence reserves the name
"Liberation" for the unchanged font, so the cut is called Van Thu Serif.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Van Thu Serif"
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
# Latin with every Vietnamese letter and those of the minority alphabets (ĕ, ŏ, ŭ, ñ ...),
# loose tone marks, punctuation, currency, superscripts, the signs of tables.
RANGES = (
    (0x0020, 0x007E),
    (0x00A0, 0x024F),
    (0x0300, 0x0331),
    (0x1E00, 0x1EFF),
    (0x2010, 0x203A),
    (0x2070, 0x2089),
    (0x20AB, 0x20AC),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2248, 0x2248),
    (0x2260, 0x2265),
    (0x25A0, 0x25A1),
    (0x2116, 0x2116),
)
NAME_COPYRIGHT, NAME_FAMILY, NAME_STYLE, NAME_ID, NAME_FULL, NAME_VERSION, NAME_PS = (
    0,
    1,
    2,
    3,
    4,
    5,
    6,
)
KEPT_NAMES = (
    NAME_COPYRIGHT,
    NAME_FAMILY,
    NAME_STYLE,
    NAME_ID,
    NAME_FULL,
    NAME_VERSION,
    NAME_PS,
    13,
    14,
)


def build(source: Path, target: Path, style: str) -> None:
    """Write one face of the cut font to ``target``."""
    font = TTFont(source / f"LiberationSerif-{style}.ttf", recalcTimestamp=False)
    options = Options()
    options.layout_features = ["ccmp", "mark"]
    options.hinting = False
    options.name_IDs = list(KEPT_NAMES)
    options.drop_tables += ["kern", "FFTM", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for low, high in RANGES for code in range(low, high + 1)])
    subsetter.subset(font)
    _rename(font, style)
    font.save(target / f"VanThuSerif-{style}.ttf")


def _rename(font: TTFont, style: str) -> None:
    """Give the face its own name, as the licence asks of a changed font."""
    readable = style.replace("BoldItalic", "Bold Italic")
    names = font["name"]
    version = names.getDebugName(NAME_VERSION)
    for record, text in (
        (NAME_FAMILY, FAMILY),
        (NAME_STYLE, readable),
        (NAME_ID, f"{FAMILY} {readable}; cut from Liberation Serif {version}"),
        (NAME_FULL, f"{FAMILY} {readable}"),
        (NAME_PS, f"VanThuSerif-{style}"),
    ):
        names.setName(text, record, 3, 1, 0x409)
        names.removeNames(nameID=record, platformID=1)


if __name__ == "__main__":
    for face in STYLES:
        build(Path(sys.argv[1]), Path(__file__).parent, face)
