"""The acts of the workflow: one address per act, its page and its deed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from accounts.models import User
from assessments.enums import Action, Judgement, Status
from assessments.forms import (
    ApproveForm,
    NoteForm,
    ObjectionForm,
    OutsideForm,
    VersionForm,
)
from assessments.models import Assessment
from assessments.rules import is_author, may_object_until
from assessments.selectors.phrases import phrases_of
from assessments.selectors.queue import next_to_review
from assessments.services import closing, files, review, submission
from assessments.services.review import OutsideDecision
from assessments.views.act_items import FINAL, ITEM, PHRASE, items_of
from assessments.views.finding import visible_record
from assessments.workflow import check_allowed, open_actions
from core.display import Text
from core.errors import DomainError, StaleError
from core.once import act_once
from core.policy import Scope
from core.text import nfc
from units.policy import READERS, for_roles


@dataclass(frozen=True)
class Asked:
    """An act somebody asked for: by whom, on which record, with what was typed."""

    request: SignedInRequest
    record: Assessment
    form: VersionForm

    @property
    def actor(self) -> User:
        """Whoever acts."""
        return self.request.user

    @property
    def note(self) -> str:
        """The typed words."""
        return str(self.form.cleaned_data.get("note", ""))


@dataclass(frozen=True)
class Page:
    """How an act is asked for and done."""

    form: type[VersionForm]
    question: Text
    label: Text
    done: Text
    do: Callable[[Asked], Assessment]
    changes: tuple[Text, ...] = ()
    is_danger: bool = False


def _start(asked: Asked) -> Assessment:
    return review.start(asked.record, actor=asked.actor, version=asked.form.seen)


def _stop(asked: Asked) -> Assessment:
    return review.stop(asked.record, actor=asked.actor, version=asked.form.seen)


def _withdraw(asked: Asked) -> Assessment:
    return submission.withdraw(asked.record, actor=asked.actor, version=asked.form.seen)


def _approve(asked: Asked) -> Assessment:
    reason = asked.form.cleaned_data["own_work_reason"]
    return review.approve(
        asked.record, actor=asked.actor, version=asked.form.seen, own_work_reason=reason
    )


def _return(asked: Asked) -> Assessment:
    post = asked.request.POST
    ticked = post.getlist("item")
    reasons = {code: _reason(post, code) for code in ticked}
    empty = [code for code, reason in reasons.items() if not reason]
    if empty:
        raise DomainError(_("Mục đã chọn nào cũng cần lý do: hãy ghi rõ phải sửa gì."))
    return review.return_items(
        asked.record, reasons=reasons, actor=asked.actor, version=asked.form.seen
    )


def _reason(post: QueryDict, code: str) -> str:
    """The ready-made sentence that was chosen, and what was typed after it."""
    parts = (post.get(f"{PHRASE}{code}", ""), post.get(f"{ITEM}{code}", ""))
    return " ".join(part for one in parts if (part := nfc(one).strip()))


def _forward(asked: Asked) -> Assessment:
    return review.forward(asked.record, actor=asked.actor, version=asked.form.seen)


def _object(asked: Asked) -> Assessment:
    return review.object_to(
        asked.record, text=asked.note, actor=asked.actor, version=asked.form.seen
    )


def _review_again(asked: Asked) -> Assessment:
    return review.review_again(
        asked.record, reason=asked.note, actor=asked.actor, version=asked.form.seen
    )


def _record_outside(asked: Asked) -> Assessment:
    data = asked.form.cleaned_data
    file = files.keep(files.checked(data["file"])) if data.get("file") else None
    decision = OutsideDecision(data["number"], data["date"], file)
    return review.record_outside(asked.record, decision, actor=asked.actor, version=asked.form.seen)


def _finalise(asked: Asked) -> Assessment:
    post = asked.request.POST
    different = {
        name.removeprefix(FINAL): (str(value), post.get(f"{name}-reason", ""))
        for name, value in post.items()
        if name.startswith(FINAL) and not name.endswith("-reason") and value in Judgement.values
    }
    return closing.finalise(
        asked.record, actor=asked.actor, version=asked.form.seen, different=different
    )


def _reopen(asked: Asked) -> Assessment:
    return closing.reopen(
        asked.record, reason=asked.note, actor=asked.actor, version=asked.form.seen
    )


_t = gettext_lazy

PAGES: Mapping[Action, Page] = {
    Action.WITHDRAW: Page(
        form=VersionForm,
        question=_t("Rút lại phiếu đã nộp?"),
        label=_t("Rút lại"),
        done=_t("Đã rút lại phiếu. Hãy sửa rồi nộp lại."),
        do=_withdraw,
        changes=(
            _t("Phiếu trở về trạng thái đang nhập và sửa được mọi mục."),
            _t("Giấy biên nhận cũ không còn giá trị; lần nộp sau mới tính đúng hạn hay muộn."),
        ),
    ),
    Action.START_REVIEW: Page(
        form=VersionForm,
        question=_t("Bắt đầu thẩm định phiếu này?"),
        label=_t("Bắt đầu thẩm định"),
        done=_t("Đã bắt đầu thẩm định."),
        do=_start,
        changes=(_t("Từ lúc này đơn vị không rút lại phiếu được."),),
    ),
    Action.STOP_REVIEW: Page(
        form=VersionForm,
        question=_t("Thôi thẩm định phiếu này?"),
        label=_t("Thôi thẩm định"),
        done=_t("Đã thôi thẩm định. Phiếu chờ người khác thẩm định."),
        do=_stop,
        changes=(_t("Phiếu trở về trạng thái đã nộp; đơn vị rút lại được."),),
    ),
    Action.FORWARD: Page(
        form=VersionForm,
        question=_t("Chuyển phiếu lên cấp thẩm định sau?"),
        label=_t("Chuyển cấp trên"),
        done=_t("Đã chuyển phiếu lên cấp thẩm định sau."),
        do=_forward,
        changes=(
            _t("Phiếu chờ người khác thẩm định ở cấp sau; kết quả đã ghi vẫn còn."),
            _t("Đơn vị không rút lại phiếu được nữa."),
        ),
    ),
    Action.APPROVE: Page(
        form=ApproveForm,
        question=_t("Duyệt phiếu này?"),
        label=_t("Duyệt"),
        done=_t("Đã duyệt phiếu."),
        do=_approve,
        changes=(_t("Mục chưa ghi kết quả riêng được tính như đơn vị tự đánh giá."),),
    ),
    Action.RETURN: Page(
        form=VersionForm,
        question=_t("Trả lại mục nào?"),
        label=_t("Trả lại"),
        done=_t("Đã trả lại phiếu. Đơn vị thấy lý do ở từng mục."),
        do=_return,
    ),
    Action.OBJECT: Page(
        form=ObjectionForm,
        question=_t("Có ý kiến về kết quả thẩm định?"),
        label=_t("Gửi ý kiến"),
        done=_t("Đã gửi ý kiến. Phiếu được thẩm định lại."),
        do=_object,
    ),
    Action.REVIEW_AGAIN: Page(
        form=NoteForm,
        question=_t("Xét lại phiếu đã duyệt?"),
        label=_t("Xét lại"),
        done=_t("Đã mở lại việc thẩm định."),
        do=_review_again,
        changes=(_t("Phiếu trở về trạng thái đang thẩm định; kết quả đã ghi vẫn còn."),),
    ),
    Action.RECORD_OUTSIDE: Page(
        form=OutsideForm,
        question=_t("Ghi kết quả của cấp trên?"),
        label=_t("Ghi kết quả"),
        done=_t("Đã ghi kết quả của cấp trên."),
        do=_record_outside,
        changes=(_t("Phiếu được coi là đã thẩm định theo văn bản này."),),
    ),
    Action.FINALISE: Page(
        form=VersionForm,
        question=_t("Chốt kết quả của phiếu này?"),
        label=_t("Chốt kết quả"),
        done=_t("Đã chốt kết quả."),
        do=_finalise,
        is_danger=True,
    ),
    Action.REOPEN: Page(
        form=NoteForm,
        question=_t("Mở lại phiếu đã chốt?"),
        label=_t("Mở lại"),
        done=_t("Đã mở lại phiếu; thay đổi sau khi chốt được ghi rõ."),
        do=_reopen,
        changes=(
            _t("Phiếu trở về trạng thái đang thẩm định, kết quả đã chốt bị bỏ."),
            _t("Báo cáo đã chốt giữ nguyên số liệu cũ; muốn có số liệu mới phải lập bản sau."),
        ),
        is_danger=True,
    ),
}

TEMPLATES = {
    Action.RETURN: "assessments/act_return.html",
    Action.FINALISE: "assessments/act_finalise.html",
}


@for_roles(READERS, scope=Scope.SUBTREE, obj="assessments.assessment")
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: SignedInRequest, pk: int, action: Action) -> HttpResponse:
    """Ask for one act of the table, or do it; the page it leads to shows the new state."""
    page = PAGES.get(action)
    if page is None:
        raise Http404
    record = visible_record(request.user, pk)
    initial = {"version": record.version}
    form = page.form(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        answer = _do(page, action, Asked(request, record, form))
        if answer is not None:
            return answer
    check_allowed(action, request.user, record)
    if action not in open_actions(request.user, record):
        messages.error(request, str(StaleError()))
        return redirect("assessments:record", record.pk)
    return _show(request, record, form, action)


def _do(page: Page, action: Action, asked: Asked) -> HttpResponse | None:
    # Asked inside: of two clicks the first may end the right, and the second finds its key.
    def deed() -> str:
        check_allowed(action, asked.actor, asked.record)
        moved = page.do(asked)
        return _after(action, asked.request, moved)

    here = reverse("assessments:record", args=[asked.record.pk])
    try:
        return act_once(asked.request, deed, to=here, done=str(page.done))
    except StaleError as error:  # the page they looked at is over: show the new state instead
        messages.error(asked.request, str(error))
        return redirect(here)
    except DomainError as error:
        known = error.field in asked.form.fields
        asked.form.add_error(error.field if known else NON_FIELD_ERRORS, str(error))
        return None


def _after(action: Action, request: SignedInRequest, moved: Assessment) -> str:
    """Where the act leads: the review page, the next record to review, or the record."""
    if moved.status == Status.IN_REVIEW and action in {Action.START_REVIEW, Action.REVIEW_AGAIN}:
        return reverse("assessments:review", args=[moved.pk])
    if action in {Action.APPROVE, Action.FORWARD} and "next" in request.POST:
        following = next_to_review(request.user, moved)
        if following is not None:
            return reverse("assessments:review", args=[following])
        return reverse("assessments:desk")
    return reverse("assessments:record", args=[moved.pk])


def _show(
    request: SignedInRequest, record: Assessment, form: VersionForm, action: Action
) -> HttpResponse:
    page = PAGES[action]
    own = action == Action.APPROVE and is_author(request.user, record)
    if action == Action.APPROVE and not own:
        del form.fields["own_work_reason"]
    context: dict[str, Any] = {
        "record": record,
        "question": page.question,
        "unit_line": f"{record.unit.display_name} – {record.campaign_year}",
        "changes": [(text, None) for text in page.changes],
        "form": form,
        "action_label": page.label,
        "is_danger": page.is_danger,
        "cancel_url": reverse("assessments:record", args=[record.pk]),
    }
    if action in TEMPLATES:
        context |= items_of(request, record, action)
    if action == Action.RETURN:
        context["phrases"] = phrases_of(record)
    if action == Action.FINALISE:
        context["cuts_off_until"] = may_object_until(record)
    template = TEMPLATES.get(action, "assessments/act.html")
    return render(request, template, context, status=422 if form.errors else 200)
