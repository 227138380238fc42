"""A few sentences at the head of a unit's own figures, from the same lines as the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reports.papers import words

_DONE = (
    ("documents_issued", "ban hành {} văn bản"),
    ("news_items", "đăng {} tin, bài"),
    ("broadcasts", "phát thanh {} buổi"),
    ("conferences", "tổ chức {} hội nghị, buổi sinh hoạt tuyên truyền"),
    ("classes", "mở {} lớp, chuyên đề tại thôn"),
    ("week_activities", "tổ chức {} hoạt động trong Tuần lễ hưởng ứng học tập suốt đời"),
)


@dataclass(frozen=True)
class _Rate:
    """Codes of those entered, those who achieved and all; what is counted, how, for which title."""

    entered: str
    achieved: str
    whole: str
    noun: str
    act: str
    title: str


_RATES = (
    _Rate("families_registered", "families_achieved", "households", "hộ", "đăng ký",
          "Gia đình học tập"),
    _Rate("clans_registered", "clans_achieved", "clans", "dòng họ", "đăng ký",
          "Dòng họ học tập"),
    _Rate("citizens_assessed", "citizens_achieved", "people_15_plus", "người từ 15 tuổi",
          "được đánh giá", "Công dân học tập"),
    _Rate("unit_staff_assessed", "unit_staff_achieved", "unit_staff", "người",
          "được đánh giá", "Công dân học tập"),
)  # fmt: skip


def summary(lines: list[dict[str, Any]]) -> list[str]:
    """Sentences about what was done and reached; nothing is said of what is not known."""
    numbers = {one["code"]: _number(one) for one in lines}
    done = [
        text.format(words.number(value))
        for code, text in _DONE
        if (value := numbers.get(code)) is not None and value > 0
    ]
    said = [f"Trong năm đã {words.listed(done)}."] if done else []
    said += [sentence for rate in _RATES if (sentence := _rate(numbers, rate))]
    return [" ".join(said)] if said else []


def _number(line: dict[str, Any]) -> int | None:
    if line["kind"] in {"ratio", "list"}:
        return None
    if line["state"] == "none":
        return 0
    return line["number"] if line["state"] == "value" else None


def _rate(numbers: dict[str, int | None], rate: _Rate) -> str:
    entered, achieved = numbers.get(rate.entered), numbers.get(rate.achieved)
    whole = numbers.get(rate.whole)
    if not entered or achieved is None or not whole:
        return ""
    return (
        f"Có {words.share(entered, whole, rate.noun)} {rate.act} “{rate.title}”, trong đó "
        f"{words.share(achieved, entered, rate.noun)} đạt."
    )
