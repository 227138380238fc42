"""May this person do this to this unit or user."""

from __future__ import annotations

from collections.abc import Collection

from accounts.models import User
from units.access import Access, access_of
from units.enums import Role, UnitType
from units.models import Membership, Unit
from units.policy import ENTERING, OFFICE

# Roles for which the commune's office itself hands out and renews passwords.
LOCAL_ROLES = frozenset({Role.VIEWER, Role.EDITOR, Role.HEAD})

_ABOVE_COMMUNES = frozenset({UnitType.COUNTRY, UnitType.PROVINCE, UnitType.DISTRICT})
_NOBODYS_OFFICE = frozenset({UnitType.HOUSEHOLD, UnitType.INDIVIDUAL})
_ORGANISATIONS = frozenset(UnitType) - _ABOVE_COMMUNES - _NOBODYS_OFFICE - {UnitType.COMMUNE}
_OFFICES = frozenset({UnitType.COMMUNE, UnitType.AGENCY})
_COMMUNE = frozenset({UnitType.COMMUNE})

# Where each role is held (contract 4).
PLACES_OF_ROLE: dict[Role, frozenset[UnitType]] = {
    Role.VIEWER: frozenset(UnitType) - _NOBODYS_OFFICE,
    Role.EDITOR: _ORGANISATIONS,
    Role.HEAD: _ORGANISATIONS,
    Role.OFFICER: _OFFICES,
    Role.LEADER: _OFFICES,
    Role.CLERK: _COMMUNE,
    Role.SECRETARY: _COMMUNE,
    Role.MEMBER: _COMMUNE,
    Role.CHAIR: _COMMUNE,
    Role.PROVINCE_OFFICER: frozenset({UnitType.PROVINCE}),
    Role.AUDITOR: frozenset(UnitType) - _NOBODYS_OFFICE,
    Role.ADMINISTRATOR: frozenset({UnitType.COUNTRY}),
}
_OF_COMMUNE = (
    UnitType.VILLAGE,
    UnitType.AGENCY,
    UnitType.MASS_ORGANISATION,
    UnitType.SCHOOL,
    UnitType.HEALTH_STATION,
    UnitType.ASSOCIATION,
    UnitType.ENTERPRISE,
    UnitType.COOPERATIVE,
    UnitType.CLAN,
)
# What may hang right below what (contract 1); households are entered on their own page.
TYPES_BELOW: dict[UnitType, tuple[UnitType, ...]] = {
    UnitType.COUNTRY: (UnitType.PROVINCE,),
    UnitType.PROVINCE: (
        UnitType.COMMUNE,
        UnitType.AGENCY,
        UnitType.MASS_ORGANISATION,
        UnitType.SCHOOL,
        UnitType.ASSOCIATION,
        UnitType.ENTERPRISE,
        UnitType.COOPERATIVE,
    ),
    UnitType.COMMUNE: _OF_COMMUNE,
    UnitType.AGENCY: (UnitType.SECTION,),
    UnitType.ENTERPRISE: (UnitType.SECTION,),
}
# Whoever answers for a unit's work may ring its head up.
CALLING_ROLES = OFFICE | {Role.PROVINCE_OFFICER, Role.ADMINISTRATOR}
# Whoever runs or checks a unit may know who holds which role in it; readers need not.
SEEING_ROLES = frozenset(
    {Role.HEAD, Role.CHAIR, Role.CLERK, Role.PROVINCE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR}
)


def roles_possible_in(unit: Unit) -> list[Role]:
    """The roles that can be held in a unit of this type, in the order of the contract."""
    return [role for role, places in PLACES_OF_ROLE.items() if unit.type in places]


def can_see_roles(user: User, unit: Unit) -> bool:
    """See who holds which role in this unit."""
    access = access_of(user)
    return access.sees_all or access.has_role_over(unit, SEEING_ROLES | OFFICE)


def can_read_trail(user: User, unit: Unit) -> bool:
    """Read what was done in the unit and below: the auditor of it or of a unit above."""
    access = access_of(user)
    return access.sees_all or access.has_role_over(unit, {Role.AUDITOR})


def can_manage_units(user: User) -> bool:
    """The administrator of the root changes units and roles; so may the steward who set it up."""
    access = access_of(user)
    return access.sees_all or access.has_role(Role.ADMINISTRATOR)


def can_issue_letter(user: User, target: User) -> bool:
    """Issue, print and withdraw the person's letter, and shut out their lost phone.

    The administrator for anybody else; the office for village heads and editors below it; a head
    for the own deputy whose account nobody has entered yet.
    """
    return target.pk in letters_allowed(user, [target])


def letters_allowed(user: User, targets: Collection[User]) -> set[int]:
    """For whom of these ``can_issue_letter`` holds; one query for all of them."""
    access = access_of(user)
    others = [one for one in targets if one.is_active and one.pk != user.pk]
    if access.has_role(Role.ADMINISTRATOR):
        return {one.pk for one in others}
    held: dict[int, list[Membership]] = {one.pk: [] for one in others}
    rows = Membership.objects.filter(user__in=held).select_related("unit", "deputy")
    for row in rows if held else ():
        held[row.user_id].append(row)
    return {
        one.pk
        for one in others
        if _is_of_office(access, held[one.pk]) or _is_new_deputy(access, one, held[one.pk])
    }


def _is_of_office(access: Access, rows: list[Membership]) -> bool:
    return bool(rows) and all(
        row.role in LOCAL_ROLES and access.has_role_over(row.unit, OFFICE) for row in rows
    )


def _is_new_deputy(access: Access, target: User, rows: list[Membership]) -> bool:
    """Named for a unit that the person heads, nothing else anywhere, and no password yet.

    With a password the account is its owner's: a head who could print a letter for it would
    take it over.
    """
    return (
        bool(rows)
        and not target.has_usable_password()
        and all(hasattr(row, "deputy") and access.heads(row.unit) for row in rows)
    )


def can_print_letters_below(user: User, unit: Unit) -> bool:
    """See who heads what below the unit and print their letters: an office of it or above it."""
    access = access_of(user)
    return access.sees_all or access.has_role_over(unit, OFFICE)


def can_open_head_account(user: User, unit: Unit) -> bool:
    """Open the first account of a unit's head together with the letter: the office above it."""
    return (
        unit.type in PLACES_OF_ROLE[Role.HEAD]
        and unit.valid_to is None
        and _office_above(user, unit)
    )


def can_name_deputy(user: User, unit: Unit) -> bool:
    """Name a deputy for a period, and end the period early.

    A head for the own unit alone, never a deputy in turn; the office for its own unit and below.
    """
    if unit.type not in PLACES_OF_ROLE[Role.HEAD] or unit.valid_to is not None:
        return False
    access = access_of(user)
    return access.sees_all or access.heads(unit) or access.has_role_over(unit, OFFICE)


# ---------------------------------------------------------------- the shape of the tree


def types_to_add(user: User, parent: Unit) -> list[UnitType]:
    """The types of units that this person may enter right below the unit, perhaps none.

    The administrator anywhere; an office below the commune or agency where it works. Nothing is
    entered below a unit that has ended.
    """
    if parent.valid_to is not None:
        return []
    if not (can_manage_units(user) or access_of(user).has_role_over(parent, OFFICE)):
        return []
    return list(TYPES_BELOW.get(UnitType(parent.type), ()))


def can_change_unit(user: User, unit: Unit) -> bool:
    """Rename, move, merge, split, close, reopen or correct this unit.

    The administrator everything but the root and the families, which are out of their sight. An
    office what lies below its own unit; a village head or editor the village's households.
    """
    access = access_of(user)
    if unit.type == UnitType.COUNTRY:
        return False
    if unit.type in _NOBODYS_OFFICE:
        return access.sees_all or access.has_role_over(unit, ENTERING)
    return can_manage_units(user) or _office_above(user, unit)


def can_be_moved_under(unit: Unit, parent: Unit) -> bool:
    """Whether a unit of this type may hang below the other; a household only below a village."""
    if unit.type == UnitType.HOUSEHOLD:
        return parent.type == UnitType.VILLAGE
    return unit.type in TYPES_BELOW.get(UnitType(parent.type), ())


def can_keep_households(user: User, village: Unit) -> bool:
    """Enter households of this village: its head or editor, or the office above."""
    access = access_of(user)
    is_standing_village = village.type == UnitType.VILLAGE and village.valid_to is None
    return is_standing_village and (access.sees_all or access.has_role_over(village, ENTERING))


def can_take_in(user: User, unit: Unit, parent: Unit) -> bool:
    """Whether the person may put a unit of this type below the parent."""
    if unit.type == UnitType.HOUSEHOLD:
        return can_keep_households(user, parent)
    return unit.type in types_to_add(user, parent)


def can_know_head(user: User, unit: Unit) -> bool:
    """Read who heads the unit: whoever sees it, and those who look up whom to call."""
    access = access_of(user)
    return access.sees(unit) or access.has_role(Role.ADMINISTRATOR)


def can_call(user: User, unit: Unit) -> bool:
    """Read the telephone number of whoever heads the unit: the offices above it."""
    access = access_of(user)
    return access.sees_all or access.has_role_over(unit, CALLING_ROLES)


def _office_above(user: User, unit: Unit) -> bool:
    """Whether an office of this person stands strictly above the unit."""
    return any(
        held.role in OFFICE and held.unit_id in unit.ancestor_ids for held in access_of(user).held
    )
