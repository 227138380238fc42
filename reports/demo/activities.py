"""What a unit of the demo did in the year, in counts that fit each other.

A meeting is attended, a class has pupils, a visit is made to a shelf that exists: every count of
people follows from the count of occasions.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

ORGANISED = frozenset({"mass_organisation", "association"})


def part(rng: Random, whole: int, low: float, high: float) -> int:
    """A share of a whole, between two bounds."""
    return round(whole * rng.uniform(low, high))


def of_organisation(unit_type: str, staff: int, rng: Random) -> dict[str, Any]:
    """Meetings, news and inspections of an agency, school, mass organisation or business."""
    conferences = rng.randint(1, 4)
    if unit_type in ORGANISED:
        members = rng.randint(120, 620)
        attendance = conferences * rng.randint(30, 75)
    else:
        members = 0
        attendance = conferences * part(rng, staff, 0.8, 1)
    inspections = rng.randint(1, 3)
    shelves = rng.randint(1, 3)
    week, books = rng.randint(1, 3), shelves * rng.randint(90, 350)
    return {
        "news_items": rng.randint(1, 6),
        "broadcasts": rng.randint(2, 10),
        "conferences": conferences,
        "conference_attendance": max(attendance, conferences),
        "leaflets": rng.randint(3, 20),
        "inspections": inspections,
        "inspected_units": inspections * rng.randint(1, 3),
        "reading_spaces": shelves,
        "books": books,
        "library_visits": part(rng, books, 0.6, 2.2),
        "week_activities": week,
        "week_attendance": week * max(part(rng, staff, 0.7, 1), 5),
        "book_day_activities": rng.randint(1, 2),
        "members": members,
        "members_learning": part(rng, members, 0.3, 0.7),
        "unit_training_cost": rng.randint(2, 24) * 500_000,
        "contribution": rng.randint(6, 60) * 500_000,
    }


def of_commune(known: Mapping[str, int], people: int, rng: Random) -> dict[str, Any]:
    """The commune's own work, and how widely the study-promotion association reaches."""
    conferences = rng.randint(6, 12)
    week, shelves = rng.randint(4, 8), rng.randint(8, 16)
    books = shelves * rng.randint(120, 300)
    villages, schools = known.get("villages", 6), known.get("schools", 4)
    clans, bodies = known.get("clans", 12), known.get("units", 12)
    branches = {
        "branches_villages": villages,
        "branches_schools": schools,
        "branches_clans": part(rng, clans, 0.5, 1),
    }
    inspections = rng.randint(2, 4)
    return {
        "news_items": rng.randint(18, 40),
        "broadcasts": rng.randint(40, 96),
        "conferences": conferences,
        "conference_attendance": conferences * rng.randint(45, 90),
        "leaflets": rng.randint(30, 90),
        "inspections": inspections,
        "inspected_units": inspections * rng.randint(3, 6),
        "signed_up_units": villages + bodies,
        "reading_spaces": shelves,
        "books": books,
        "library_visits": part(rng, books, 0.8, 2.4),
        "week_activities": week,
        "week_attendance": week * rng.randint(60, 140),
        "book_day_activities": rng.randint(3, 6),
        "digital_classes": rng.randint(4, 14),
        "centre_staff": rng.randint(3, 7),
        "association_members": part(rng, people, 0.18, 0.26),
        **branches,
        "branches": sum(branches.values()) + rng.randint(1, 4),
    }


def of_village(rng: Random) -> dict[str, int]:
    """Classes of the learning centre held in a village: pupils, and each comes several times."""
    classes = rng.randint(1, 4)
    people = classes * rng.randint(12, 22)
    return {
        "classes": classes,
        "class_people": people,
        "class_attendance": people * rng.randint(2, 4),
        "class_women": part(rng, people, 0.4, 0.7),
        "class_ethnic_minorities": part(rng, people, 0.3, 0.95),
    }


def literacy(adults: int, rng: Random) -> dict[str, int]:
    """Each age range holds the one before it, and so does every count of it."""
    made: dict[str, int] = {}
    people = illiterate = learners = level_2 = 0
    for ages, share in (("15_25", 0.2), ("15_35", 0.22), ("15_60", 0.38)):
        more = round(adults * share)
        cannot = part(rng, more, 0.002, 0.02)
        people, illiterate = people + more, illiterate + cannot
        learners += rng.randint(0, 4)
        level_2 += part(rng, more - cannot, 0.94, 0.99)
        made |= {
            f"people_{ages}": people,
            f"illiterate_{ages}": illiterate,
            f"literacy_learners_{ages}": learners,
            f"literate_level_1_{ages}": people - illiterate,
            f"literate_level_2_{ages}": level_2,
        }
    return made


def citizens_of_commune(
    adults: int, officials: tuple[int, int, int], total: tuple[int, int]
) -> dict[str, int]:
    """The five groups of citizens, adding up to the adults and to ``total``.

    ``officials`` are people, assessed and achieved as the bodies report them, ``total`` the
    assessed and achieved of the whole commune; the rest is shared out by size.
    """
    rest = adults - officials[0]
    people = {
        "students": round(rest * 0.1),
        "workers": round(rest * 0.25),
        "farmers": round(rest * 0.5),
    }
    people["others"] = rest - sum(people.values())
    assessed = _shared(people, total[0] - officials[1])
    achieved = _shared(assessed, total[1] - officials[2])
    made = {"citizens_assessed": total[0], "citizens_achieved": total[1]}
    for group, size in people.items():
        made |= {
            f"{group}_people": size,
            f"{group}_assessed": assessed[group],
            f"{group}_achieved": achieved[group],
        }
    return made


def _shared(parts: Mapping[str, int], amount: int) -> dict[str, int]:
    """An amount shared out by the size of the parts, to the last unit and never above a part."""
    whole = sum(parts.values())
    made = {name: amount * size // whole for name, size in parts.items()}
    left = amount - sum(made.values())
    for name, size in parts.items():
        more = min(left, size - made[name])
        made[name] += more
        left -= more
    return made
