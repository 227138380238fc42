"""The inbox."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from core.policy import own, signed_in
from notices import services
from notices.models import Notice
from units.access import access_of
from units.policy import OFFICE

PAGE_SIZE = 20


@signed_in
@require_safe
def inbox(request: SignedInRequest) -> HttpResponse:
    """One's own messages, the latest on top; ``?unread=1`` leaves out what was opened."""
    notices = Notice.objects.visible_to(request.user).newest_first()
    unread_only = bool(request.GET.get("unread"))
    if unread_only:
        notices = notices.unread()
    page = Paginator(notices, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "unread_only": unread_only,
        "sends": access_of(request.user).has_role(*OFFICE),
    }
    return render(request, "notices/inbox.html", context)


@own("notices.notice")
@require_POST
def open_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark one message as opened and go where it leads. Opening it twice is harmless."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    services.mark_read(notice)
    return redirect(notice.path or "notices:inbox")


@signed_in
@require_POST
def read_all(request: SignedInRequest) -> HttpResponse:
    """Mark everything in one's own inbox as opened. Doing it twice is harmless."""
    count = services.mark_all_read(request.user)
    messages.success(request, _("Đã đánh dấu %(count)s tin là đã đọc.") % {"count": count})
    return redirect("notices:inbox")
