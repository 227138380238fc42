"""The operator's window speaks Vietnamese, also in the rows inside a page."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import flatten, label_for_field
from django.utils.text import camel_case_to_spaces

INLINES: list[type[InlineModelAdmin]] = [  # type: ignore[type-arg]
    inline
    for window in admin.sites.all_sites
    for one in window._registry.values()
    for inline in one.inlines
]


@pytest.mark.parametrize("inline", INLINES, ids=lambda one: one.__name__)
def test_rows_inside_a_page_bear_no_name_of_the_code(
    inline: type[InlineModelAdmin],  # type: ignore[type-arg]
) -> None:
    model = inline.model
    columns = [*flatten(list(inline.fields or ())), *inline.readonly_fields]

    told = {
        str(name): str(label_for_field(str(name), model, inline(model, admin.site)))
        for name in columns
    }

    assert model._meta.verbose_name != camel_case_to_spaces(model.__name__)
    assert {name for name, label in told.items() if label == name.replace("_", " ")} == set()


def test_the_rows_are_found() -> None:
    assert {one.__name__ for one in INLINES} >= {"EventInline", "CriterionInline", "PassRuleInline"}
