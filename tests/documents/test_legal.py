"""Legal documents, as lists and search name them."""

from __future__ import annotations

import datetime as dt

import pytest

from documents.enums import DatePrecision
from documents.models import LegalDocument


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        (DatePrecision.DAY, "Kế hoạch ngày 01/03/2026 của Ủy ban nhân dân xã Na Rì"),
        (DatePrecision.MONTH, "Kế hoạch tháng 03/2026 của Ủy ban nhân dân xã Na Rì"),
        (DatePrecision.YEAR, "Kế hoạch năm 2026 của Ủy ban nhân dân xã Na Rì"),
        (DatePrecision.UNKNOWN, "Kế hoạch của Ủy ban nhân dân xã Na Rì"),
    ],
)
def test_a_document_is_named_with_no_more_of_its_day_than_is_known(
    precision: DatePrecision, said: str
) -> None:
    document = LegalDocument(
        kind="Kế hoạch", issuer="Ủy ban nhân dân xã Na Rì", issued_on=dt.date(2026, 3, 1),
        issued_precision=precision,
    )  # fmt: skip

    assert str(document) == said
