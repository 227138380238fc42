"""Papers made by the builders, as Na Rì would issue them, and with hostile names and numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from documents.paper import Align, Column, DraftDate, Paper, Paragraph, Signer, Table
from documents.papers import decisions, letters, minutes, slips, submissions
from documents.papers.common import (
    Frame,
    Nominee,
    NomineeKind,
    Written,
    by_order_signer,
    chair_signer,
    committee,
    committee_signer,
    council,
    council_signer,
    village,
)
from tests.documents.papers import LONG_NAME, SENTENCE

UNIT = "xã Na Rì"
MERIT = "thành tích xuất sắc trong Phong trào thi đua xây dựng xã hội học tập năm 2026"
BASES = (
    "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
    "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ",
    "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội",
)
NA_RI = committee(UNIT, "Na Rì")
CHAIR = chair_signer("Nông Văn Thắng")
DEPUTY = committee_signer("Nông Thị Tuyên", is_deputy=True)
COLLECTIVE, HOUSEHOLD, INDIVIDUAL = NomineeKind


def frame(*signers: Signer, issuer: object = None, number: int | None = 412) -> Frame:
    """An issued paper of Na Rì."""
    return Frame(
        issuer=issuer or NA_RI,  # type: ignore[arg-type]
        dated=date(2026, 12, 4),
        signers=signers,
        recipients=("TT Đảng ủy, TT HĐND xã",),
        number=number,
        draft=False,
    )


def nominees(households: int = 3) -> tuple[Nominee, ...]:
    """A village, some households and a teacher."""
    return (
        Nominee(COLLECTIVE, "Thôn Bản Pò", "Xã Na Rì", "Giấy khen", "Ba năm", prize=1518000),
        *(
            Nominee(HOUSEHOLD, f"Hộ ông Hoàng Văn Páo {n}", "Thôn Bản Pò", "Giấy khen",
                    "Gia đình học tập ba năm liên tục", "12/QĐ-UBND, 05/02/2025", "9/9",
                    prize=1138500)
            for n in range(1, households + 1)
        ),
        Nominee(INDIVIDUAL, "Bà Lường Thị Hòa", "Giáo viên, Trường Tiểu học Yến Lạc", "Giấy khen",
                "Dạy lớp xóa mù chữ", votes="8/9", prize=759000),
    )  # fmt: skip


def award(of: tuple[Nominee, ...] | None = None, given: Frame | None = None) -> Paper:
    """The chair awards Giấy khen."""
    says = decisions.AwardDecision(
        unit=UNIT,
        form="Giấy khen",
        merit=MERIT,
        legal_basis=BASES,
        nominees=nominees() if of is None else of,
        carried_out_by=("Trưởng phòng Văn hóa - Xã hội",),
    )
    return decisions.award_decision(given or frame(CHAIR), says)


def recognition(households: int = 3) -> Paper:
    """Households recognised as Gia đình học tập."""
    says = decisions.RecognitionDecision(UNIT, "Gia đình học tập", 2026, BASES,
                                         nominees(households)[1:-1])  # fmt: skip
    return decisions.recognition_decision(frame(CHAIR), says)


def submission() -> Paper:
    """To the chair of the province."""
    says = submissions.Submission(
        addressees=("Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên (qua Sở Nội vụ)",),
        form="Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
        merit=MERIT,
        legal_basis=BASES[:2],
        nominees=nominees(),
    )
    return submissions.submission(frame(DEPUTY), says)


def nomination_list(of: tuple[Nominee, ...] | None = None) -> Paper:
    """The list that goes with it."""
    says = submissions.Nominations(
        "Phong trào thi đua xây dựng xã hội học tập năm 2026",
        "(Kèm theo Tờ trình số 126/TTr-UBND ngày 04 tháng 12 năm 2026 "
        "của Ủy ban nhân dân xã Na Rì)",
        nominees() if of is None else of,
    )
    return submissions.nomination_list(frame(DEPUTY), says)


def achievements() -> Paper:
    """Of a household: no number, confirmed by the committee."""
    says = submissions.Achievements(
        nominee="hộ ông Hoàng Văn Páo",
        form="Giấy khen",
        subject="trong Phong trào thi đua xây dựng xã hội học tập năm 2026",
        is_person=True,
        about=("Họ và tên chủ hộ: Hoàng Văn Páo.", "- Nơi ở: thôn Bản Pò, xã Na Rì."),
        results=(SENTENCE, "- Ba con học đại học."),
        deeds=(),
        author=Signer(("Người báo cáo",), "Hoàng Văn Páo"),
        confirmed_by=Signer(("Xác nhận của cấp trình",)),
        distinctions=(submissions.Distinction("2025", "Giấy khen", "12/QĐ-UBND ngày 05/02/2025",
                                              "Chủ tịch UBND xã Na Rì"),),
    )  # fmt: skip
    household = replace(village("Thôn Bản Pò", UNIT, "Na Rì"))
    return submissions.achievement_report(frame(issuer=household, number=None), says)


VOTES = (
    minutes.VoteLine("Thôn Bản Pò", "Giấy khen", 9, 0, "100,0", "Đạt"),
    minutes.VoteLine("Hộ ông Hoàng Văn Páo", "Giấy khen", 7, 2, "77,8", "Không đạt"),
)
MEETING = minutes.Meeting(
    began="08 giờ 00 phút, ngày 25 tháng 11 năm 2026",
    ended="10 giờ 30 phút, ngày 25 tháng 11 năm 2026",
    place="Phòng họp UBND xã Na Rì",
    chair="ông Nông Văn Thắng, Chủ tịch Hội đồng",
    secretary="bà Hà Thị Mai, công chức Phòng Văn hóa - Xã hội",
)


def council_minutes() -> Paper:
    """Of the council: its own symbol, no line of place and date, two sign."""
    says = minutes.CouncilMinutes(
        subject="Phong trào thi đua xây dựng xã hội học tập năm 2026",
        meeting=MEETING,
        attendance=minutes.Attendance(9, 8, 1, ("Ông Lý Văn Tú, ốm, có ý kiến bằng văn bản",)),
        appraisal=(SENTENCE,),
        discussion=("Các thành viên nhất trí với kết quả thẩm định.",),
        votes=VOTES,
        proposed="01 tập thể",
        code="4f1c09d2a7e35b80",
        ballot=minutes.Ballot(9, 9, 9, 0),
    )
    secretary = Signer(("Thư ký",), "Hà Thị Mai")
    chair = council_signer("Nông Văn Thắng", "Chủ tịch UBND xã")
    return minutes.council_minutes(
        frame(secretary, chair, issuer=council(UNIT, "Na Rì"), number=3), says
    )


def village_minutes(votes: tuple[minutes.VoteLine, ...] = VOTES) -> Paper:
    """Of Bản Pò: no number, four sign."""
    says = minutes.VillageMinutes(
        subject="danh hiệu “Gia đình học tập” năm 2026",
        meeting=replace(MEETING, place="Nhà văn hóa thôn Bản Pò"),
        households=60,
        attending=52,
        votes=votes,
        discussion=("Trưởng thôn đọc danh sách các hộ tự đánh giá.",),
        proposed="01 tập thể",
    )
    signers = (
        Signer(("Trưởng Ban Công tác Mặt trận",), "Hoàng Văn Sính"),
        Signer(("Trưởng thôn",), "Nông Văn Bình"),
        Signer(("Thư ký",), "Lý Thị Mẩy"),
        Signer(("Đại diện hộ gia đình",), "Hoàng Văn Páo"),
    )
    issuer = village("Thôn Bản Pò", UNIT, "Na Rì")
    return minutes.village_minutes(frame(*signers, issuer=issuer, number=None), says)


def reminder(missing: int = 3) -> Paper:
    """The office urges the units that have not handed in."""
    given = letters.Missing(
        what="phiếu tự đánh giá Phong trào thi đua xây dựng xã hội học tập năm 2026",
        on="26/11/2026",
        handed_in=57,
        all_units=57 + missing,
        units=tuple(
            letters.MissingUnit(f"Thôn Hát Deng {n}", "25/11/2026", "chưa bắt đầu")
            for n in range(1, missing + 1)
        ),
        basis="Thực hiện Kế hoạch số 94/KH-UBND ngày 13 tháng 3 năm 2026 của Ủy ban nhân dân xã",
        villages=missing,
    )
    asked = Paragraph("Ủy ban nhân dân xã đề nghị các đơn vị nộp trước khi hết ngày 30/11/2026.")
    says = Written(
        f"Đôn đốc nộp {given.what}",
        (*letters.told(given), asked),
        "Ủy ban nhân dân xã Na Rì đề nghị các đơn vị phối hợp thực hiện",
    )
    signer = by_order_signer("Trưởng phòng Văn hóa - Xã hội", "Lường Văn Hiệp")
    return letters.reminder_letter(frame(signer, number=96), given, says)


def receipt() -> Paper:
    """For the sheet of Bản Pò."""
    parts = (("Phiếu", "1"), ("Ảnh minh chứng", "6"))
    says = slips.Receipt("thôn Bản Pò", "phiếu tự đánh giá năm 2026", "08:15 ngày 24/11/2026",
                         "NR-7K3Q", "nộp trên cổng", parts)  # fmt: skip
    signer = Signer(("Người nhận",), "Hà Thị Mai")
    return slips.receipt(frame(signer), says)


def by_village(villages: int = 14) -> Paper:
    """Families by village, on its side, nothing after the table."""
    right = Align.RIGHT
    columns = (Column("TT", 1, Align.CENTRE), Column("Thôn", 5), Column("Tổng hộ", 2, right),
               Column("Đạt", 2, right), Column("%", 2, right))  # fmt: skip
    rows = tuple((str(n), f"Thôn Bản Pò {n}", "98", "60", "61,2") for n in range(1, villages + 1))
    table = Table(columns, rows, total=("", "Tổng cộng", "1.372", "840", "61,2"))
    said = Written("Kết quả “Gia đình học tập” theo thôn năm 2026", (table,))
    signers = (Signer(("Người lập biểu",), "Hà Thị Mai"), committee_signer("Nông Văn Thắng"))
    return slips.summary_table(frame(*signers), slips.TablePaper("Bảng tổng hợp", said))


def register() -> Paper:
    """Papers in and out."""
    columns = (Column("TT", 1), Column("Số, ký hiệu", 3), Column("Ngày", 2), Column("Trích yếu", 8))
    rows = (("1", "12/BC-UBND", "04/12/2026", SENTENCE[:120]),)
    said = Written("Báo cáo năm 2026", (Table(columns, rows),))
    given = slips.TablePaper("Sổ theo dõi", said)
    return slips.register(frame(Signer(("Văn thư",), "Bế Thị Xuân")), given)


def hostile(household: str) -> tuple[Nominee, ...]:
    """Names of 120 letters and a name that is markup."""
    long = Nominee(HOUSEHOLD, f"{household} {LONG_NAME}", LONG_NAME, note=LONG_NAME)
    return (long, Nominee(INDIVIDUAL, "<b>Lý</b> & {{ Tú }}", "\x00../etc", prize=0))


def hostile_award() -> Paper:
    """A decision of an issuer of more than 120 letters, draft, with such names."""
    issuer = replace(committee(LONG_NAME, "Thành phố Hồ Chí Minh"))
    given = Frame(issuer, DraftDate(2026), (replace(CHAIR, name=""),))
    return award(hostile("Hộ bà"), given)


BUILT: dict[str, Callable[[], Paper]] = {
    "award": award,
    "award, hostile": hostile_award,
    "award, nobody": lambda: award(()),
    "recognition": recognition,
    "submission": submission,
    "nominations": nomination_list,
    "nominations, hostile": lambda: nomination_list(hostile("Hộ bà")),
    "nominations, nobody": lambda: nomination_list(()),
    "achievements": achievements,
    "council minutes": council_minutes,
    "village minutes": village_minutes,
    "village minutes, nobody": lambda: village_minutes(()),
    "reminder": reminder,
    "reminder, many": lambda: reminder(60),
    "reminder, nobody": lambda: reminder(0),
    "receipt": receipt,
    "by village": by_village,
    "by village, one": lambda: by_village(1),
    "register": register,
}
