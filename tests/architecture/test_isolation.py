"""No test disturbs another: not through the cache, not by committing what it wrote."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.management import call_command

from recognitions.models import Title
from tests.isolation import forget_cached


@pytest.mark.django_db(transaction=True)
def test_the_catalogue_of_titles_is_there_after_a_test_that_committed() -> None:
    before = list(Title.objects.values_list("code", "name", "valid_months", "basis_note"))

    call_command("flush", interactive=False, verbosity=0)  # what ends such a test

    assert before
    assert list(Title.objects.values_list("code", "name", "valid_months", "basis_note")) == before


def test_a_forgotten_cache_leaves_the_other_workers_alone(db: None) -> None:
    others, mine = "test-the-other-worker", cache.key_prefix
    cache.key_prefix = others
    cache.set("session", "Páo")
    cache.key_prefix = mine
    cache.set("session", "Minh")

    forget_cached()

    assert cache.get("session") is None
    cache.key_prefix = others
    assert cache.get("session") == "Páo"
