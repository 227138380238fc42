"""Lists that were sent as workbooks, and places for which they may be sent."""

from __future__ import annotations

from documents import storage
from documents.models import StoredFile
from imports.enums import ImportKind, ImportState
from imports.models import Import
from tests.builders.objects.registry import Captures, tree_kind
from tests.builders.world import PLACES, World
from units.enums import UnitType

_PLACES = frozenset({UnitType.COMMUNE, UnitType.VILLAGE})


@tree_kind("imports.choice", "unit_pk")
def choice(world: World, place: str) -> Captures | None:
    """A commune or village whose households may be brought in."""
    if PLACES[place][1] not in _PLACES or world.places[place].valid_to is not None:
        return None
    return {"kind": ImportKind.HOUSEHOLDS.value, "unit_pk": world.places[place].pk}


@tree_kind("imports.import")
def sent_file(world: World, place: str) -> Captures | None:
    """A file that somebody sent for the place, previewed."""
    if PLACES[place][1] not in _PLACES or world.places[place].valid_to is not None:
        return None
    mark = world.tree_mark(place)
    content = f"workbook {mark}".encode()
    world.files.append(content)
    kept = storage.store(content)
    file = StoredFile.objects.create(sha256=kept.sha256, size=kept.size, content_type="text/plain")
    row = Import.objects.create(
        kind=ImportKind.HOUSEHOLDS,
        unit=world.places[place],
        file=file,
        file_name=f"danh-sach-{mark}.xlsx",
        state=ImportState.PREVIEWED,
        preview={"counts": {"new": 1}, "sheet": mark},
        created_by=world.residents[place],
    )
    return {"pk": row.pk, "which": "sent"}
