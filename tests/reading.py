"""What a saved workbook holds."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.test import Client
from python_calamine import CalamineWorkbook

from accounts.models import User


def cells(client: Client, user: User, path: str) -> list[list[Any]]:
    """The rows of the workbook that the address answers with, as this person gets it."""
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200, path
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
