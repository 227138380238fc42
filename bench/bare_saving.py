"""The floor of SAVE: an answer changed and who changed it, in two statements by hand."""

from __future__ import annotations

import uuid

from django.db import connection, transaction

AUDIT = (
    "INSERT INTO core_auditevent (chain, seq, at, actor_label, role, unit_label, action, "
    "object_kind, object_id, object_label, reason, request_id, address, previous_hash, hash, "
    "before, after) VALUES (%s, %s, CURRENT_TIMESTAMP, %s, '', '', 'bench', 'x', '1', '', '', "
    "%s, '', '', %s, '{}', '{}')"
)


def write(answer: int, note: str, who: str) -> None:
    """One transaction with one UPDATE of the answer and one INSERT of an audit row."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assessments_answer SET self_note = %s, version = version + 1 WHERE id = %s",
            [note, answer],
        )
        chance = uuid.uuid4()
        cursor.execute(AUDIT, ["bench", chance.int >> 66, who, chance.hex[:12], chance.hex])
