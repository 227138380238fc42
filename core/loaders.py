"""Templates whose fixed sentences are said once, when the template is read.

The interface has one language, so ``{% translate "Tải về" %}`` gives the same words in every
answer; asked anew each time, the sentences of a page take a twentieth of its processor time.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template import Context, Node, NodeList
from django.template.base import TextNode, Variable
from django.template.loaders import cached
from django.templatetags.i18n import TranslateNode
from django.utils import translation


class Loader(cached.Loader):
    """Keeps compiled templates, their fixed sentences as plain text."""

    def get_template(self, template_name: str, skip: Any = None) -> Any:
        """The template; its sentences are said with its first reading."""
        is_new = self.cache_key(template_name, skip) not in self.get_template_cache
        template = super().get_template(template_name, skip)
        if is_new:
            with translation.override(settings.LANGUAGE_CODE):
                say(template.nodelist)
        return template


def say(nodes: NodeList) -> None:
    """Put text in the place of every ``translate`` that says the same in any context."""
    for place, node in enumerate(nodes):
        if _is_fixed(node):
            nodes[place] = TextNode(node.render(Context()))
        else:
            for inner in _lists_of(node):
                say(inner)


def _is_fixed(node: Node) -> bool:
    if not isinstance(node, TranslateNode) or node.asvar or node.message_context:
        return False
    said = node.filter_expression
    return isinstance(said.var, Variable) and said.var.literal is not None and not said.filters


def _lists_of(node: Node) -> list[NodeList]:
    branches = [inner for _condition, inner in getattr(node, "conditions_nodelists", ())]
    names = [name for name in node.child_nodelists if name != "nodelist" or not branches]
    return branches + [inner for name in names if (inner := getattr(node, name, None))]
