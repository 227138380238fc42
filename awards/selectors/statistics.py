"""Awards counted: by form and recipient, over the years, and as the state's forms ask.

The forms 0601.N to 0604.N are those of Thông tư số 02/2023/TT-BNV; their rows and codes were read
from a product that prints them, and are filled as far as the register knows. What it does not know
stays empty: an empty cell is not a nought.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import AwardKind, Level, RecipientKind
from awards.models import Award
from awards.querysets import AwardQuerySet
from campaigns.models import Campaign
from units.enums import UnitType

Cell = str | int | None
KINDS = (RecipientKind.COLLECTIVE, RecipientKind.HOUSEHOLD, RecipientKind.INDIVIDUAL)
BUSINESSES = (UnitType.ENTERPRISE, UnitType.COOPERATIVE)
YEARS_SHOWN = 5


@dataclass(frozen=True)
class Table:
    """A table of counts; ``note`` says what the register does not know."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    sheet: str = ""

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """Every heading, and whether its column holds numbers."""
        first = self.rows[0] if self.rows else ("",) * len(self.head)
        return [
            (label, not isinstance(one, str)) for label, one in zip(self.head, first, strict=True)
        ]


def tables_of(user: User, year: int, day: dt.date) -> list[Table]:
    """Every table of a year for what the reader sees; four queries."""
    rows = Award.objects.visible_to(user).in_force_on(day)
    return [
        by_form(rows.for_year(year)),
        over_years(rows, year),
        form_0601(user, year),
        form_0602(rows.for_year(year)),
        form_0603(rows.for_year(year)),
        form_0604(),
    ]


def by_form(rows: AwardQuerySet) -> Table:
    """Each level and form by kind of recipient, with the prize money."""
    found = rows.order_by().values_list(
        "level", "award_type__position", "form_name", "recipient_kind", "prize"
    )
    counts: Counter[tuple[int, int, str, str]] = Counter()
    money: Counter[tuple[int, int, str]] = Counter()
    unknown: set[tuple[int, int, str]] = set()
    levels = list(Level)
    for level, position, form, kind, prize in found:
        key = (levels.index(Level(level)), position, form)
        counts[*key, kind] += 1
        money[key] += prize or 0
        if prize is None:
            unknown.add(key)
    lines: list[tuple[Cell, ...]] = []
    for key in sorted(money, reverse=True):
        each = [counts[*key, kind.value] for kind in KINDS]
        paid = None if key in unknown else money[key]
        lines.append((str(levels[key[0]].label), key[2], *each, sum(each), paid))
    return Table(
        title=_("Khen thưởng trong năm theo cấp, hình thức và đối tượng"),
        sheet=_("Theo hình thức"),
        head=(
            _("Cấp"),
            _("Hình thức"),
            *(str(kind.label) for kind in KINDS),
            _("Cộng"),
            _("Tiền thưởng (đồng)"),
        ),
        rows=tuple(lines),
        note=_("Ô tiền thưởng để trống khi danh mục chưa có mức thưởng của ngày quyết định.")
        if unknown
        else "",
    )


def over_years(rows: AwardQuerySet, year: int) -> Table:
    """The last years side by side, by level."""
    years = range(year - YEARS_SHOWN + 1, year + 1)
    found = (
        rows.filter(period_to__in=years)
        .order_by()
        .values("level", "period_to")
        .annotate(n=Count("pk"))
    )
    counts = {(row["level"], row["period_to"]): row["n"] for row in found}
    lines = [
        (str(level.label), *(counts.get((level.value, one), 0) for one in years))
        for level in reversed(Level)
        if any((level.value, one) in counts for one in years)
    ]
    return Table(
        title=_("Số khen thưởng theo năm thành tích và cấp"),
        sheet=_("Theo năm"),
        head=(_("Cấp"), *(str(one) for one in years)),
        rows=tuple(lines),
    )


# ---------------------------------------------------------------- the state's forms


def form_0601(user: User, year: int) -> Table:
    """Campaigns of the year by who launched them; scope and method follow from the campaign."""
    running = [
        one
        for one in Campaign.objects.visible_to(user).select_related("launched_by")
        if one.first_year <= year <= one.last_year
    ]
    lengths: tuple[tuple[str, str, Callable[[int], bool]], ...] = (
        (_("- 1 năm"), "07", lambda n: n == 1),
        (_("- Từ 1 năm đến dưới 3 năm"), "08", lambda n: n == 2),
        (_("- Từ 3 năm đến dưới 5 năm"), "09", lambda n: n in {3, 4}),
        (_("- Từ 5 năm trở lên"), "10", lambda n: n >= 5),
    )
    rows = [
        _launched(_("Tổng số"), "01", running),
        _launched(
            _("- Bộ, ban, ngành, đoàn thể, địa phương"), "03", _by(running, {UnitType.PROVINCE})
        ),
        _launched(
            _("- Cơ quan, tổ chức, đơn vị"),
            "05",
            [one for one in running if one.launched_by.type != UnitType.PROVINCE],
        ),
        *(
            _launched(label, code, [one for one in running if fits(_length(one))])
            for label, code, fits in lengths
        ),
        _launched(_("- Thi đua theo chuyên đề"), "11", running),
    ]
    return Table(
        title=_("Biểu 0601.N/BNV-TĐKT: Số phong trào thi đua"),
        sheet="0601.N",
        head=(
            _("Nội dung"),
            _("Mã số"),
            _("Tổng số"),
            _("Cấp bộ, ban, ngành, tỉnh"),
            _("Cơ quan, tổ chức, đơn vị"),
        ),
        rows=tuple(rows),
        note=_("Chỉ tính phong trào có trên hệ thống; phong trào cấp Trung ương không ghi ở đây."),
    )


def _length(campaign: Campaign) -> int:
    return campaign.last_year - campaign.first_year + 1


def _by(campaigns: Iterable[Campaign], types: set[UnitType]) -> list[Campaign]:
    return [one for one in campaigns if one.launched_by.type in types]


def _launched(label: str, code: str, campaigns: list[Campaign]) -> tuple[Cell, ...]:
    above = len(_by(campaigns, {UnitType.PROVINCE}))
    return (label, code, len(campaigns), above, len(campaigns) - above)


def form_0602(rows: AwardQuerySet) -> Table:
    """Awards of the state: of those, the register holds the Prime Minister's."""
    found = _kinds(rows.filter(level=Level.PRIME_MINISTER))
    return Table(
        title=_("Biểu 0602.N/BNV-TĐKT: Số lượng khen thưởng cấp Nhà nước"),
        sheet="0602.N",
        head=(_("Nội dung"), _("Tổng số"), *(str(kind.label) for kind in KINDS)),
        rows=(
            (
                _("Bằng khen của Thủ tướng Chính phủ"),
                sum(found.values()),
                *(found[kind] for kind in KINDS),
            ),
        ),
        note=_("Huân chương, huy chương, danh hiệu vinh dự nhà nước: sổ này không ghi."),
    )


def form_0603(rows: AwardQuerySet) -> Table:
    """Awards of ministries and provinces, by recipient and by way of commending."""
    above = list(
        rows.filter(level__in=[Level.PROVINCE, Level.MINISTRY])
        .order_by()
        .values_list("recipient_kind", "recipient__type", "kind")
    )
    kinds = Counter(kind for kind, _type, _way in above)
    ways = Counter(way for _kind, _type, way in above)
    businesses = sum(kind == RecipientKind.COLLECTIVE and type_ in BUSINESSES
                     for kind, type_, _way in above)  # fmt: skip
    return Table(
        title=_(
            "Biểu 0603.N/BNV-TĐKT: Số lượng khen thưởng cấp bộ, ban, ngành, đoàn thể Trung ương, "
            "tỉnh, thành phố"
        ),
        sheet="0603.N",
        head=(_("Nội dung"), _("Mã số"), _("Đơn vị tính"), _("Bằng khen")),
        rows=(
            (_("Tổng số"), "01", "", len(above)),
            (_("- Tập thể"), "02", _("Tập thể"), kinds[RecipientKind.COLLECTIVE]),
            (_("  Trong đó: Doanh nghiệp"), "03", _("Doanh nghiệp"), businesses),
            (_("- Hộ gia đình"), "04", _("Hộ"), kinds[RecipientKind.HOUSEHOLD]),
            (_("- Cá nhân"), "05", _("Người"), kinds[RecipientKind.INDIVIDUAL]),
            (_("- Thường xuyên"), "11", "", ways[AwardKind.MERIT]),
            (_("- Chuyên đề"), "12", "", ways[AwardKind.CAMPAIGN]),
            (_("- Đột xuất"), "13", "", ways[AwardKind.SUDDEN]),
        ),
        note=_(
            "Chức vụ của cá nhân (mã 06 đến 10), Chiến sĩ thi đua, Cờ thi đua, Huy hiệu và các mã "
            "14 đến 17: sổ này không ghi."
        ),
    )


def form_0604() -> Table:
    """Bodies that do this work in ministries and provinces: nothing of it is kept here."""
    return Table(
        title=_("Biểu 0604.N/BNV-TĐKT: Số lượng tổ chức làm công tác thi đua, khen thưởng"),
        sheet="0604.N",
        head=(_("Nội dung"), _("Mã số"), _("Số lượng")),
        rows=((_("Tổng số"), "01", None),),
        note=_(
            "Biểu này đếm vụ, ban, phòng của bộ, ngành và Sở Nội vụ; hệ thống không giữ số liệu đó "
            "nên để trống."
        ),
    )


def _kinds(rows: AwardQuerySet) -> Counter[str]:
    return Counter(rows.order_by().values_list("recipient_kind", flat=True))
