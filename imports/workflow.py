"""How an import may go on: from, act, to."""

from __future__ import annotations

from imports.enums import ImportState as S

STEPS: dict[str, tuple[frozenset[str], S]] = {
    "read": (frozenset({S.UPLOADED}), S.READ),
    "previewed": (frozenset({S.UPLOADED, S.READ}), S.PREVIEWED),
    "committed": (frozenset({S.PREVIEWED}), S.COMMITTED),
    "undone": (frozenset({S.COMMITTED}), S.UNDONE),
    "refused": (frozenset({S.UPLOADED, S.READ, S.PREVIEWED}), S.REFUSED),
}
