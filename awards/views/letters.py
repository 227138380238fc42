"""Letters: candidates to tick, the list, the village's meeting, sending, papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from awards.enums import BatchState, RecipientKind, State
from awards.forms import MeetingForm, SendForm, kept
from awards.marks import mark_of
from awards.models import AwardType, Proposal, Submission
from awards.papers import letter_paper, list_paper, village_paper
from awards.rules import can_propose_for, reads_files
from awards.selectors.candidates import page_of, reasons_of, share_of
from awards.selectors.law import forms_for
from awards.services import proposals
from awards.services.proposals import Meeting, NewItem
from awards.views.finding import visible_letter, visible_proposal
from awards.views.printing import produced
from awards.views.proposals import asked, crumbs, links_for
from campaigns.enums import Occasion
from campaigns.models import Campaign, CampaignYear
from core import clock
from core.errors import DomainError
from core.numbers import parse_id
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from units.access import access_of
from units.enums import UnitType
from units.models import Unit
from units.policy import HEADS, READERS, for_roles

PAGE_SIZE = 25
KINDS = [
    (UnitType.HOUSEHOLD, gettext_lazy("Hộ gia đình")),
    (UnitType.INDIVIDUAL, gettext_lazy("Cá nhân")),
    (UnitType.CLAN, gettext_lazy("Dòng họ")),
    (RecipientKind.COLLECTIVE, gettext_lazy("Tập thể")),
]


# ------------------------------------------------------------------ candidates


def _proposing_units(request: SignedInRequest) -> list[Unit]:
    """The units for which the person may make a letter: the own one, the commune first."""
    ids = [one.unit_id for one in access_of(request.user).held if one.role in HEADS]
    return list(Unit.objects.filter(pk__in=ids).order_by("path"))


def _campaign_years(units: list[Unit]) -> list[CampaignYear]:
    """The years of the campaigns in which one of the units takes part, the newest first."""
    hosts = {pk for unit in units for pk in (unit.pk, *unit.ancestor_ids)}
    rows = CampaignYear.objects.filter(campaign__launched_by__in=hosts).exclude(state="planned")
    return list(rows.select_related("campaign__launched_by").order_by("-year", "pk"))


def _chosen(
    request: SignedInRequest,
) -> tuple[Unit, CampaignYear | None, list[Unit], list[CampaignYear]]:
    units = _proposing_units(request)
    if not units:
        raise PermissionDenied
    given = request.POST if request.method == "POST" else request.GET
    wanted = parse_id(given.get("unit", ""))
    unit = next((one for one in units if one.pk == wanted), units[0])
    years = _campaign_years(units)
    asked_year = parse_id(given.get("year", ""))
    year = next((one for one in years if one.pk == asked_year), years[0] if years else None)
    return unit, year, units, years


@for_roles(HEADS)
@require_safe
def candidate_list(request: SignedInRequest) -> HttpResponse:
    """Who has a result this year, with the reason; tick and put them on a letter."""
    unit, year, units, years = _chosen(request)
    kinds = [str(value) for value, _label in KINDS]
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else kinds[0]
    context: dict[str, Any] = {
        "unit": unit,
        "units": units,
        "year": year,
        "years": years,
        "kinds": KINDS,
        "kind": kind,
        "occasions": Occasion.choices,
        "steps": crumbs(_("Người, hộ có kết quả")),
    }
    if year is not None:
        page, lines = page_of(year.campaign, year.year, unit, kind, request.GET.get("page"))
        context |= {
            "page": page,
            "lines": lines,
            "forms": _forms(year.campaign),
            "letters": Submission.objects.filter(
                unit=unit, campaign=year.campaign, state=BatchState.DRAFT
            ),
        }
    return render(request, "awards/candidate_list.html", context)


def _forms(campaign: Campaign) -> list[AwardType]:
    """What the plan names for any occasion, the yearly forms first; else the whole catalogue."""
    found = {one.pk: one for occasion in Occasion for one in forms_for(campaign, occasion)}
    return list(found.values()) or list(AwardType.objects.all())


@for_roles(HEADS)
@require_POST
def candidate_propose(request: SignedInRequest) -> HttpResponse:
    """Put the ticked ones on a letter, a new one or one being made."""
    unit, year, _units, _years = _chosen(request)
    back = reverse("awards:candidate_list")
    return act_or_explain(
        request, lambda: _propose(request, unit, year), to=back, done=_("Đã đưa vào tờ trình.")
    )


def _propose(request: SignedInRequest, unit: Unit, year: CampaignYear | None) -> str:
    if year is None:
        raise DomainError(_("Đơn vị chưa có năm thi đua nào đang mở hoặc đã khóa."))
    award_type = AwardType.objects.filter(pk=parse_id(request.POST.get("form", "")) or 0).first()
    if award_type is None:
        raise DomainError(_("Hãy chọn hình thức khen thưởng."))
    occasion = request.POST.get("occasion", "")
    if occasion not in Occasion.values:
        raise DomainError(_("Hãy chọn dịp khen thưởng."))
    ids = [pk for one in request.POST.getlist("pick") if (pk := parse_id(one)) is not None]
    if not ids:
        raise DomainError(_("Hãy đánh dấu ít nhất một tên trong danh sách."))
    letter = Submission.objects.filter(
        pk=parse_id(request.POST.get("letter", "")) or 0, unit=unit, state=BatchState.DRAFT
    ).first() or proposals.open_submission(
        unit, year.campaign, occasion=occasion, year=year.year, actor=request.user
    )
    items = _items(ids, unit, year, award_type, occasion)
    made, refused = proposals.add_items(letter, items, actor=request.user)
    if not made:
        raise DomainError(" ".join(refused))
    if refused:
        messages.warning(request, " ".join(refused))
    return reverse("awards:letter", args=[letter.pk])


def _items(
    ids: list[int], unit: Unit, year: CampaignYear, award_type: AwardType, occasion: str
) -> list[NewItem]:
    """The ticked ones with the reason that the register knows; none for whom it knows none."""
    first = year.campaign.first_year if occasion != Occasion.ANNUAL else year.year
    reasons = reasons_of(year.campaign, year.year, unit, ids)
    return [
        NewItem(
            recipient=one,
            award_type=award_type,
            period_from=first,
            period_to=year.year,
            reason=reasons.get(one.pk, ""),
            summary=reasons.get(one.pk, ""),
        )
        for one in Unit.objects.at_or_below(unit).filter(pk__in=ids).order_by("pk")
    ]


# ------------------------------------------------------------------ letters


@for_roles(READERS)
@require_safe
def letter_list(request: SignedInRequest) -> HttpResponse:
    """The letters in sight, the newest first."""
    rows = Submission.objects.visible_to(request.user).select_related("unit", "campaign")
    query = request.GET.get("q", "").strip()
    if query:
        rows = rows.filter(unit__in=Unit.objects.matching(query))
    page = Paginator(rows.order_by("-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    counts = _counts(list(page))
    context = {
        "page": page,
        "lines": [(row, counts.get(row.pk, 0)) for row in page],
        "links": links_for(request),
        "steps": crumbs(_("Tờ trình")),
    }
    return render(request, "awards/letter_list.html", context)


def _counts(letters: list[Submission]) -> dict[int, int]:
    rows = (
        Proposal.objects.filter(submission__in=letters)
        .order_by()
        .values("submission")
        .annotate(n=Count("pk"))
    )
    return {row["submission"]: row["n"] for row in rows}


def items_of(letter: Submission) -> list[Proposal]:
    """The items in the order of the list: collectives, households, people."""
    rows = letter.proposals.for_page().select_related("submission__meeting")
    order = list(RecipientKind)
    return sorted(
        rows.prefetch_related("files", "warnings"),
        key=lambda one: (order.index(RecipientKind(one.recipient_kind)), one.pk),
    )


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.submission")
@require_safe
def letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """One letter: its list, who is on it, the village's meeting, what comes next."""
    row = visible_letter(request.user, pk)
    items = items_of(row)
    can_write = can_propose_for(request.user, row.unit) and row.state == BatchState.DRAFT
    context = {
        "row": row,
        "lines": [(one, mark_of(one.state)) for one in items],
        "share": share_of(items),
        "meeting": getattr(row, "meeting", None),
        "is_village": row.unit.type == UnitType.VILLAGE,
        "can_write": can_write,
        "send_form": SendForm() if can_write and items else None,
        "last_day": proposals.last_day_of(row) if can_write else row.last_day,
        "today": clock.today(),
        "prints": _prints(row, items),
        "steps": [
            (_("Đề nghị khen thưởng"), reverse("awards:proposal_list")),
            (_("Tờ trình"), reverse("awards:letter_list")),
            (row.unit.display_name, ""),
        ],
    }
    return render(request, "awards/letter_detail.html", context)


def _prints(row: Submission, items: list[Proposal]) -> list[tuple[str, str]]:
    if not items:
        return []
    found = [(_("Tờ trình (Mẫu số 01)"), "letter"), (_("Danh sách đề nghị"), "list")]
    if hasattr(row, "meeting"):
        found.append((_("Biên bản họp thôn"), "minutes"))
    return found


@for_roles(HEADS, scope=Scope.SUBTREE, obj="awards.submission")
@require_http_methods(["GET", "HEAD", "POST"])
def letter_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down the village's meeting and the votes on every item."""
    row = visible_letter(request.user, pk)
    if not can_propose_for(request.user, row.unit):
        raise PermissionDenied
    back = reverse("awards:letter", args=[pk])
    meeting = getattr(row, "meeting", None)
    initial = (
        {name: getattr(meeting, name) for name in MeetingForm.base_fields if name != "scan"}
        if meeting
        else {"held_on": clock.today()}
    )
    form = MeetingForm(request.POST or None, request.FILES or None, initial=initial)
    items = items_of(row)
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request, form, lambda: _meet(row, form, items, request), to=back,
            done=_("Đã ghi cuộc họp thôn."),
        )  # fmt: skip
        if answer is not None:
            return answer
    context = {
        "row": row,
        "form": form,
        "lines": [
            (
                one,
                request.POST.get(
                    f"yes-{one.pk}", "" if one.village_yes is None else one.village_yes
                ),
                request.POST.get(f"no-{one.pk}", "" if one.village_no is None else one.village_no),
            )
            for one in items
        ],
        "cancel_url": back,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "awards/meeting.html", context, status=status)


def _meet(
    row: Submission, form: MeetingForm, items: list[Proposal], request: SignedInRequest
) -> None:
    data = form.cleaned_data
    votes = {}
    for one in items:
        typed = [request.POST.get(f"{word}-{one.pk}", "").strip() for word in ("yes", "no")]
        if not any(typed):
            continue
        numbers = [int(text) if text.isdecimal() and len(text) < 6 else -1 for text in typed]
        if -1 in numbers:
            raise DomainError(
                _("%(name)s: hãy ghi số phiếu bằng chữ số ở cả hai ô.")
                % {"name": one.recipient_name}
            )
        votes[one.pk] = (numbers[0], numbers[1])
    proposals.record_meeting(
        row,
        Meeting(
            held_on=data["held_on"],
            households=data["households"],
            present=data["present"],
            chaired_by=data["chaired_by"],
            kept_by=data["kept_by"],
            minutes=data["minutes"],
            votes=votes,
            **kept(data["scan"]),
        ),
        actor=request.user,
    )


@for_roles(HEADS, scope=Scope.SUBTREE, obj="awards.submission")
@require_POST
def letter_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the letter; items that cannot go are named and stay with the unit."""
    row = visible_letter(request.user, pk)
    if not can_propose_for(request.user, row.unit):
        raise PermissionDenied
    back = reverse("awards:letter", args=[pk])
    form = SendForm(request.POST)
    if not form.is_valid():
        return asked(request, form, _("Gửi tờ trình"), _("Gửi"), back)

    def act() -> None:
        refused = proposals.send(
            row, actor=request.user, late_reason=form.cleaned_data["late_reason"]
        )
        if refused:
            messages.warning(
                request,
                _("Chưa gửi được, đã chuyển sang tờ trình mới: %(names)s")
                % {"names": " ".join(str(one) for one in refused)},
            )

    return act_or_explain(request, act, to=back, done=_("Đã gửi tờ trình."))


@for_roles(HEADS, scope=Scope.SUBTREE, obj="awards.proposal")
@require_POST
def item_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an item off a letter that was not sent."""
    row = visible_proposal(request.user, pk)
    if not can_propose_for(request.user, row.submission.unit):
        raise PermissionDenied
    return act_or_explain(
        request,
        lambda: proposals.remove_item(row, actor=request.user),
        to=reverse("awards:letter", args=[row.submission_id]),
        done=_("Đã bỏ khỏi tờ trình."),
    )


@for_roles(READERS, scope=Scope.SUBTREE, obj="awards.submission")
@require_safe
def letter_print(request: SignedInRequest, pk: int, paper: str, extension: str) -> HttpResponse:
    """A paper of the letter as PDF or DOCX."""
    row = visible_letter(request.user, pk)
    items = items_of(row)
    if not items:
        raise Http404
    if not reads_files(request.user, items[0]):
        raise PermissionDenied
    sent = [one for one in items if one.state != State.WITHDRAWN]
    if paper == "letter":
        return produced(letter_paper(row, sent), extension)
    if paper == "list":
        return produced(list_paper(row, sent), extension)
    if paper == "minutes" and hasattr(row, "meeting"):
        return produced(village_paper(row, items), extension)
    raise Http404
