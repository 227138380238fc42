"""Section III, field by field: learning centre, literacy, funds, skills, libraries, bodies."""

from __future__ import annotations

from typing import Any

from documents.paper import Align, Column, Table
from reports.papers import words
from reports.papers.script import Script
from reports.papers.situation import STT, total

NUMBER = Align.RIGHT
AGES = (("15_25", "15 – 25"), ("15_35", "15 – 35"), ("15_60", "15 – 60"))
WHOSE = {
    "own": "Quỹ khuyến học xã",
    "villages": "Quỹ khuyến học các thôn",
    "schools": "Quỹ khuyến học các trường",
}


def write_fields(script: Script) -> None:
    """The fields that the reporting unit's own form asks about."""
    if script.asks("centre_classes"):
        script.topic("Trung tâm học tập cộng đồng")
        _centre(script)
    if script.asks("literacy_level"):
        script.topic("Xóa mù chữ, phổ cập giáo dục")
        _literacy(script)
    if script.asks("branches") or script.snapshot["funds"]:
        script.topic("Khuyến học, khuyến tài, quỹ khuyến học")
        _funds(script)
    if script.asks("digital_skilled"):
        script.topic("Chuyển đổi số, kỹ năng số, trình độ của người dân")
        _skills(script)
    if script.asks("reading_spaces"):
        script.topic("Thư viện, văn hóa đọc, Tuần lễ hưởng ứng học tập suốt đời")
        _libraries(script)
    if script.snapshot["bodies"] or script.asks("unit_staff"):
        is_place = script.snapshot["is_territory"]
        script.topic("Cơ quan, đơn vị, doanh nghiệp" if is_place else "Các phòng, bộ phận")
        _bodies(script)


# ---------------------------------------------------------------- learning centre


def _centre(script: Script) -> None:
    if script.number("centre_classes") is None:
        script.say("Chưa có số liệu về lớp học của trung tâm.")
    else:
        script.say(" ".join(_centre_year(script)))
    script.say(_villages_classes(script.snapshot["centre"]))
    grade, uses_it = script.lines.get("centre_grade"), script.yes("centre_uses_it")
    said = []
    if grade and grade["state"] == "value":
        said.append(f"được xếp loại {words.level(grade).lower()}")
    if uses_it is not None:
        done = "đã" if uses_it else "chưa"
        said.append(f"{done} ứng dụng công nghệ thông tin trong quản lý, tổ chức hoạt động")
    script.say(f"Trung tâm {', '.join(said)}." if said else "")
    script.table("Các lớp, chuyên đề của trung tâm", _classes(script))


def _centre_year(script: Script) -> list[str]:
    said = script.told(
        ("centre_classes", "lớp, chuyên đề"),
        ("centre_sessions", "buổi học"),
        ("centre_attendance", "lượt người học"),
        ("centre_people", "người học"),
    )
    sentences = [f"Trong năm, trung tâm đã mở {said}."]
    if script.number("centre_people"):
        among = script.told(
            ("centre_women", "người là nữ"), ("centre_ethnic_minorities", "người dân tộc thiểu số")
        )
        sentences.append(f"Trong số người học có {among}.")
    cost = script.number("centre_cost")
    if cost:
        sentences.append(f"Kinh phí hoạt động {words.number(cost)} đồng.")
    return sentences


def _villages_classes(centre: dict[str, Any]) -> str:
    if centre["classes"] is None:
        return ""
    said = [f"{words.number(centre['classes'])} lớp, chuyên đề"]
    if centre["attendance"] is not None:
        said.append(f"{words.number(centre['attendance'])} lượt người học")
    if centre["people"] is not None:
        said.append(f"{words.number(centre['people'])} người học")
    return f"Tổ chức tại thôn có {words.listed(said)}, theo phiếu của {centre['villages']} thôn."


def _classes(script: Script) -> Table:
    """Table 5; lượt người and số người stay apart. Columns that nobody filled are left out."""
    rows = script.lines.get("centre_classes_list", {}).get("rows", [])
    choices = (
        ("topic", Column("Chuyên đề, lớp", 4.5)),
        ("classes", Column("Số lớp", 1.3, NUMBER)),
        ("sessions", Column("Số buổi", 1.4, NUMBER)),
        ("attendance", Column("Lượt người", 1.6, NUMBER)),
        ("people", Column("Số người", 1.6, NUMBER)),
        ("women", Column("Nữ", 1.3, NUMBER)),
        ("ethnic_minorities", Column("Dân tộc thiểu số", 1.7, NUMBER)),
        ("audience", Column("Đối tượng", 2.4)),
        ("cost", Column("Kinh phí (đồng)", 2.4, NUMBER)),
        ("partner", Column("Đơn vị phối hợp", 2.6)),
    )
    used = [(c, column) for c, column in choices if c == "topic" or any(r.get(c) for r in rows)]
    return Table(
        columns=(STT, *(column for _code, column in used)),
        rows=tuple(
            (str(n), *(_class_cell(row, code, column) for code, column in used))
            for n, row in enumerate(rows, start=1)
        ),
        empty_text="Chưa có danh sách lớp, chuyên đề.",
    )


def _class_cell(row: dict[str, str], code: str, column: Column) -> str:
    kind = "count" if column.align is NUMBER else "text"
    return words.listed_cell(str(row.get(code, "")), kind)


# ---------------------------------------------------------------- literacy


def _literacy(script: Script) -> None:
    said = []
    for code, name in (
        ("literacy_level", "xóa mù chữ"),
        ("primary_level", "phổ cập giáo dục tiểu học"),
        ("lower_secondary_level", "phổ cập giáo dục trung học cơ sở"),
    ):
        line = script.lines.get(code)
        if line and line["state"] == "value":
            said.append(f"{name} {words.level(line).lower()}")
    preschool = script.yes("preschool_universal")
    sentences = [f"Xã đạt chuẩn {words.listed(said)}."] if said else []
    if preschool is not None:
        done = "đạt chuẩn" if preschool else "chưa đạt chuẩn"
        sentences.append(f"Phổ cập giáo dục mầm non cho trẻ em 3 đến 5 tuổi {done}.")
    script.say(" ".join(sentences))
    rows = tuple(_age(script, code, name) for code, name in AGES)
    if any(cell not in {words.UNKNOWN, words.DASH} for row in rows for cell in row[1:]):
        script.table("Xóa mù chữ theo độ tuổi", _ages_table(rows))
    elif not sentences:
        script.say("Chưa có số liệu.")


def _ages_table(rows: tuple[tuple[str, ...], ...]) -> Table:
    """Table 6."""
    first, second = "Biết chữ mức 1", "Biết chữ mức 2"
    return Table(
        columns=(
            Column("Độ tuổi", 2),
            Column("Tổng số", 1.6, NUMBER),
            Column("Mù chữ", 1.4, NUMBER),
            Column("Đã học", 1.4, NUMBER),
            Column("Số người", 1.6, NUMBER, group=first),
            Column("%", 1.2, NUMBER, group=first),
            Column("Số người", 1.6, NUMBER, group=second),
            Column("%", 1.2, NUMBER, group=second),
        ),
        rows=rows,
        note=words.UNKNOWN_NOTE if any(words.UNKNOWN in row for row in rows) else "",
    )


def _age(script: Script, code: str, name: str) -> tuple[str, ...]:
    every = script.number(f"people_{code}")
    first = script.number(f"literate_level_1_{code}")
    second = script.number(f"literate_level_2_{code}")
    return (
        name,
        words.cell(every),
        words.cell(script.number(f"illiterate_{code}")),
        words.cell(script.number(f"literacy_learners_{code}")),
        words.cell(first),
        words.percent(first, every),
        words.cell(second),
        words.percent(second, every),
    )


# ---------------------------------------------------------------- funds


def _funds(script: Script) -> None:
    sentences = _association(script)
    script.say(" ".join(sentences))
    if sentences or script.snapshot["funds"]:
        script.table("Quỹ khuyến học", _funds_table(script.snapshot["funds"]))
    else:
        script.say("Chưa có số liệu.")


def _association(script: Script) -> list[str]:
    sentences = []
    branches = script.number("branches")
    if branches is not None:
        parts = [
            f"{words.number(value)} {name}"
            for code, name in (
                ("branches_villages", "chi hội thôn"),
                ("branches_schools", "chi hội trường học"),
                ("branches_clans", "ban khuyến học dòng họ"),
            )
            if (value := script.number(code)) is not None
        ]
        among = f" (trong đó {words.listed(parts)})" if parts else ""
        sentences.append(f"Toàn xã có {words.number(branches)} chi hội, ban khuyến học{among}.")
    members, people = script.number("association_members"), script.number("people")
    if members is not None:
        equal = f", bằng {words.fraction(members, people)} dân số" if people else ""
        sentences.append(f"Hội Khuyến học có {words.number(members)} hội viên{equal}.")
    per_person = script.lines.get("fund_per_person")
    if per_person and words.shown(per_person) != words.NO_DATA:
        sentences.append(f"Quỹ khuyến học xã bình quân {words.shown(per_person)}.")
    return sentences


def _funds_table(rows: list[dict[str, Any]]) -> Table:
    """Table 7, in đồng; the total row adds up."""
    codes = ("fund_opening", "fund_income", "fund_spending", "fund_grants", "fund_closing")
    sums = {code: total(rows, code) for code in codes}
    return Table(
        columns=(
            Column("Quỹ", 3.6),
            Column("Tồn đầu năm", 2.4, NUMBER),
            Column("Thu", 2.4, NUMBER),
            Column("Chi", 2.4, NUMBER),
            Column("Số suất", 1.5, NUMBER),
            Column("Tồn cuối năm", 2.4, NUMBER),
        ),
        rows=tuple((_whose(one), *(words.cell(one[code]) for code in codes)) for one in rows),
        total=("Tổng cộng", *(words.cell(sums[code]) for code in codes)) if rows else None,
        note="Đơn vị tính: đồng; số suất học bổng, phần thưởng: suất.",
        empty_text="Chưa có số liệu về quỹ khuyến học.",
    )


def _whose(one: dict[str, Any]) -> str:
    noun = {"villages": "thôn", "schools": "trường"}.get(one["whose"], "")
    return f"{WHOSE[one['whose']]} ({one['count']} {noun})" if noun else WHOSE[one["whose"]]


# ---------------------------------------------------------------- skills, libraries, bodies


def _skills(script: Script) -> None:
    rates = (
        ("information_skilled", "working_age_people", "người trong độ tuổi lao động",
         "có năng lực thông tin"),
        ("life_skilled", "working_age_people", "người trong độ tuổi lao động", "có kỹ năng sống"),
        ("digital_skilled", "people_15_plus", "người từ 15 tuổi trở lên", "có kỹ năng số"),
        ("trained_people", "people_15_plus", "người từ 15 tuổi trở lên",
         "được đào tạo, bồi dưỡng chuyên môn kỹ thuật, nghiệp vụ"),
        ("university_people", "people_15_plus", "người từ 15 tuổi trở lên",
         "có trình độ đại học trở lên"),
        ("digital_institutions", "institutions", "cơ sở giáo dục",
         "quản lý, dạy và học trên môi trường số"),
    )  # fmt: skip
    said = []
    for code, of, noun, what in rates:
        part, whole = script.number(code), script.number(of)
        if part is not None and whole:
            said.append(f"{words.share(part, whole, noun)} {what}.")
        elif part is not None:
            said.append(f"{words.number(part)} {noun} {what}.")
    classes = script.number("digital_classes")
    if classes is not None:
        said.append(f"Tổ chức {words.number(classes)} lớp, buổi hướng dẫn kỹ năng số.")
    script.items(said)
    if not said:
        script.say("Chưa có số liệu.")


def _libraries(script: Script) -> None:
    spaces = script.told(
        ("reading_spaces", "thư viện, tủ sách, không gian đọc"),
        ("books", "cuốn sách"),
        ("library_visits", "lượt bạn đọc"),
    )
    week = script.told(
        ("week_activities", "hoạt động trong Tuần lễ hưởng ứng học tập suốt đời"),
        ("week_attendance", "lượt người tham gia"),
        ("book_day_activities", "hoạt động Ngày Sách và Văn hóa đọc Việt Nam"),
    )
    if all(script.number(code) is None for code in ("reading_spaces", "week_activities")):
        script.say("Chưa có số liệu.")
        return
    script.say(f"Hiện có {spaces}.")
    script.say(f"Trong năm đã tổ chức {week}.")


def _bodies(script: Script) -> None:
    bodies = [one for one in script.snapshot["bodies"] if not one["is_business"]]
    firms = [one for one in script.snapshot["bodies"] if one["is_business"]]
    staff, assessed = total(bodies, "unit_staff"), total(bodies, "unit_staff_assessed")
    achieved, trained = total(bodies, "unit_staff_achieved"), total(bodies, "unit_staff_trained")
    if staff is not None:
        said = [f"{words.number(staff)} cán bộ, công chức, viên chức, người lao động"]
        if trained is not None:
            said.append(f"{words.fraction(trained, staff)} được đào tạo, bồi dưỡng trong năm")
        if assessed is not None and achieved is not None:
            said.append(
                f"{words.number(assessed)} người được đánh giá, trong đó "
                f"{words.fraction(achieved, assessed)} đạt “Công dân học tập”"
            )
        who = "cơ quan, đơn vị" if script.snapshot["is_territory"] else "phòng, bộ phận"
        script.say(f"Các {who} đã nộp phiếu có {'; '.join(said)}.")
    given, helped = total(firms, "contribution"), total(firms, "workers_supported")
    if given is not None:
        script.say(f"Doanh nghiệp, hợp tác xã đóng góp {words.number(given)} đồng cho khuyến học.")
    if helped is not None:
        script.say(
            f"{words.number(helped)} người lao động được doanh nghiệp, hợp tác xã hỗ trợ học tập."
        )
    if staff is None and given is None and helped is None:
        script.say("Chưa có số liệu.")
    elif script.annex("bodies"):
        script.say(f"Kết quả từng đơn vị {script.annex('bodies')}.")
