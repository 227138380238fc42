"""Decisions of the chair: awards, and titles recognised."""

from __future__ import annotations

from dataclasses import dataclass

from documents.paper import Annex, Article, Paper, PaperKind, Table
from documents.papers.common import Frame, Nominee, counted, kinds_named, nominee_table

_LISTED = "(có danh sách tại Phụ lục kèm theo)"
AWARDED = ("name", "place", "prize", "note")
RECOGNISED = ("name", "place", "note")


@dataclass(frozen=True)
class AwardDecision:
    """Who is awarded what for what.

    ``form``: "Giấy khen". ``merit``: "thành tích xuất sắc trong Phong trào … năm 2026". ``unit``:
    "xã Na Rì". ``prizes``: how much and from which money, a sentence; empty where there is none.
    ``carried_out_by``: who carries it out, beside those who are named.
    """

    unit: str
    form: str
    merit: str
    legal_basis: tuple[str, ...]
    nominees: tuple[Nominee, ...]
    prizes: str = ""
    carried_out_by: tuple[str, ...] = ()


def award_decision(frame: Frame, says: AwardDecision) -> Paper:
    """``Quyết định tặng Giấy khen`` (sample 1.2 of the decree) with the list as its annex."""
    named = counted(says.nominees)
    kinds = kinds_named(says.nominees)
    chair = f"Chủ tịch Ủy ban nhân dân {says.unit}"
    articles = [f"Tặng {says.form} của {chair} cho {named} đã có {says.merit} {_LISTED}."]
    if says.prizes:
        articles.append(says.prizes)
    articles.append(_carried_out(says.carried_out_by, kinds))
    return _decision(
        frame,
        unit=says.unit,
        abstract=f"Về việc tặng {says.form} cho các {kinds} có {says.merit}",
        legal_basis=says.legal_basis,
        articles=articles,
        annex_title=f"Danh sách {kinds} được tặng {says.form}",
        listed=nominee_table(says.nominees, AWARDED),
    )


@dataclass(frozen=True)
class RecognitionDecision:
    """Which title of a year is recognised for whom ("Gia đình học tập")."""

    unit: str
    title: str
    year: int
    legal_basis: tuple[str, ...]
    nominees: tuple[Nominee, ...]
    carried_out_by: tuple[str, ...] = ()


def recognition_decision(frame: Frame, says: RecognitionDecision) -> Paper:
    """``Quyết định công nhận danh hiệu`` with the list as its annex."""
    named = counted(says.nominees)
    kinds = kinds_named(says.nominees)
    titled = f"danh hiệu “{says.title}” năm {says.year}"
    return _decision(
        frame,
        unit=says.unit,
        abstract=f"Về việc công nhận {titled}",
        legal_basis=says.legal_basis,
        articles=[
            f"Công nhận {titled} cho {named} trên địa bàn {says.unit} {_LISTED}.",
            "Quyết định này có hiệu lực kể từ ngày ký.",
            _carried_out(says.carried_out_by, kinds),
        ],
        annex_title=f"Danh sách {kinds} được công nhận {titled}",
        listed=nominee_table(says.nominees, RECOGNISED),
    )


def _carried_out(bodies: tuple[str, ...], kinds: str) -> str:
    who = ", ".join(bodies) or "Thủ trưởng các cơ quan, đơn vị có liên quan"
    return f"{who} và các {kinds} có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này."


def _decision(
    frame: Frame,
    *,
    unit: str,
    abstract: str,
    legal_basis: tuple[str, ...],
    articles: list[str],
    annex_title: str,
    listed: Table,
) -> Paper:
    return Paper(
        kind=PaperKind.DECISION,
        header=frame.header(frame.issuer.symbol("Quyết định")),
        title="Quyết định",
        abstract=abstract,
        authority=f"Chủ tịch Ủy ban nhân dân {unit}",
        legal_basis=legal_basis,
        blocks=tuple(Article(text) for text in articles),
        closing="",
        signers=frame.signers,
        recipients=(f"Như Điều {len(articles)}", *frame.recipients),
        filing=frame.issuer.filing,
        annexes=(Annex(annex_title, (listed,)),),
        draft=frame.draft,
    )
