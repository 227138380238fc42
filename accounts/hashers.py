"""How passwords are stored."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes and one lane: the floor OWASP recommends.

    Django's default takes 100 MiB and eight lanes, too much for a small machine on which forty
    village heads sign in on the same evening.
    """

    time_cost = 2
    memory_cost = 19456
    parallelism = 1
