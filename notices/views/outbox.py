"""The outbox of an office: look, edit, send with the count of recipients, try again."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages as notes
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from core.errors import DomainError
from core.once import act_once, act_or_correct, act_or_explain
from core.policy import Scope
from notices.enums import MailingState, OutgoingState
from notices.forms import ForewordForm, MessageForm, SendForm
from notices.models import Mailing, Outgoing
from notices.rules import can_send
from notices.selectors import listed, mailing_page
from notices.services import outbox as services
from units.policy import OFFICE, for_roles

PAGE_SIZE = 20


def _mailing(request: SignedInRequest, pk: int) -> Mailing:
    """A mailing in sight; only its office goes further."""
    found = Mailing.objects.visible_to(request.user).select_related("unit", "sent_by")
    mailing = get_object_or_404(found, pk=pk)
    if not can_send(request.user, mailing):
        raise PermissionDenied
    return mailing


def _url(mailing: Mailing) -> str:
    return reverse("notices:mailing", args=[mailing.pk])


@for_roles(OFFICE)
@require_safe
def mailing_list(request: SignedInRequest) -> HttpResponse:
    """What is ready to be sent and what was sent, the latest day first."""
    mailings = listed(Mailing.objects.visible_to(request.user))
    page = Paginator(mailings, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "mail_is_set": settings.MAIL_IS_SET}
    return render(request, "notices/mailing_list.html", context)


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="notices.mailing")
@require_http_methods(["GET", "HEAD", "POST"])
def mailing_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every message of a mailing; the form sets the words above all of them."""
    mailing = _mailing(request, pk)
    form = ForewordForm(request.POST or None, mailing=mailing)
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: services.set_foreword(
                mailing, form.cleaned_data["foreword"], actor=request.user
            ),
            to=_url(mailing),
            done=_("Đã ghi lời nhắn chung."),
        )
        if answer is not None:
            return answer
    context = {
        "mailing": mailing,
        "shown": mailing_page(mailing, services.needless_of(mailing)),
        "form": form,
        "is_waiting": mailing.state == MailingState.PREPARED,
        "mail_is_set": settings.MAIL_IS_SET,
    }
    return render(request, "notices/mailing.html", context)


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="notices.mailing")
@require_http_methods(["GET", "HEAD", "POST"])
def mailing_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how many people will get a message, then send to exactly so many."""
    mailing = _mailing(request, pk)
    if request.method == "POST":
        return _send(request, mailing)
    if mailing.state != MailingState.PREPARED:
        return redirect(_url(mailing))
    shown = mailing_page(mailing, services.needless_of(mailing))
    context = {
        "question": _("Gửi %(count)s tin?") % {"count": shown.count},
        "changes": [
            (_("người nhận được tin trong hộp thư trên hệ thống"), shown.count),
            (_("người trong số đó nhận cả thư điện tử"), shown.emails * settings.MAIL_IS_SET),
            (_("đơn vị chưa ai có tài khoản, cần nhắc cách khác"), len(mailing.unreached)),
        ],
        "undo_note": _("Tin đã gửi không thu lại được. Có thể quay lại để sửa từng tin."),
        "form": SendForm(initial={"count": shown.count}),
        "action_label": _("Gửi cho %(count)s người") % {"count": shown.count},
        "cancel_url": _url(mailing),
    }
    return render(request, "includes/confirm_page.html", context)


def _send(request: SignedInRequest, mailing: Mailing) -> HttpResponse:
    form = SendForm(request.POST)
    if not form.is_valid():
        return redirect("notices:mailing_send", mailing.pk)
    count = form.cleaned_data["count"]
    try:
        return act_once(
            request,
            lambda: services.send(mailing, count=count, actor=request.user),
            to=_url(mailing),
            done=_("Đã gửi tin cho %(count)s người.") % {"count": count},
        )
    except DomainError as error:
        notes.error(request, str(error))
        return redirect(_url(mailing))


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="notices.mailing")
@require_http_methods(["GET", "HEAD", "POST"])
def mailing_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send nothing of this mailing."""
    mailing = _mailing(request, pk)
    if request.method == "POST":
        return act_or_explain(
            request,
            lambda: services.drop(mailing, actor=request.user),
            to=_url(mailing),
            done=_("Đã bỏ đợt này. Không ai nhận tin."),
        )
    context = {
        "question": _("Bỏ đợt này, không gửi cho ai?"),
        "changes": [(_("tin sẽ không được gửi"), mailing_page(mailing, set()).count)],
        "form": SendForm(initial={"count": 0}),
        "action_label": _("Bỏ đợt này"),
        "cancel_url": _url(mailing),
    }
    return render(request, "includes/confirm_page.html", context)


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="notices.mailing")
@require_POST
def mail_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Try the e-mails once more that could not be sent."""
    mailing = _mailing(request, pk)
    return act_or_explain(
        request,
        lambda: services.send_mail_again(mailing, actor=request.user),
        to=_url(mailing),
        done=_("Đang gửi lại các thư chưa gửi được."),
    )


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="notices.message")
@require_http_methods(["GET", "HEAD", "POST"])
def message_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the words of one message, or leave the person out."""
    seen = Mailing.objects.visible_to(request.user)
    found = Outgoing.objects.filter(mailing__in=seen)
    message = get_object_or_404(found.select_related("mailing__unit", "recipient"), pk=pk)
    if not can_send(request.user, message.mailing):
        raise PermissionDenied
    editable = {OutgoingState.WAITING, OutgoingState.LEFT_OUT}
    is_over = message.mailing.state != MailingState.PREPARED or message.state not in editable
    if is_over and request.method != "POST":
        return redirect(_url(message.mailing))
    form = MessageForm(request.POST or None, message=message)
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: services.edit_message(message, actor=request.user, **form.cleaned_data),
            to=_url(message.mailing),
            done=_("Đã ghi tin cho %(person)s.") % {"person": message.recipient},
        )
        if answer is not None:
            return answer
        # What was typed stays; whoever writes it again has read what stands by now.
        typed = request.POST.copy()
        typed["seen"] = services.mark_of(message)
        form.data = typed
    context = {"message": message, "form": form, "back": _url(message.mailing)}
    return render(request, "notices/message.html", context)
