"""Units that something else stands on."""

from __future__ import annotations

from collections.abc import Collection

from units.models import Unit


def units_in_use(unit_ids: Collection[int], *, but: Collection[str] = ()) -> set[int]:
    """Those of the units that a row of any app names, other than rows of the models in ``but``.

    ``but`` holds model names in small letters. Asked before a unit is taken out again.
    """
    found: set[int] = set()
    ids = list(unit_ids)
    for relation in Unit._meta.related_objects:  # noqa: SLF001 Django's own name for it
        model = relation.related_model
        if model._meta.model_name in but:  # noqa: SLF001 as above
            continue
        name = relation.field.name  # of a list of units, too
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            rows = model._base_manager.filter(**{f"{name}__in": part})  # noqa: SLF001 every row
            found |= set(rows.values_list(name, flat=True)) & set(part)
    return found
