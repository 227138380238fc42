"""The words of awards."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Who grants an award form; a proposal travels as far up as its form asks."""

    AGENCY = "agency", _("Cơ quan, đơn vị")
    COMMUNE = "commune", _("Cấp xã")
    PROVINCE = "province", _("Cấp tỉnh")
    MINISTRY = "ministry", _("Cấp bộ, ngành, đoàn thể Trung ương")
    PRIME_MINISTER = "prime_minister", _("Thủ tướng Chính phủ")


class RecipientKind(models.TextChoices):
    """Whom an award form is for, as the law and the plans divide them."""

    COLLECTIVE = "collective", _("Tập thể")
    HOUSEHOLD = "household", _("Hộ gia đình")
    INDIVIDUAL = "individual", _("Cá nhân")


class AwardKind(models.TextChoices):
    """Loại hình khen thưởng (Luật TĐKT, Điều 8)."""

    CAMPAIGN = "campaign", _("Khen thưởng phong trào (thi đua theo chuyên đề)")
    MERIT = "merit", _("Khen thưởng công trạng")
    SUDDEN = "sudden", _("Khen thưởng đột xuất")


class Denominator(models.TextChoices):
    """What a share of votes is counted from."""

    ALL_MEMBERS = "all_members", _("tổng số thành viên")
    PRESENT = "present", _("số người có mặt")
    VALID_BALLOTS = "valid_ballots", _("số phiếu hợp lệ")
    HOUSEHOLDS = "households", _("tổng số hộ")


class Provenance(models.TextChoices):
    """How a figure of law came to stand here; whoever relies on it may want to look it up."""

    FOUND = "found", _("đã đối chiếu văn bản")
    RECALLED = "recalled", _("ghi theo trí nhớ, cần đối chiếu")
    INFERRED = "inferred", _("suy ra, cần đối chiếu")
    CHOSEN = "chosen", _("sản phẩm đặt, đơn vị sửa được")
    LOCAL = "local", _("địa phương đặt")


class Paper(models.TextChoices):
    """Papers that a dossier may ask for; the form's own number is data."""

    LETTER = "letter", _("Tờ trình")
    LIST = "list", _("Danh sách đề nghị")
    REPORT = "report", _("Báo cáo thành tích")
    VILLAGE_MINUTES = "village_minutes", _("Biên bản họp thôn")
    COUNCIL_MINUTES = "council_minutes", _("Biên bản họp Hội đồng")
    CONFIRMATION = "confirmation", _("Xác nhận của cơ quan có thẩm quyền")
    RELATED = "related", _("Văn bản liên quan")


class AwardPaper(models.TextChoices):
    """Papers of an award that a campaign's office may word."""

    LETTER = "award_letter", _("Tờ trình đề nghị khen thưởng")
    LIST = "award_list", _("Danh sách đề nghị khen thưởng")
    REPORT = "award_report", _("Báo cáo thành tích")
    VILLAGE_MINUTES = "village_minutes", _("Biên bản họp thôn")
    COUNCIL_MINUTES = "council_minutes", _("Biên bản họp Hội đồng")
    DECISION = "award_decision", _("Quyết định khen thưởng")


class AwardState(models.TextChoices):
    """Where a conferred award stands."""

    IN_FORCE = "in_force", _("Hiệu lực")
    REISSUED = "reissued", _("Hiệu lực, đã cấp đổi bằng")
    REVOKED = "revoked", _("Đã thu hồi")


class CertificateState(models.TextChoices):
    """Where one sheet stands."""

    IN_FORCE = "in_force", _("Hiệu lực")
    REPLACED = "replaced", _("Đã cấp đổi")
    REVOKED = "revoked", _("Đã thu hồi")


class Naming(models.TextChoices):
    """When somebody is named in public."""

    ALWAYS = "always", _("luôn nêu tên")
    CONSENT = "consent", _("khi đã đồng ý")
    NEVER = "never", _("không nêu tên")


class Guardian(models.TextChoices):
    """Who agrees in the place of somebody under age."""

    FATHER = "father", _("cha")
    MOTHER = "mother", _("mẹ")
    GUARDIAN = "guardian", _("người giám hộ")


class State(models.TextChoices):
    """Where one item stands; the letter that carries it has a state of its own."""

    DRAFT = "draft", _("Đang lập")
    VILLAGE_MEETING = "village_meeting", _("Đưa ra họp thôn")
    RECEIVED = "received", _("Xã đã tiếp nhận")
    RETURNED = "returned", _("Trả lại để bổ sung")
    APPRAISAL = "appraisal", _("Đang thẩm định")
    ON_HOLD = "on_hold", _("Tạm dừng")
    NOTICE = "notice", _("Đang công khai")
    COUNCIL = "council", _("Chờ Hội đồng xét")
    SIGNATURE = "signature", _("Trình Chủ tịch ký")
    PROVINCE_RECEIVED = "province_received", _("Đã gửi cấp tỉnh")
    PROVINCE_RETURNED = "province_returned", _("Cấp tỉnh trả lại")
    PROVINCE_APPRAISAL = "province_appraisal", _("Cấp tỉnh đang thẩm định")
    PROVINCE_COUNCIL = "province_council", _("Chờ Hội đồng cấp tỉnh")
    PROVINCE_SIGNATURE = "province_signature", _("Trình Chủ tịch UBND tỉnh")
    MINISTRY_RECEIVED = "ministry_received", _("Đã gửi cấp Trung ương")
    MINISTRY_RETURNED = "ministry_returned", _("Cấp Trung ương trả lại")
    MINISTRY_APPRAISAL = "ministry_appraisal", _("Cấp Trung ương đang thẩm định")
    PRIME_MINISTER = "prime_minister", _("Đã trình Thủ tướng Chính phủ")
    CONFERRED = "conferred", _("Đã có quyết định khen")
    PRESENTED = "presented", _("Đã trao tặng")
    NOT_PASSED = "not_passed", _("Không đạt phiếu")
    NOT_GRANTED = "not_granted", _("Không được khen")
    WITHDRAWN = "withdrawn", _("Đã rút")
    REVOKED = "revoked", _("Đã thu hồi")


class Action(models.TextChoices):
    """The acts on an item; the label is the word on the button."""

    TO_MEETING = "to-meeting", _("Đưa ra họp thôn")
    FAIL_MEETING = "fail-meeting", _("Ghi không đạt phiếu của thôn")
    SUBMIT = "submit", _("Gửi xã")
    RETURN = "return", _("Trả lại")
    RESUBMIT = "resubmit", _("Gửi lại")
    ACCEPT = "accept", _("Hồ sơ đủ, bắt đầu thẩm định")
    HOLD = "hold", _("Tạm dừng")
    RESUME = "resume", _("Tiếp tục")
    PUBLISH = "publish", _("Công khai")
    TO_COUNCIL = "to-council", _("Đưa ra Hội đồng")
    TO_SIGNATURE = "to-signature", _("Trình ký, không qua Hội đồng")
    COUNCIL_PASS = "council-pass", _("Hội đồng thông qua")
    COUNCIL_FAIL = "council-fail", _("Hội đồng không thông qua")
    CONFER = "confer", _("Ghi quyết định khen thưởng")
    DECLINE = "decline", _("Không đồng ý khen")
    FORWARD = "forward", _("Gửi cấp tỉnh")
    PROVINCE_RETURN = "province-return", _("Ghi cấp tỉnh trả lại")
    PROVINCE_AGAIN = "province-again", _("Gửi lại cấp tỉnh")
    PROVINCE_ACCEPT = "province-accept", _("Ghi cấp tỉnh thẩm định")
    PROVINCE_TO_COUNCIL = "province-to-council", _("Ghi đưa ra Hội đồng cấp tỉnh")
    PROVINCE_STANDING = "province-standing", _("Ghi Thường trực Hội đồng tỉnh trình")
    PROVINCE_PASS = "province-pass", _("Ghi Hội đồng tỉnh thông qua")
    PROVINCE_FAIL = "province-fail", _("Ghi Hội đồng tỉnh không thông qua")
    PROVINCE_CONFER = "province-confer", _("Ghi quyết định của tỉnh")
    PROVINCE_DECLINE = "province-decline", _("Ghi tỉnh không khen")
    LOWER = "lower", _("Ghi hạ hình thức")
    FORWARD_UP = "forward-up", _("Ghi tỉnh trình Trung ương")
    MINISTRY_RETURN = "ministry-return", _("Ghi Trung ương trả lại")
    MINISTRY_AGAIN = "ministry-again", _("Ghi tỉnh gửi lại")
    MINISTRY_ACCEPT = "ministry-accept", _("Ghi Trung ương thẩm định")
    MINISTRY_CONFER = "ministry-confer", _("Ghi quyết định của bộ, ngành")
    MINISTRY_DECLINE = "ministry-decline", _("Ghi Trung ương không khen")
    TO_PRIME_MINISTER = "to-prime-minister", _("Ghi trình Thủ tướng Chính phủ")
    PRIME_CONFER = "prime-confer", _("Ghi quyết định của Thủ tướng")
    PRIME_DECLINE = "prime-decline", _("Ghi Thủ tướng không khen")
    PRESENT = "present", _("Ghi đã trao tặng")
    REVOKE = "revoke", _("Ghi thu hồi")
    WITHDRAW = "withdraw", _("Rút đề nghị")


class BatchState(models.TextChoices):
    """Where a letter (tờ trình) stands."""

    DRAFT = "draft", _("Đang lập")
    SENT = "sent", _("Đã gửi")
    DONE = "done", _("Đã xong")


class WarningCode(models.TextChoices):
    """What the office has to answer in writing before the council sees an item."""

    OVERLAP = "overlap", _("Đã khen, đang đề nghị cho thời gian trùng nhau")
    PAST_AWARD = "past_award", _("Đã được khen hai năm gần đây")
    NO_RESULT = "no_result", _("Chưa có kết quả đạt trong sổ")
    LAW = "law", _("Quy định pháp luật cần kiểm tra")
    LATE = "late", _("Gửi muộn")
    HELD_BEFORE = "held_before", _("Đã tạm dừng sau khi Hội đồng biểu quyết")
    EVIDENCE = "evidence", _("Khen phong trào không làm căn cứ đề nghị công trạng")


class QuotaBasis(models.TextChoices):
    """From what the number of a quota follows."""

    ABSOLUTE = "absolute", _("Số cố định")
    PERCENT = "percent", _("Phần trăm số tham gia")
    PER_UNIT = "per_unit", _("Cho mỗi đơn vị đề nghị")


class Rounding(models.TextChoices):
    """How the paper that sets a percentage rounds it to whole recipients."""

    DOWN = "down", _("làm tròn xuống")
    HALF_UP = "half_up", _("từ 0,5 làm tròn lên")
    UP = "up", _("làm tròn lên")


class SessionState(models.TextChoices):
    """A council session: its agenda, its ballots, its frozen result."""

    PLANNED = "planned", _("Chuẩn bị")
    OPEN = "open", _("Đang bỏ phiếu")
    CLOSED = "closed", _("Đã kết thúc")


class VoteMode(models.TextChoices):
    """How the votes come in."""

    PHONE = "phone", _("Mỗi thành viên bỏ phiếu trên điện thoại")
    TALLY = "tally", _("Kiểm phiếu giấy, Thư ký nhập kết quả")


class Choice(models.TextChoices):
    """What a ballot says."""

    YES = "yes", _("Đồng ý")
    NO = "no", _("Không đồng ý")
    BLANK = "blank", _("Ý kiến khác")


class Attendance(models.TextChoices):
    """How a member takes part in a session."""

    PRESENT = "present", _("Có mặt")
    WRITTEN = "written", _("Vắng, gửi ý kiến bằng văn bản")
    ABSENT = "absent", _("Vắng")


class MemberPost(models.TextChoices):
    """A member's place in the council."""

    CHAIR = "chair", _("Chủ tịch Hội đồng")
    DEPUTY = "deputy", _("Phó Chủ tịch Hội đồng")
    SECRETARY = "secretary", _("Thư ký")
    MEMBER = "member", _("Ủy viên")


class ItemResult(models.TextChoices):
    """What the session found of an item."""

    PASSED = "passed", _("Đạt")
    FAILED = "failed", _("Không đạt")
    TIED = "tied", _("Ngang phiếu")
    SKIPPED = "skipped", _("Không xét")
