"""How many statements a part of an act takes on the engine at hand, for counts that name them."""

from __future__ import annotations

from django.db import connection

# An event of the trail: its chain's head, then on PostgreSQL a function that writes the event and
# moves the head, on SQLite both one after the other.
EVENT = 2 if connection.vendor == "postgresql" else 3
