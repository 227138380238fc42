"""The lines of a form, each by the stencil of its shape.

The templates of a line stay the only place that says how it looks. What they would show for two
lines of one shape differs in texts and numbers alone, so each shape is rendered once per process.
"""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import Any, Final

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

from assessments.selectors.lines import CriterionLine, FigureLine, Line
from core.once import FIELD, new_key
from core.stencils import Stencil, cut

register = template.Library()

TEMPLATES: Final = {
    "criterion": "assessments/_criterion_line.html",
    "title": "assessments/_title_line.html",
    "figure": "assessments/_figure_line.html",
}
_KINDS: Final[dict[str, type[CriterionLine | FigureLine]]] = {
    "criterion": CriterionLine,
    "figure": FigureLine,
}
# Words on which the templates decide; every other text is a slot, or empty.
_DECIDING: Final = frozenset({"prefix", "shape", "state", "carried", "error_field"})
# What lines rarely carry and templates show in ways of their own.
_RARE: Final = ("error", "said", "files", "rows", "return_reason")
# Numbers that stand in addresses and identifiers; nothing else on a page looks like them.
_PK: Final = 700_417_020_261
_PARTICIPATION: Final = 700_417_020_262
_VERSION: Final = 700_417_020_263
_NUMBER: Final = 700_417_020_264
_CSRF: Final = "xcsrfmarkx"
_KEY: Final = re.compile(rf'(name="{FIELD}" value=")[0-9a-f]+"')
_KEY_MARK: Final = "xoncekeymarkx"
_SHAPES: Final = 512


@register.simple_tag(takes_context=True)
def form_line(context: template.Context, line: Line) -> SafeString:
    """One line of the form of ``participation``, as its own template shows it."""
    if not isinstance(line, CriterionLine | FigureLine) or any(
        getattr(line, name, None) for name in _RARE
    ):
        return _by_template(context, line)
    if isinstance(line, FigureLine) and line.is_binding and line.value:
        return _by_template(context, line)  # whether it differs from the register decides
    make = _drawn if settings.DEBUG else _stencil
    stencil = make(get_language() or "", line.kind, _shape(line))
    values = {
        "pk": line.pk,
        "participation": context["participation"].pk,
        "version": line.version,
        "number": getattr(line, "number", ""),
        "csrf": context.get("csrf_token", ""),
        "key": new_key(),
    }
    for name in _texts(line.kind):
        values[name] = getattr(line, name)
    return stencil.filled(values)


def _by_template(context: template.Context, line: Line) -> SafeString:
    shown = get_template(TEMPLATES[line.kind])
    with context.push(line=line):
        return mark_safe(str(shown.template.render(context)))  # type: ignore[attr-defined]


@cache
def _texts(kind: str) -> tuple[str, ...]:
    """The fields of a line that hold free text."""
    return tuple(
        one.name
        for one in fields(_KINDS[kind])
        if one.type == "str" and one.name not in _DECIDING and one.name not in _RARE
    )


def _shape(line: CriterionLine | FigureLine) -> tuple[tuple[str, Any], ...]:
    """Everything on which the look depends: words that decide, marks, and which texts are empty."""
    texts = _texts(line.kind)
    numbers = {"pk", "version", "number", "prefix"}
    return tuple(
        (one.name, bool(value) if one.name in texts else value)
        for one in fields(line)
        if one.name not in numbers
        for value in [getattr(line, one.name)]
    )


def _drawn(language: str, kind: str, shape: tuple[tuple[str, Any], ...]) -> Stencil:
    """The stencil of a shape, by the line's own template."""
    texts = _texts(kind)
    marks = {f"xslot{name.replace('_', '')}x": name for name in texts}
    names = {name: mark for mark, name in marks.items()}
    given: dict[str, Any] = {
        name: (names[name] if value else "") if name in texts else value for name, value in shape
    }
    given |= {"pk": _PK, "prefix": f"{'c' if kind == 'criterion' else 'f'}{_PK}"}
    given |= {"version": _VERSION} | ({"number": _NUMBER} if kind == "criterion" else {})
    line = _KINDS[kind](**given)
    context = {
        "line": line,
        "participation": SimpleNamespace(pk=_PARTICIPATION),
        "csrf_token": _CSRF,
    }
    with override(language):
        markup = get_template(TEMPLATES[kind]).render(context)
    markup = _KEY.sub(rf'\1{_KEY_MARK}"', markup)
    return cut(
        markup,
        {
            **marks,
            str(_PK): "pk",
            str(_PARTICIPATION): "participation",
            str(_VERSION): "version",
            str(_NUMBER): "number",
            _CSRF: "csrf",
            _KEY_MARK: "key",
        },
    )


_stencil = lru_cache(maxsize=_SHAPES)(_drawn)
