"""Where units go: to another parent, into one another, apart."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from core import clock
from core.errors import DomainError
from core.numbers import format_date, parse_id
from core.once import act_or_correct
from core.policy import Scope
from core.text import one_line, without_kind
from units.forms.units import MergeForm, MoveForm, SplitForm
from units.models import Unit
from units.policy import for_roles
from units.rules import can_be_moved_under, can_take_in
from units.selectors import places
from units.selectors.drafts import list_lines
from units.services import changes
from units.views.changing import CHANGING, basis_of
from units.views.finding import (
    Change,
    Question,
    changeable_unit,
    look_over_then_do,
    steps_to,
    unit_url,
)


@for_roles(CHANGING, scope=Scope.SUBTREE, obj="units.unit")
@require_http_methods(["GET", "HEAD", "POST"])
def move_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hang the unit elsewhere: first choose the parent (``?parent=``, found by ``?q=``)."""
    unit = changeable_unit(request, pk)
    parent = _chosen_parent(request, unit)
    if parent is None:
        query = request.GET.get("q", "").strip()
        context = {
            "unit": unit,
            "query": query,
            "found": places.new_places(unit, request.user, query),
            "crumbs": steps_to(unit, _("Chuyển đơn vị cấp trên")),
        }
        return render(request, "units/move_parent.html", context)
    form = MoveForm(request.POST or None, unit=unit, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> None:
            changes.move(request.user, unit, parent, basis=basis_of(data))

        done = _("Đã chuyển %(unit)s về %(parent)s.") % {"unit": unit, "parent": parent}
        answer = act_or_correct(request, form, act, to=unit_url(unit), done=done)
        if answer is not None:
            return answer
    context = {
        "unit": unit,
        "form": form,
        "title": _("Chuyển về %(parent)s") % {"parent": parent},
        "lead": _("Mọi thứ bên dưới đi theo; hồ sơ trước ngày này giữ nguyên nơi cũ."),
        "submit_label": _("Chuyển"),
        "cancel_url": unit_url(unit),
        "crumbs": steps_to(unit, _("Chuyển đơn vị cấp trên")),
    }
    return render(request, "units/unit_form.html", context)


def _chosen_parent(request: SignedInRequest, unit: Unit) -> Unit | None:
    wanted = parse_id(request.GET.get("parent", ""))
    if wanted is None:
        return None
    found = Unit.objects.findable_by(request.user).filter(pk=wanted, valid_to=None).first()
    if found is None or not can_be_moved_under(unit, found):
        return None
    return found if can_take_in(request.user, unit, found) else None


@for_roles(CHANGING, scope=Scope.SUBTREE, obj="units.unit")
@require_http_methods(["GET", "HEAD", "POST"])
def merge_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let this unit and others of its kind become one, looked over before it is done."""
    unit = changeable_unit(request, pk)
    neighbours = places.neighbours_of(unit, request.user)
    form = MergeForm(
        request.POST or None,
        unit=unit,
        neighbours=neighbours,
        initial={"into": str(unit.pk), "on": clock.today(), "kind_word": unit.kind_word},
    )
    by_pk = {str(one.pk): one for one in (unit, *neighbours)}

    def merged() -> list[Unit]:
        return [unit, *(by_pk[pk] for pk in form.cleaned_data["others"])]

    def act() -> str:
        data = form.cleaned_data
        into = changes.merge(
            request.user,
            merged(),
            into=by_pk.get(data["into"]),
            name=data["name"],
            kind_word=data.get("kind_word", ""),
            basis=basis_of(data),
        )
        return unit_url(into)

    def ask() -> Question:
        data = form.cleaned_data
        into = by_pk.get(data["into"])
        gone = [one for one in merged() if into is None or one.pk != into.pk]
        moving, roles = places.what_goes_along(gone)
        name = str(into) if into else f"{data.get('kind_word', '')} {data['name']}".strip()
        return Question(
            question=_("Sáp nhập thành %(name)s?") % {"name": name},
            action_label=_("Sáp nhập"),
            changes=[
                (
                    _("đơn vị kết thúc trước ngày %(day)s: %(units)s")
                    % {"day": format_date(data["on"]), "units": ", ".join(map(str, gone))},
                    len(gone),
                ),
                (_("hộ, đơn vị trực thuộc chuyển theo"), moving),
                (_("vai trò chuyển theo"), roles),
                (_("Phiếu và báo cáo đã lập giữ nguyên tên đơn vị cũ, không cộng gộp."), None),
                (_("Năm thi đua đang mở: đưa đơn vị mới vào ở danh sách đơn vị tham gia."), None),
            ],
            undo_note=_("Sáp nhập không hoàn tác được. Hãy xem kỹ tên đơn vị và ngày."),
        )

    change = Change(
        template="units/unit_form.html",
        context={
            "unit": unit,
            "title": _("Sáp nhập"),
            "lead": _(
                "Chọn các đơn vị cùng loại, cùng cấp trên. Bước sau cho xem lại rồi mới ghi."
            ),
            "submit_label": _("Xem trước"),
            "cancel_url": unit_url(unit),
            "crumbs": steps_to(unit, _("Sáp nhập")),
        },
        ask=ask,
        act=act,
        to=unit_url(unit),
        done=_("Đã ghi việc sáp nhập."),
    )
    return look_over_then_do(request, form, change)


@for_roles(CHANGING, scope=Scope.SUBTREE, obj="units.unit")
@require_http_methods(["GET", "HEAD", "POST"])
def split_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make new units out of parts of this one, looked over before it is done."""
    unit = changeable_unit(request, pk)
    form = SplitForm(
        request.POST or None,
        unit=unit,
        initial={"on": clock.today(), "kind_word": unit.kind_word},
    )

    def names() -> list[str]:
        kind_word = form.cleaned_data.get("kind_word", "")
        lines = [one_line(line) for _number, line in list_lines(form.cleaned_data["names"])]
        names = [without_kind(kind_word, line) for line in lines]
        if len(set(names)) < len(names):
            raise DomainError(_("Có tên ghi hai lần. Hãy bỏ bớt một dòng."), field="names")
        return names

    def act() -> str:
        data = form.cleaned_data
        changes.split(
            request.user,
            unit,
            names(),
            kind_word=data.get("kind_word", ""),
            basis=basis_of(data),
            ends=data["ends"],
        )
        return unit_url(unit)

    def ask() -> Question:
        ends = form.cleaned_data["ends"]
        news = names()
        fate = _("%(unit)s kết thúc.") if ends else _("%(unit)s hoạt động tiếp với phần còn lại.")
        return Question(
            question=_("Chia tách %(unit)s?") % {"unit": unit},
            action_label=_("Chia tách"),
            changes=[
                (_("đơn vị mới: %(names)s") % {"names": ", ".join(news)}, len(news)),
                (fate % {"unit": unit}, None),
                (_("Các hộ ở lại đơn vị cũ; chuyển từng hộ ở trang của hộ."), None),
                (_("Vai trò không tự chuyển; giao ở trang Người dùng."), None),
            ],
            undo_note=_("Chia tách không hoàn tác được. Hãy xem kỹ tên đơn vị và ngày."),
        )

    change = Change(
        template="units/unit_form.html",
        context={
            "unit": unit,
            "title": _("Chia tách"),
            "lead": _("Bước sau cho xem lại rồi mới ghi."),
            "submit_label": _("Xem trước"),
            "cancel_url": unit_url(unit),
            "crumbs": steps_to(unit, _("Chia tách")),
        },
        ask=ask,
        act=act,
        to=unit_url(unit),
        done=_("Đã ghi việc chia tách."),
    )
    return look_over_then_do(request, form, change)
