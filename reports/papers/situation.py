"""The place, and how the movement was led, spread and reported on; block by block."""

from __future__ import annotations

from typing import Any

from documents.paper import Align, Column, Table
from reports.papers import words
from reports.papers.movement import Movement, movement_of
from reports.papers.script import Script

MOST_NAMED = 15
STT = Column("TT", 1, Align.CENTRE)
_SPREAD = (
    ("news_items", "tin, bài"),
    ("broadcasts", "buổi phát thanh"),
    ("conferences", "hội nghị, buổi sinh hoạt tuyên truyền"),
    ("conference_attendance", "lượt người dự"),
    ("leaflets", "tờ rơi, áp phích, băng rôn, khẩu hiệu"),
)


# ---------------------------------------------------------------- I


def general(script: Script) -> None:
    """What the place consists of, and who takes part."""
    script.topic("Đặc điểm chung")
    if script.snapshot["is_territory"]:
        _territory(script)
    _participants(script, movement_of(script.snapshot["campaign"]))


def favourable(script: Script) -> None:
    """What helped and what hindered, as the own form says."""
    for code, heading in (("advantages", "Thuận lợi"), ("difficulties", "Khó khăn")):
        if script.asks(code) or script.snapshot["is_territory"]:
            script.topic(heading)
            script.write(code)


def _territory(script: Script) -> None:
    """What the commune consists of: its own form first, else the villages' sheets."""
    snapshot = script.snapshot
    word = snapshot["village_word"]
    villages = snapshot["villages"]
    counted = [one for one in villages if one["state"] == "counted"]
    known: dict[str, int | None] = {}
    summed = False
    for code in ("households", "people", "people_15_plus"):
        known[code] = script.number(code)
        if known[code] is None:
            known[code] = total(counted, code)
            summed = summed or known[code] is not None
    adults = known["people_15_plus"]
    people = known["people"]
    parts = [
        _count(script.number("villages") or snapshot["counts"]["villages"] or None, word),
        _count(known["households"], "hộ"),
        _count(people, "nhân khẩu")
        + (
            f" (trong đó {words.number(adults)} người từ 15 tuổi trở lên)"
            if people is not None and adults is not None
            else ""
        ),
        _count(script.number("clans"), "dòng họ"),
        _count(_or_counted(script, "agencies", "organisations"), "cơ quan, đơn vị, đoàn thể"),
        _count(_or_counted(script, "schools", "schools"), "trường học"),
        _count(_or_counted(script, "enterprises", "businesses"), "doanh nghiệp, hợp tác xã"),
    ]
    script.say(f"{snapshot['unit']['name']} có {words.listed(parts)}.")
    if summed:
        script.say(
            "Số hộ, số nhân khẩu cộng từ phiếu của "
            f"{words.share(len(counted), len(villages), word)}."
        )
    unknown = [
        name
        for code, name in (("households", "số hộ"), ("people", "số nhân khẩu"))
        if known[code] is None
    ]
    if unknown:
        script.say(f"Chưa có số liệu về {words.listed(unknown)}.")


def _count(value: int | None, noun: str) -> str:
    return "" if not value else f"{words.number(value)} {noun}"


def _or_counted(script: Script, code: str, counted: str) -> int | None:
    """The own form's figure, else how many take part."""
    own = script.number(code)
    if own is not None:
        return own
    counts = script.snapshot["counts"]
    found: int = counts[counted]
    return (found - counts["schools"] if counted == "organisations" else found) or None


def _participants(script: Script, movement: Movement) -> None:
    snapshot = script.snapshot
    counts = snapshot["counts"]
    others = counts["organisations"] - counts["schools"] - counts["sections"]
    listed = [
        _count(counts["villages"], snapshot["village_word"]),
        _count(counts["sections"], "phòng, bộ phận"),
        _count(others, "cơ quan, đơn vị, đoàn thể"),
        _count(counts["schools"], "trường học"),
        _count(counts["businesses"], "doanh nghiệp, hợp tác xã"),
    ]
    own = counts["participants"] - counts["villages"] - counts["organisations"]
    if own - counts["businesses"] > 0:
        listed.insert(0, "phiếu của xã")
    if counts["participants"]:
        script.say(
            f"Tham gia {movement.short} năm {snapshot['year']} có "
            f"{words.number(counts['participants'])} đơn vị nộp phiếu tự đánh giá, gồm "
            f"{words.listed(listed)}."
        )
    compact = snapshot["compact"]
    without = [
        _count(compact["household"]["all"], "hộ gia đình"),
        _count(compact["clan"]["all"], "dòng họ"),
        _count(compact["individual"]["all"], "cá nhân"),
    ]
    if any(without):
        script.say(f"Được đăng ký, đánh giá không qua phiếu có {words.listed(without)}.")
    if snapshot["excluded"]:
        named = [
            f"{one['unit']} (lý do: {one['reason'].rstrip('.')})" for one in snapshot["excluded"]
        ]
        script.say(f"Không tham gia trong năm: {words.names(named)}.")


def total(rows: list[dict[str, Any]], code: str) -> int | None:
    """The sum over rows where the figure is known; ``None`` when none is."""
    known = [row[code] for row in rows if row[code] is not None]
    return sum(known) if known else None


# ---------------------------------------------------------------- II


def documents(script: Script) -> None:
    """Papers issued in the year."""
    script.topic("Văn bản đã ban hành")
    _documents(script)


def committee(script: Script) -> None:
    """The steering committee, where the form asks about it."""
    if script.asks("steering_committee_renewed"):
        script.topic("Kiện toàn Ban Chỉ đạo")
        _committee(script)


def propaganda(script: Script) -> None:
    """How the movement was made known."""
    script.topic("Công tác tuyên truyền")
    _propaganda(script)


def sign_up(script: Script) -> None:
    """Who signed up."""
    if script.asks("signed_up_units"):
        script.topic("Phát động, đăng ký thi đua")
        script.say(words.sentence(script.told(("signed_up_units", "đơn vị đăng ký thi đua"))))


def inspections(script: Script) -> None:
    """What was inspected."""
    if script.asks("inspections"):
        script.topic("Kiểm tra, giám sát")
        said = script.told(
            ("inspections", "cuộc kiểm tra, giám sát"),
            ("inspected_units", "lượt đơn vị được kiểm tra, giám sát"),
        )
        script.say(words.sentence(said))


def reporting(script: Script) -> None:
    """Who handed in, who did not."""
    script.topic("Tự đánh giá, thẩm định và báo cáo của các đơn vị")
    _reporting(script)


def _documents(script: Script) -> None:
    line = script.lines.get("documents")
    issued = script.number("documents_issued")
    rows = line["rows"] if line else []
    if issued is None and not rows:
        script.say("Chưa có số liệu.")
        return
    count = len(rows) if issued is None else issued
    script.say(f"Trong năm đã ban hành {words.number(count)} văn bản để triển khai thực hiện.")
    if not rows:
        return
    columns = (STT, Column("Số, ký hiệu", 3), Column("Ngày", 2.2, Align.CENTRE),
               Column("Trích yếu", 7))  # fmt: skip
    script.table(
        "Văn bản đã ban hành",
        Table(
            columns=columns,
            rows=tuple(
                (str(n), row.get("number", ""), row.get("issued_on", ""), row.get("abstract", ""))
                for n, row in enumerate(rows, start=1)
            ),
        ),
    )


def _committee(script: Script) -> None:
    renewed = script.yes("steering_committee_renewed")
    decision = script.lines.get("steering_committee_decision", {}).get("text", "").strip(" .")
    if renewed is None:
        script.say("Chưa có số liệu.")
    elif renewed:
        by = f" ({decision})" if decision else ""
        script.say(f"Trong năm đã kiện toàn Ban Chỉ đạo xây dựng xã hội học tập{by}.")
    else:
        script.say("Trong năm không kiện toàn Ban Chỉ đạo xây dựng xã hội học tập.")


def _propaganda(script: Script) -> None:
    counts = script.snapshot["propaganda"]
    said = [f"{words.number(counts[c])} {name}" for c, name in _SPREAD if counts[c] is not None]
    unknown = [name for c, name in _SPREAD if counts[c] is None]
    if not said:
        script.say("Chưa có số liệu.")
        return
    script.say(
        f"Theo phiếu của các đơn vị đã nộp, trong năm có {words.listed(said)}."
        + (f" Chưa có số liệu về {words.listed(unknown)}." if unknown else "")
    )


# ---------------------------------------------------------------- who reported


def _reporting(script: Script) -> None:
    snapshot = script.snapshot
    script.say(_rates(snapshot["rates"]))
    script.say(_states(snapshot["rates"]["states"]))
    script.table("Tình hình nộp phiếu theo nhóm đối tượng", _groups(snapshot))
    _missing(script)
    if snapshot["is_provisional"]:
        script.say("Năm chưa chốt xong: các số liệu trong báo cáo này là số tạm tính.")
    _remarks(script)


def _rates(rates: dict[str, Any]) -> str:
    (sent, all_sent), (whole, all_whole) = rates["submitted"], rates["complete"]
    in_time, dated = rates["on_time"]
    said = [
        f"có {words.share(sent, all_sent, 'đơn vị')} đã nộp phiếu",
        f"{words.share(whole, all_whole, 'đơn vị')} nộp đầy đủ nội dung",
    ]
    if dated:
        said.append(f"{words.share(in_time, dated, 'đơn vị có thời hạn')} nộp đúng hạn")
    if rates["undated"]:
        said.append(f"{rates['undated']} đơn vị không có thời hạn nộp")
    return f"Đến nay {'; '.join(said)}."


def _states(states: dict[str, int]) -> str:
    named = (
        ("final", "đã chốt"),
        ("reviewed", "đã thẩm định, chờ chốt"),
        ("in_review", "đang thẩm định"),
        ("submitted", "chờ thẩm định"),
        ("returned", "trả lại để bổ sung"),
        ("draft", "đang nhập"),
    )
    said = [f"{states[code]} phiếu {name}" for code, name in named if states[code]]
    return f"Trong đó có {words.listed(said)}." if said else ""


def _groups(snapshot: dict[str, Any]) -> Table:
    """Who handed in, by group: numbers beside each rate."""
    with_form = [one for one in snapshot["groups"] if one["rates"]["submitted"][1]]
    return Table(
        columns=(
            Column("Mục", 1.2, Align.CENTRE),
            Column("Nhóm đối tượng", 6.5),
            Column("Số đơn vị", 1.6, Align.RIGHT),
            Column("Đã nộp", 1.5, Align.RIGHT),
            Column("Đầy đủ", 1.5, Align.RIGHT),
            Column("Đúng hạn", 2.4, Align.RIGHT),
        ),
        rows=tuple(
            (
                one["number"],
                one["heading"],
                words.cell(one["rates"]["submitted"][1]),
                words.cell(one["rates"]["submitted"][0]),
                words.cell(one["rates"]["complete"][0]),
                _on_time(one["rates"]),
            )
            for one in with_form
        ),
        empty_text="Chưa có đơn vị nào tham gia bằng phiếu.",
    )


def _on_time(rates: dict[str, Any]) -> str:
    part, dated = rates["on_time"]
    return f"{part}/{dated}" if dated else "không có hạn"


def _missing(script: Script) -> None:
    names = [one["unit"] for one in script.snapshot["missing"]]
    if not names:
        if script.snapshot["counts"]["participants"]:
            script.say("Tất cả các đơn vị tham gia đã nộp phiếu.")
    elif len(names) > MOST_NAMED:
        script.say(f"Còn {len(names)} đơn vị chưa nộp phiếu {script.annex('missing')}.")
    else:
        script.say(f"Còn {len(names)} đơn vị chưa nộp phiếu: {words.names(names)}.")


def _remarks(script: Script) -> None:
    remarks = script.snapshot["remarks"]
    if remarks["on_behalf"]:
        named = [_on_behalf(one) for one in remarks["on_behalf"]]
        script.say(f"Văn phòng nhập thay kết quả của {len(named)} đơn vị: {words.names(named)}.")
    for one in remarks["own_work"]:
        script.say(
            f"{one['unit']}: người nhập phiếu đồng thời là người thẩm định, "
            f"lý do: {one['reason'].rstrip('.')}."
        )
    for one in remarks["outside"]:
        day = f" ngày {words.date(one['on'])}" if one["on"] else ""
        script.say(f"{one['unit']}: cấp trên thẩm định tại văn bản số {one['number']}{day}.")
    _after_closing(script, remarks["after_closing"])
    for one in remarks["moved"]:
        script.say(
            f"{one['unit']}: được gia hạn nộp đến ngày {words.date(one['last_day'])}, "
            f"lý do: {one['reason'].rstrip('.')}."
        )


def _after_closing(script: Script, changes: list[dict[str, Any]]) -> None:
    """What was changed after the closing and why; beyond the first, how many more."""
    for one in changes[:MOST_NAMED]:
        what = one.get("what") or "Mở lại phiếu"  # kept papers say no more
        times = f" ({one['times']} lần)" if one.get("times", 1) > 1 else ""
        script.say(
            f"{one['unit']}: {what[:1].lower()}{what[1:]}{times} sau khi đã khóa năm, "
            f"lý do: {one['reason'].rstrip('.')}."
        )
    more = len(changes) - MOST_NAMED
    if more > 0:
        script.say(
            f"Còn {more} thay đổi khác sau khi đã khóa năm, có lý do kèm theo, ghi tại danh sách "
            "thay đổi sau khi chốt."
        )


def _on_behalf(one: dict[str, Any]) -> str:
    how = [words.CHANNELS.get(one["channel"], ""), words.date(one["on"])]
    said = ", ".join(part for part in how if part)
    return f"{one['unit']} ({said})" if said else str(one["unit"])
