"""A year is played through every address that writes: each changed row has an event (U1)."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.services import issue_letter
from assessments.models import (
    Answer,
    Assessment,
    Evidence,
    RecheckItem,
    ReturnPhrase,
    ScoreSheet,
    Substitution,
)
from assessments.selectors.result_lists import list_print
from awards.models import Decision, HonoursYear, Printer
from campaigns.models import (
    CampaignYear,
    Finding,
    Inspection,
    Participation,
    ProblemReport,
    TaskEvidence,
)
from core import clock, jobs
from core.models import AuditEvent
from core.numbers import format_date
from criteria.models import Criterion, PassRule
from documents.models import IssuedPaper
from documents.renderers.pdf import render_pdf
from imports.models import Import
from notices.models import Mailing
from notices.services.outbox import mark_of
from recognitions.models import Recognition
from reports.models import AnnualReport, Bundle
from reports.papers.passages import passages
from reports.services import life
from tests.architecture.awards_played import awards as play_awards
from tests.architecture.matrix import captures_of, product_endpoints
from tests.builders import awards, campaigns, people, units
from tests.builders.assessments import NaRi, answered, begun, na_ri
from tests.builders.papers import frozen
from tests.builders.recognitions import title
from tests.documents.papers import report
from tests.imports.files import as_upload, households
from tests.ledger import Ledger, business_models
from tests.org import Org
from tests.pictures import png
from tests.sending import send
from units.enums import Role, UnitType
from units.models import Deputy, Membership, Unit
from units.services.people import join_clan

pytestmark = pytest.mark.django_db
# Addresses that take a POST and change nothing of the business.
WRITES_NOTHING = {
    "accounts:sign_out": "ends a session",
    "accounts:open_letter": "puts the typed code into the session",
    "units:verify_trail": "reads the trail; the wish is a job",
    "notices:open": "one's own inbox",
    "notices:read_all": "one's own inbox",
    "reports:outline_preview": "shows what the typed outline makes of the figures",
    "assessments:village_grid_preview": "reads what was typed, writes nothing",
    "assessments:results_grid_preview": "reads what was typed, writes nothing",
}
OUTLINE = "# Kết quả\n[[tinh_hinh_nop]]\n[[tieu_chi]]\n[[chi_tieu]]"


@dataclass
class Player:
    """Acts through the pages as people do, each under the ledger's eye."""

    na: NaRi
    ledger: Ledger

    @property
    def org(self) -> Org:
        """The drawing."""
        return self.na.org

    def post(
        self,
        who: User | None,
        name: str,
        /,
        *args: Any,
        query: str = "",
        **data: Any,
    ) -> Any:
        """Send one form; the page must not answer that something was typed wrong."""
        client = Client()
        if who is not None:
            client.force_login(who)
        with self.ledger.act(name):
            answer = send(client, reverse(name, args=args) + query, **data)
        assert answer.status_code in {200, 302}, (name, answer.status_code, answer.content[:3000])
        return answer

    def line(self, who: User, name: str, part: Participation, prefix: str, **data: str) -> None:
        """Save one line of a form."""
        typed = {f"{prefix}-{key}": value for key, value in data.items()}
        self.post(who, name, part.pk, int(prefix[1:]), **typed)

    def act(self, who: User, record: Assessment, action: str, **data: Any) -> None:
        """One act of the workflow, with the version that stands now."""
        version = Assessment.objects.values_list("version", flat=True).get(pk=record.pk)
        self.post(who, "assessments:act", record.pk, action, version=version, **data)


@pytest.fixture
def player(org: Org) -> Player:
    """Na Rì with its year planned, on 20/11/2026."""
    return Player(na_ri(org, state="planned"), Ledger())


def test_a_year_played_through_every_page_leaves_no_change_untold(player: Player) -> None:
    set_up(player)
    village(player)
    review_desk(player)
    own_form(player)
    titles_and_problems(player)
    reminders(player)
    papers(player)
    closing(player)
    accounts(player)
    the_tree(player)
    lists_from_excel(player)
    play_awards(player)
    register_of_awards(player)

    assert player.ledger.faults == []
    assert set(player.ledger.done) | set(WRITES_NOTHING) == addresses_that_take_forms()


def set_up(player: Player) -> None:
    """Lan opens the year; Minh sets days, targets, tasks and who takes part."""
    org, na = player.org, player.na
    measure = campaigns.target(na.campaign, "1.2-a", 70)
    task = campaigns.task(na.campaign, "NR-2.1-a", "Tuyên truyền")
    here = (na.campaign.slug, 2026)
    player.post(org.lan, "campaigns:year_open", *here)
    na.year.refresh_from_db()
    units.village("Khuổi Tà", org.na_ri, 3)
    player.post(org.lan, "campaigns:campaign_rules", na.campaign.slug, objection_days="7")
    player.post(org.minh, "campaigns:participants_add", *here)
    new = Participation.objects.get(unit__name="Khuổi Tà")
    player.post(org.minh, "campaigns:participant_exclude", *here, new.pk, reason="Sắp sáp nhập.")
    player.post(org.minh, "campaigns:participant_include", *here, new.pk)
    player.post(org.minh, "campaigns:yearly_targets", *here, **{f"measure_{measure.pk}": "60"})
    player.post(org.minh, "campaigns:task_follow", *here, task.pk, state="ongoing", note="Xong 1.")
    file = SimpleUploadedFile("kế hoạch.png", png())
    player.post(org.minh, "campaigns:task_evidence_add", *here, task.pk, file=file)
    player.post(org.minh, "campaigns:task_evidence_remove", *here, TaskEvidence.objects.get().pk)
    player.post(org.minh, "campaigns:decide_item", *here, "council", note="Lập trong tháng 12.")
    inspections(player)
    player.post(
        org.minh, "campaigns:duty_day", na.campaign.slug, na.agency_duty.pk, day="29", month="11"
    )
    player.post(
        org.minh, "assessments:last_day", na.participation(org.na_lac).pk,
        day="28/11/2026", reason="Lũ quét.",
    )  # fmt: skip


def inspections(player: Player) -> None:
    """Minh plans a visit to Bản Pò, notes that it took place, what was found and mended."""
    org, here = player.org, (player.na.campaign.slug, 2026)
    plan = {
        "subject": "Kiểm tra tủ sách", "planned_on": "18/11/2026", "members": "Minh, Hoa",
        "units": str(org.ban_po.pk),
    }  # fmt: skip
    player.post(org.minh, "campaigns:inspection_new", *here, **plan)
    row = Inspection.objects.get()
    player.post(
        org.minh, "campaigns:inspection_change", *here, row.pk, done_on="18/11/2026", **plan
    )
    player.post(
        org.minh, "campaigns:finding_new", *here, row.pk, unit=org.ban_po.pk,
        text="Thiếu sổ mượn.", request="Lập sổ.", due_on="30/11/2026",
    )  # fmt: skip
    player.post(
        org.minh, "campaigns:finding_resolve", *here, Finding.objects.get().pk,
        on="20/11/2026", resolution="Đã lập sổ.",
    )  # fmt: skip


def answered_last_year(na: NaRi, criterion: Criterion) -> None:
    """Bản Pò answered one criterion in the year before, so that there is something to carry."""
    before = CampaignYear.objects.create(campaign=na.campaign, year=2025, state="closed")
    record = Assessment.objects.create(
        campaign_year=before, unit=na.org.ban_po, group=na.villages, status="final"
    )
    Answer.objects.create(assessment=record, criterion=criterion, self_value="partly")


def village(player: Player) -> None:
    """Páo fills and submits; Minh reviews, returns, approves; Páo objects."""
    org, na = player.org, player.na
    part = na.participation(org.ban_po)
    first, second = na.criterion("NR-1.4-a"), na.criterion("NR-1.4-b")
    households = na.line("households")
    answered_last_year(na, second)
    player.post(org.pao, "assessments:carry", part.pk)
    player.line(
        org.pao, "assessments:save_criterion", part, f"c{first.pk}", value="met", version="0"
    )
    player.line(
        org.pao, "assessments:save_figure", part, f"f{households.pk}", value="98", version="0"
    )
    player.post(
        org.pao, "assessments:form", part.pk, section="s0",
        **{f"c{second.pk}-value": "not_met", f"c{second.pk}-version": "1"},
    )  # fmt: skip
    file = SimpleUploadedFile("ảnh.png", png())
    player.post(org.pao, "assessments:evidence_add", part.pk, first.pk, file=file)
    player.post(org.pao, "assessments:evidence_remove", Evidence.objects.get().pk)
    record = answered(Assessment.objects.get(unit=org.ban_po, campaign_year=na.year), org.pao)
    hand_in: dict[str, Any] = {"version": record.version}
    player.post(org.pao, "assessments:submit", part.pk, **hand_in)
    player.act(org.pao, record, "withdraw")
    hand_in["version"] += 2
    player.post(org.pao, "assessments:submit", part.pk, **hand_in)
    player.act(org.minh, record, "start-review")
    seen = Answer.objects.get(assessment=record, criterion=first).version
    decided = {"value": "partly", "reason": "Thiếu ảnh.", "version": str(seen)}
    prefix = f"c{first.pk}"
    player.post(
        org.minh, "assessments:decide_criterion", record.pk, first.pk,
        **{f"{prefix}-{key}": value for key, value in decided.items()},
    )  # fmt: skip
    figure = record.figures.get(indicator=households)
    player.post(
        org.minh, "assessments:correct_figure", record.pk, households.pk,
        **{
            f"f{households.pk}-value": "97",
            f"f{households.pk}-reason": "Một hộ đã chuyển.",
            f"f{households.pk}-version": str(figure.version),
        },
    )  # fmt: skip
    other = Answer.objects.get(assessment=record, criterion=second)
    player.post(
        org.minh, "assessments:review", record.pk,
        **{f"c{second.pk}-value": other.self_value, f"c{second.pk}-version": str(other.version)},
    )  # fmt: skip
    player.act(org.minh, record, "return", item=second.code, **{f"item-{second.code}": "Ghi rõ."})
    hand_in["version"] = Assessment.objects.get(pk=record.pk).version
    player.post(org.pao, "assessments:submit", part.pk, **hand_in)
    player.act(org.minh, record, "start-review")
    player.act(org.minh, record, "approve")
    player.act(org.pao, record, "object", note="Thôn có đủ ảnh.")
    player.act(org.minh, record, "approve")
    player.act(org.minh, record, "review-again", note="Xem lại.")
    player.act(org.minh, record, "approve")
    other_village = na.participation(org.na_lac)
    waiting = answered(begun(na, org.na_lac, org.sam), org.sam)
    player.post(org.sam, "assessments:submit", other_village.pk, version=waiting.version)
    player.act(org.minh, waiting, "start-review")
    player.act(org.minh, waiting, "stop-review")


def review_desk(player: Player) -> None:
    """Sentences, limits, a stand-in, a sample with its result, and an approval from the desk."""
    org, na = player.org, player.na
    here, office = (na.campaign.slug, 2026), org.na_ri.pk
    player.post(org.minh, "assessments:add_phrase", office, suggested="1")
    phrase = ReturnPhrase.objects.earliest("pk")
    player.post(org.minh, "assessments:change_phrase", phrase.pk, text="Đề nghị chụp lại ảnh.")
    player.post(org.minh, "assessments:change_phrase", phrase.pk, retire="1")
    group = na.villages.pk
    player.post(
        org.lan, "assessments:limits", *here, jump_percent="40", jump_minimum="5",
        text_length="30", all_met_from="9", source="Hướng dẫn của xã", **{f"chain-{group}": ""},
    )  # fmt: skip
    player.post(
        org.lan, "assessments:name_substitute", office, absent=org.minh.pk, stand_in=org.thuy.pk,
        from_on="20/11/2026", to_on="30/11/2026", reason="Đi tập huấn.",
    )  # fmt: skip
    player.post(org.lan, "assessments:end_substitute", Substitution.objects.get().pk)
    player.post(org.minh, "assessments:rechecks", *here, kind="villages", size="1", seed="2026")
    item = RecheckItem.objects.get()
    player.post(
        org.minh, "assessments:recheck_enter", item.sample_id, item.pk, found=str(item.claimed),
        checked_on="20/11/2026", version="0",
    )  # fmt: skip
    waiting = Assessment.objects.get(unit=org.na_lac, campaign_year=na.year)
    player.post(org.hoa, "assessments:approve_chosen", item=f"{waiting.pk}:{waiting.version}")
    waiting.refresh_from_db()
    assert waiting.status == "reviewed"


def own_form(player: Player) -> None:
    """Minh enters the commune's form, Lan submits it and records the province's word."""
    org, na = player.org, player.na
    record = answered(begun(na, org.na_ri, org.minh), org.minh)
    part = na.participation(org.na_ri)
    player.post(org.lan, "assessments:submit", part.pk, version=record.version)
    player.act(
        org.lan, record, "record-outside", number="12/QĐ-UBND", date="19/11/2026",
        file=SimpleUploadedFile("quyết định.png", png()),
    )  # fmt: skip


def titles_and_problems(player: Player) -> None:
    """Households, titles, and what a head has to say."""
    org, na = player.org, player.na
    here = (na.campaign.slug, 2026)
    home = units.household(org.ban_po, "Hoàng Văn Páo")
    player.post(
        org.pao, "assessments:results", *here, query=f"?unit={org.ban_po.pk}&type=household",
        **{
            f"u{home.pk}-seen": "-",
            f"u{home.pk}-registered": "on",
            f"u{home.pk}-result": "achieved",
        },
    )  # fmt: skip
    player.post(
        org.pao, "assessments:results_grid_save", *here, query=f"?unit={org.ban_po.pk}",
        cells=json.dumps([{"row": home.pk, "column": "note", "text": "Hộ gương mẫu."}]),
    )  # fmt: skip
    column = f"c{na.criterion('NR-1.4-a').pk}"
    new = Unit.objects.get(name="Khuổi Tà")
    player.post(
        org.minh, "assessments:village_grid_save", *here,
        cells=json.dumps([{"row": new.pk, "column": column, "text": "Đạt"}]),
        channel="phone", paper_on="19/11/2026",
    )  # fmt: skip
    title("FAMILY")
    chosen = f"?title=FAMILY&holder={home.pk}"
    player.post(org.minh, "recognitions:recognition_consider", query=chosen, year="2026")
    player.post(
        org.minh, "recognitions:recognition_grant", query=chosen, year="2026", number="45/QĐ-UBND",
        decided_on="18/11/2026", decided_by="Chủ tịch UBND xã Na Rì",
        scan=SimpleUploadedFile("45.png", png()),
    )  # fmt: skip
    row = Recognition.objects.get()
    player.post(
        org.minh, "recognitions:recognition_revoke", row.pk, reason="Ghi nhầm.", version=row.version
    )
    player.post(
        org.minh, "assessments:title_decide", *here, query="?title=FAMILY", number="46/QĐ-UBND",
        decided_on="19/11/2026", decided_by="Chủ tịch UBND xã Na Rì", seen=list_print([home.pk]),
    )  # fmt: skip
    rules_and_points(player)
    player.post(org.pao, "campaigns:problem_new", *here, unit=org.ban_po.pk, text="Thiếu sách.")
    problem = ProblemReport.objects.get()
    player.post(org.minh, "campaigns:problem_answer", *here, problem.pk, answer="Đã xin tỉnh.")


def rules_and_points(player: Player) -> None:
    """Lan sets a rule and ends it; Ngọc scores the school, Minh reviews it, Lan decides."""
    org, na = player.org, player.na
    slug = na.campaign.slug
    player.post(
        org.lan, "campaigns:pass_rule_add", slug, query=f"?group={na.villages.pk}",
        label="Đạt", is_pass="yes", position="1", needs_all="on", valid_from="01/01/2026",
    )  # fmt: skip
    rule = PassRule.objects.get()
    player.post(
        org.lan, "campaigns:pass_rule_end", slug, query=f"?rule={rule.pk}",
        last_day="19/11/2026", reason="Đặt quy tắc mới.",
    )  # fmt: skip
    points = campaigns.criteria_set(
        "tt-22", kind="official", scoring_mode="points", title=title("UNIT")
    )
    line = campaigns.criterion(points, "22-1", "Điều kiện", kind="scored", max_points=100)
    player.post(
        org.ngoc, "assessments:score_sheets", slug, 2026, unit=org.school.pk, criteria_set=points.pk
    )
    sheet = ScoreSheet.objects.get()
    own, final = f"c{line.pk}-own", f"c{line.pk}-final"
    player.post(org.ngoc, "assessments:score_sheet", sheet.pk, version="0", **{own: "85"})
    player.post(org.ngoc, "assessments:score_act", sheet.pk, "hand-in", version="1")
    player.post(org.minh, "assessments:score_act", sheet.pk, "approve", version="2")
    player.post(org.lan, "assessments:score_sheet", sheet.pk, version="3", **{final: ""})


def reminders(player: Player) -> None:
    """Minh sets the days, prepares today's reminders, edits one, sends; an e-mail fails; again."""
    org, na = player.org, player.na
    here = (na.campaign.slug, 2026)
    player.post(org.minh, "campaigns:campaign_reminders", na.campaign.slug, days="7, 1")
    player.post(org.minh, "assessments:prepare_reminders", *here)
    mailing = Mailing.objects.get()
    message = mailing.messages.earliest("pk")
    words = {"subject": "Phiếu", "body": "Mời nộp.", "seen": mark_of(message)}
    player.post(org.minh, "notices:message", message.pk, **words)
    player.post(org.minh, "notices:mailing", mailing.pk, foreword="Văn phòng nhắc.")
    count = mailing.messages.count()
    player.post(org.minh, "notices:mailing_send", mailing.pk, count=count)
    mailing.messages.filter(pk=message.pk).update(state="not_sent")
    player.post(org.minh, "notices:mail_again", mailing.pk)
    User.objects.filter(pk=message.recipient_id).update(email="ai@example.vn")
    with player.ledger.act("notices:mail_again"):
        jobs.run_all_due()
    clock.set_business_day(dt.date(2026, 11, 21))
    player.post(org.minh, "assessments:prepare_reminders", *here)
    player.post(org.minh, "notices:mailing_drop", Mailing.objects.latest("pk").pk)
    clock.set_business_day(dt.date(2026, 11, 20))


def papers(player: Player) -> None:
    """Lan has the commune's report built, by the job, and freezes it."""
    org, na = player.org, player.na
    player.post(org.lan, "reports:build", na.year.pk, org.na_ri.pk)
    with player.ledger.act("reports:build"):
        jobs.run_all_due()
    built = AnnualReport.objects.get(unit=org.na_ri)
    [key, *_more] = [one.key for one in passages(life.written(built).blocks)]
    player.post(org.minh, "reports:passage", built.pk, key, text="<p>Xã báo cáo.</p>", version="0")
    with player.ledger.act("reports:passage"):
        jobs.run_all_due()
    player.post(org.minh, "reports:drop_passage", built.pk, key)
    with player.ledger.act("reports:drop_passage"):
        jobs.run_all_due()
    built.refresh_from_db()
    player.post(org.minh, "reports:check", built.pk, seen=life.content_hash(life.fetch(built.pk)))
    player.post(
        org.lan, "reports:freeze", built.pk, figures_hash=built.figures_hash, unwritten_seen="1"
    )
    player.post(org.lan, "reports:outline", na.campaign.slug, seen=0, text=OUTLINE)
    issuing_papers(player)
    player.post(org.minh, "reports:bundle_new", na.year.pk, org.na_ri.pk, "papers")
    player.post(org.minh, "reports:bundle_cancel", Bundle.objects.get().pk)
    player.post(org.minh, "reports:bundle_new", na.year.pk, org.na_ri.pk, "handover")
    with player.ledger.act("reports:bundle_new"):
        jobs.run_all_due()


def issuing_papers(player: Player) -> None:
    """Thủy numbers, keeps and sends two papers; Tuyết takes one and returns the other."""
    org = player.org
    player.post(
        org.thuy, "documents:books", org.na_ri.pk,
        body="UBND", kind="", year="2026", started_after="125",
    )  # fmt: skip
    player.post(
        org.lan, "documents:signatories", org.na_ri.pk,
        name="Triệu Văn Dũng", lines="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", from_on="01/01/2026",
    )  # fmt: skip
    named = org.na_ri.signatories.get(name="Triệu Văn Dũng")
    player.post(
        org.lan, "documents:signatory", named.pk,
        name="Triệu Văn Dũng", lines="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", from_on="01/01/2026",
        to_on="31/12/2026",
    )  # fmt: skip
    today = format_date(clock.today())
    for key, answer in (("1", "documents:receive"), ("2", "documents:return")):
        paper = frozen(org.na_ri, key, by=org.lan, recipient=org.thai_nguyen)
        player.post(org.dung, "documents:record_signing", paper.pk, signed_on=today)
        player.post(org.thuy, "documents:number", paper.pk, dated=today)
        with player.ledger.act("documents:number"):
            jobs.run_all_due()
        copy = SimpleUploadedFile("ky.pdf", render_pdf(report()), content_type="application/pdf")
        player.post(org.thuy, "documents:upload_signed", paper.pk, file=copy)
        player.post(org.thuy, "documents:send", paper.pk)
        player.post(org.tuyet, answer, paper.pk, note="Thiếu biểu số 3.")
    paper = IssuedPaper.objects.get(state="returned")
    wrong = {"place": "mục I", "wrong": "98 hộ", "right": "99 hộ"}
    player.post(org.lan, "documents:correct", paper.pk, reason="Nhầm số.", **wrong)
    player.post(org.lan, "documents:recall", paper.pk, reason="Sai mẫu.")
    letter = IssuedPaper.objects.get(purpose="recall")
    player.post(org.thuy, "documents:number", letter.pk, dated=today)
    with player.ledger.act("documents:number"):
        jobs.run_all_due()


def register_of_awards(player: Player) -> None:
    """Thủy enters a decision, numbers, prints and replaces; Lan tells of it and takes one back."""
    org = player.org
    form = awards.form()
    typed = {
        "award_type": form.pk,
        "number": "145/QĐ-UBND",
        "decided_on": "20/11/2026",
        "issuer": "Chủ tịch UBND xã Na Rì",
        "period_from": "2026",
        "period_to": "2026",
        "is_own": "on",
    }
    chosen = f"?recipient={org.ban_po.pk}"
    player.post(org.thuy, "awards:decision_new", query=chosen, **typed)
    made = Decision.objects.latest("pk")
    award = made.awards.get()
    player.post(org.thuy, "awards:decision_number", made.pk)
    player.post(org.thuy, "awards:decision_print", made.pk)
    with player.ledger.act("awards:decision_print"):
        jobs.run_all_due()
    size = {"width": "297", "height": "210", "shift_y": "0"}
    player.post(org.thuy, "awards:printer_new", org.na_ri.pk, name="Máy 1", shift_x="0", **size)
    printer = Printer.objects.get()
    player.post(org.thuy, "awards:printer_edit", printer.pk, name="Máy 1", shift_x="2", **size)
    player.post(org.thuy, "awards:printer_remove", printer.pk)
    sheet = award.certificates.get()
    player.post(
        org.thuy, "awards:certificate_reissue", sheet.pk, reason="Rách", version=sheet.version
    )
    player.post(org.lan, "awards:decision_names", made.pk, agrees=str(org.ban_po.pk))
    player.post(org.lan, "awards:honours_list", year="2026")
    player.post(org.lan, "awards:honours_close", HonoursYear.objects.get().pk)
    award.refresh_from_db()
    player.post(
        org.lan,
        "awards:award_revoke",
        award.pk,
        number="160/QĐ-UBND",
        decided_on="20/11/2026",
        issuer="Chủ tịch UBND xã Na Rì",
        reason="Kê khai không đúng",
        version=award.version,
    )


def lists_from_excel(player: Player) -> None:
    """Minh brings households in, one list in an old font, takes one back and puts one aside."""
    org = player.org
    start = ("imports:start", "households", org.na_ri.pk)
    for content in (
        households(("Nà Lạc", "Lường Văn Chài", "", 1980)),
        households(("Nà Lạc", "Lường Văn Chài", "", 1980, "", "0912345678"), ("Lạ", "Bé")),
        households(("Nà Lạc", "NguyÔn ThÞ Lan")),
    ):
        player.post(org.minh, *start, file=as_upload(content))
        with player.ledger.act("imports:start"):
            jobs.run_all_due()
    first, second, old = Import.objects.order_by("pk")
    for row, mode in ((first, "all"), (second, "good")):
        row.refresh_from_db()
        player.post(org.minh, "imports:commit", row.pk, mode=mode, seen=row.version)
        with player.ledger.act("imports:commit"):
            jobs.run_all_due()
        player.post(org.minh, "imports:undo", row.pk)
        with player.ledger.act("imports:undo"):
            jobs.run_all_due()
    player.post(org.minh, "imports:font", old.pk, convert="yes")
    with player.ledger.act("imports:font"):
        jobs.run_all_due()
    player.post(org.minh, "imports:refuse", old.pk)


def closing(player: Player) -> None:
    """The year is closed, one row opened and made final again, the year opened once more."""
    org, na = player.org, player.na
    here = (na.campaign.slug, 2026)
    player.post(org.lan, "assessments:close_year", *here)
    record = Assessment.objects.get(unit=org.ban_po, campaign_year=na.year)
    player.act(org.lan, record, "reopen", note="Kết luận thanh tra.")
    player.act(org.minh, record, "approve")
    player.act(
        org.lan, record, "finalise", **{"final-NR-1.4-a": "met", "final-NR-1.4-a-reason": "Có ảnh."}
    )
    player.post(org.lan, "assessments:reopen_year", *here, note="Hai thôn chưa nộp.")


def accounts(player: Player) -> None:
    """Quản opens an account, gives and ends roles; its owner comes in by a letter."""
    org = player.org
    player.post(
        org.quan,
        "units:new_person",
        full_name="Bế Thị Xuân",
        username="be.xuan",
        phone="0912345678",
    )
    xuan = User.objects.get(username="be.xuan")
    player.post(
        org.quan, "units:edit_person", xuan.pk, full_name="Bế Thị Xuân A", phone="0912345679"
    )
    query = f"?unit={org.na_lac.pk}"
    player.post(
        org.quan, "units:grant_role", xuan.pk, query=query, role="editor", from_on="01/11/2026"
    )
    row = Membership.objects.get(user=xuan)
    player.post(org.quan, "units:end_role", row.pk, to_on="30/11/2026")
    player.post(org.quan, "units:withdraw_role", row.pk, reason="Giao nhầm.")
    player.post(org.quan, "units:set_person_active", xuan.pk, active="0")
    player.post(org.quan, "units:set_person_active", xuan.pk, active="1")
    player.post(org.quan, "units:issue_letter", xuan.pk)
    player.post(org.quan, "units:withdraw_letter", xuan.pk, reason="Thư thất lạc.")
    player.post(org.quan, "units:issue_letter", xuan.pk)
    player.post(org.quan, "units:lost_phone", xuan.pk)
    deputies_and_letters(player)
    _letter, code = issue_letter(User.objects.get(pk=xuan.pk), actor=org.quan)
    client = Client()
    client.post(reverse("accounts:open_letter"), {"code": code})
    password = "năm từ liền nhau thôi"
    with player.ledger.act("accounts:use_letter"):
        send(client, reverse("accounts:use_letter"), password=password, repeated=password)
    new = "một câu khác dễ nhớ"
    with player.ledger.act("accounts:change_password"):
        answer = send(
            client, reverse("accounts:change_password"),
            old_password=password, password=new, repeated=new,
        )  # fmt: skip
        assert answer.status_code == 302
    with player.ledger.act("accounts:sign_in", writes=False):
        Client().post(reverse("accounts:sign_in"), {"name": "be.xuan", "password": new})
    assert AuditEvent.objects.filter(action="accounts.signed_in", actor_id=xuan.pk).exists()


def deputies_and_letters(player: Player) -> None:
    """Páo names a deputy, gives another letter, ends it; Minh prints for all villages."""
    org = player.org
    days = {"from_on": "20/11/2026", "to_on": "31/12/2026"}
    player.post(
        org.pao, "units:name_deputy", org.ban_po.pk,
        full_name="Triệu Thị Mận", phone="0912345670", title="Phó thôn", role="head", **days,
    )  # fmt: skip
    deputy = Deputy.objects.get(user__full_name="Triệu Thị Mận")
    player.post(org.pao, "units:deputy_letter", deputy.pk)
    player.post(org.pao, "units:end_deputy", deputy.pk, reason="Páo đã về.")
    player.post(org.minh, "units:letters", org.na_ri.pk, pick=str(org.sam.pk))


def the_tree(player: Player) -> None:
    """Minh adds, mends, merges, divides and closes; Páo enters a household and its people."""
    org = player.org
    basis = {"on": "20/11/2026", "legal_basis": "Nghị quyết số 12/NQ-HĐND"}
    named = {"kind_word": "thôn"}
    player.post(
        org.minh, "units:new_units", org.na_ri.pk,
        type="village", names="Cốc A\nCốc B\nCốc C", step="save", **named,
    )  # fmt: skip
    first, second, third = Unit.objects.filter(name__startswith="Cốc").order_by("pk")
    player.post(org.minh, "units:rename_unit", first.pk, name="Cốc Mới", **named, **basis)
    player.post(org.minh, "units:correct_unit", first.pk, name="Cốc Một", code="", **named)
    player.post(
        org.quan, "units:move_unit", third.pk, query=f"?parent={org.son_hong.pk}", **basis
    )  # fmt: skip
    player.post(
        org.minh, "units:merge_unit", first.pk,
        others=[str(second.pk)], into=str(first.pk), step="save", **basis,
    )  # fmt: skip
    player.post(
        org.minh, "units:split_unit", first.pk, names="Cốc Nọi", step="save", **named, **basis
    )  # fmt: skip
    part = Unit.objects.get(name="Cốc Nọi")
    last = {"last_day": "20/11/2026", "legal_basis": basis["legal_basis"]}
    player.post(org.minh, "units:close_unit", part.pk, **last)
    player.post(org.minh, "units:reopen_unit", part.pk, reason="Đóng nhầm.")
    head = people.someone("to.mot", "Lý Văn Một", first, Role.HEAD)
    player.post(head, "units:new_households", first.pk, names="Lý Văn Hai; 1970", step="save")
    house = Unit.objects.get(name="Lý Văn Hai")
    person = {"full_name": "Lý Thị Ba", "birth_year": "1972", "sex": "1", "from_on": ""}
    player.post(head, "units:new_member", house.pk, **person)
    member = house.members.get(is_head=False)
    player.post(head, "units:edit_member", member.pk, **{**person, "birth_year": "1973"})
    player.post(head, "units:make_head", member.pk, on="20/11/2026")
    player.post(head, "units:new_individuals", house.parent_id, person=str(member.person_id))
    player.post(head, "units:end_member", member.pk, why="moved", last_day="20/11/2026")


def addresses_that_take_forms() -> set[str]:
    """Every address that does not answer a form with 405, asked by somebody whom all let in."""
    root = User.objects.create_superuser("goc", people.PASSWORD, full_name="Gốc")
    dummies = {
        "slug": "khong-co",
        "code": "khong-co",
        "action": "withdraw",
        "score_act": "approve",
        "form": "pdf",
        "which": "frozen",
        "paper": "list",
        "extension": "pdf",
        "key": "0" * 16,
        "kind": "handover",
    }
    found = set()
    for one in product_endpoints():
        client = Client(raise_request_exception=False)
        client.force_login(root)
        names = {key: dummies.get(key, 99_999_999) for key in captures_of(one)}
        if client.post(reverse(one.name, kwargs=names)).status_code != 405:
            found.add(one.name)
    return found


# ---------------------------------------------------------------- beyond the pages


def test_the_schedulers_mornings_are_told(player: Player) -> None:
    """On 26/11 the villages' day is over: drafts are wished for and lateness is noted."""
    na, org = player.na, player.org
    player.post(org.lan, "campaigns:year_open", na.campaign.slug, 2026)
    na.year.refresh_from_db()
    answered(begun(na, org.ban_po, org.pao), org.pao)
    clock.set_business_day(dt.date(2026, 11, 26))

    with player.ledger.act("tick"):
        jobs.tick()
        jobs.run_all_due()

    assert player.ledger.faults == []


def test_what_only_imports_and_commands_write_is_told(player: Player) -> None:
    org = player.org
    clan = units.unit(UnitType.CLAN, "Hoàng", org.na_ri)
    home = units.household(org.ban_po, "Hoàng Văn An")

    with player.ledger.act("a clan's households"):
        join_clan(clan, [home], actor=org.minh.as_actor)

    assert player.ledger.faults == []


def test_the_ledger_sees_what_signals_would_miss(player: Player) -> None:
    org = player.org
    player.ledger.faults.clear()

    with player.ledger.act("bulk"):
        Unit.objects.filter(pk=org.ban_po.pk).update(note="sửa lén")
    with player.ledger.act("nothing"):
        pass

    assert player.ledger.faults == [
        "bulk: ['units.unit'] changed and left no event at all",
        "nothing: changed nothing, so it was not played",
    ]
    assert len(business_models()) > 40
