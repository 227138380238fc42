"""One object of each kind in each place where it can be: what the matrix knocks with.

A view whose policy names a kind (``obj``) needs a factory here; the matrix fails without one.
To add a kind, write ``@tree_kind("app.model")`` (sight follows the unit), ``@campaign_kind(…)``
(sight as for campaigns) or ``@own_kind(…)`` (its owner's only) over a function that builds the
object and returns what the address is written with: every name that stands in an address
pattern of the kind (``pk``, ``slug`` …). ``None``: no such object can be there. Text that tells
something about the object carries a mark of the world.
"""

from tests.builders.objects import (
    awards,
    deputies,
    imports,
    notices,
    people,
    plans,
    register,
    reviewing,
    work,
)
from tests.builders.objects.registry import (
    KINDS,
    OWN_KINDS,
    Captures,
    Kind,
    OwnKind,
    absent,
    campaign_kind,
    own_kind,
    tree_kind,
)

__all__ = [
    "KINDS",
    "OWN_KINDS",
    "Captures",
    "Kind",
    "OwnKind",
    "absent",
    "awards",
    "campaign_kind",
    "deputies",
    "imports",
    "notices",
    "own_kind",
    "people",
    "plans",
    "register",
    "reviewing",
    "tree_kind",
    "work",
]
