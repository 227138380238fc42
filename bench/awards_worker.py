"""Inside a bench installation: a decision for many households, its paper and its certificates.

``python -m bench.awards_worker prepare N`` builds it; ``decision``, ``certificates``, ``preview``
and ``public`` with a number print what they found as JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys
import time
from typing import Any

import django

YEAR = 2026
VILLAGES = 40
BASE_URL = "https://thi-dua.example.vn"


def prepare(count: int) -> dict[str, int]:
    """Na Rì, its villages and households, each awarded and with a numbered certificate."""
    from django.core.management import call_command  # noqa: PLC0415 needs the apps

    call_command("migrate", verbosity=0)
    call_command("load_units", verbosity=0)
    call_command("load_plans", verbosity=0)
    from accounts.models import User  # noqa: PLC0415
    from awards.services.certificates import issue_certificates  # noqa: PLC0415
    from awards.services.publishing import open_honours  # noqa: PLC0415
    from campaigns.models import Campaign  # noqa: PLC0415
    from core import clock  # noqa: PLC0415
    from core.audit import SYSTEM  # noqa: PLC0415
    from units.enums import Role  # noqa: PLC0415
    from units.services.memberships import grant  # noqa: PLC0415

    clock.set_business_day(dt.date(YEAR, 12, 7))
    host = Campaign.objects.get(slug="na-ri-2026").launched_by
    lan = User.objects.create_user("lan", "hoc-tap-suot-doi", full_name="Nông Thị Lan")
    for role in (Role.LEADER, Role.CLERK):
        grant(lan, host, role, from_on=dt.date(2020, 1, 1), actor=SYSTEM)
    decision = _decision(host, _families(host, count), lan)
    open_honours(host, YEAR, actor=lan)
    return {"certificates": issue_certificates(decision, actor=lan)}


def _families(host: Any, count: int) -> list[Any]:
    from bench.lists_worker import households  # noqa: PLC0415
    from core.audit import SYSTEM  # noqa: PLC0415
    from units.enums import UnitType  # noqa: PLC0415
    from units.services.tree import NewUnit, create_units  # noqa: PLC0415

    villages = create_units(
        [
            NewUnit(UnitType.VILLAGE, f"Bản {n}", "thôn", code=f"02155-B{n:02d}", position=n)
            for n in range(1, VILLAGES + 1)
        ],
        host,
        actor=SYSTEM,
    )
    names = [row[1] for row in households(count)]
    made: list[Any] = []
    for place, village in enumerate(villages):
        new = [
            NewUnit(UnitType.HOUSEHOLD, name, "hộ", position=n)
            for n, name in enumerate(names[place::VILLAGES])
        ]
        made += create_units(new, village, actor=SYSTEM)
    return made


def _decision(host: Any, families: list[Any], actor: Any) -> Any:
    from awards.data_files import load_catalogue  # noqa: PLC0415
    from awards.enums import Level  # noqa: PLC0415
    from awards.models import AwardType  # noqa: PLC0415
    from awards.services import catalogue  # noqa: PLC0415
    from awards.services.conferring import AwardLine, DecisionFacts, confer  # noqa: PLC0415

    catalogue.load_catalogue(load_catalogue())
    form = AwardType.objects.get(code="GK")
    facts = DecisionFacts(
        number="145/QĐ-UBND",
        decided_on=dt.date(YEAR, 12, 1),
        issuer="Chủ tịch Ủy ban nhân dân xã Na Rì",
        level=Level.COMMUNE,
        signer="Triệu Văn Dũng",
        signer_title="Chủ tịch",
    )
    what = f"Đã có thành tích tiêu biểu trong phong trào thi đua năm {YEAR}"
    lines = [
        AwardLine(
            recipient=one, award_type=form, period_from=YEAR, period_to=YEAR, achievement=what
        )
        for one in families
    ]
    return confer(host, facts, lines, actor=actor)


# ---------------------------------------------------------------- the decision's paper


def decision(rounds: int) -> dict[str, Any]:
    """CPU seconds of the decision with everybody on its list, and of plain WeasyPrint."""
    from awards.models import Award  # noqa: PLC0415
    from bench.lists_worker import cells, plain_pdf  # noqa: PLC0415
    from documents.paper import DraftDate  # noqa: PLC0415
    from documents.papers import common, decisions  # noqa: PLC0415
    from documents.papers.common import Frame, Nominee, NomineeKind  # noqa: PLC0415
    from documents.renderers.pdf import render_pdf  # noqa: PLC0415

    listed = tuple(
        Nominee(
            kind=NomineeKind(one.recipient_kind),
            name=one.recipient_name,
            place=one.recipient_place,
            prize=one.prize,
        )
        for one in Award.objects.order_by("recipient_place", "pk")
    )
    frame = Frame(
        issuer=common.committee("xã Na Rì", "Na Rì"),
        dated=DraftDate(YEAR),
        signers=(common.chair_signer(),),
    )
    says = decisions.AwardDecision(
        unit="xã Na Rì",
        form="Giấy khen",
        merit=f"thành tích xuất sắc trong phong trào thi đua năm {YEAR}",
        legal_basis=("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",),
        nominees=listed,
    )
    paper = decisions.award_decision(frame, says)
    render_pdf(paper)
    taken: dict[str, list[float]] = {"ours": [], "plain": []}
    for _round in range(rounds):
        taken["ours"].append(_cpu(lambda: render_pdf(paper)))
        taken["plain"].append(_cpu(lambda: plain_pdf(paper)))
    ours, plain = cells(render_pdf(paper), 0), cells(plain_pdf(paper), 0)
    return {**taken, "equal": ours == plain and len(ours) == len(listed), "rows": len(ours)}


# ---------------------------------------------------------------- certificates


def certificates(_number: int) -> dict[str, Any]:
    """CPU seconds and peak memory of the one job that draws all, from the wish to its end."""
    from accounts.models import User  # noqa: PLC0415
    from awards.models import CertificatePrint, Decision  # noqa: PLC0415
    from awards.services.printing import request_print  # noqa: PLC0415
    from core import jobs  # noqa: PLC0415

    before = time.process_time()
    wish = request_print(
        Decision.objects.get(), None, base_url=BASE_URL, actor=User.objects.get(username="lan")
    )
    jobs.run(wish.job_id or 0)
    taken = time.process_time() - before
    done = CertificatePrint.objects.select_related("file").get(pk=wish.pk)
    return {
        "cpu": taken,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "sheets": done.sheets,
        "pages": _pages(done),
    }


def _pages(done: Any) -> int:
    import io  # noqa: PLC0415

    import pikepdf  # noqa: PLC0415

    from documents import storage  # noqa: PLC0415

    with pikepdf.open(io.BytesIO(storage.read(done.file.sha256))) as opened:
        return len(opened.pages)


def preview(rounds: int) -> dict[str, Any]:
    """Wall seconds of one certificate as it will come out of the printer; the first is cold."""
    from awards.models import Certificate  # noqa: PLC0415
    from awards.selectors.certificates import with_everything  # noqa: PLC0415
    from awards.services.printing import draw_one  # noqa: PLC0415

    taken = []
    for _round in range(rounds):
        started = time.perf_counter()
        draw_one(with_everything(Certificate.objects.all())[0], None, BASE_URL)
        taken.append(time.perf_counter() - started)
    return {"seconds": taken}


# ---------------------------------------------------------------- everybody's pages


def public(_number: int) -> dict[str, int]:
    """Statements of each page that everybody may open."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from awards.models import Certificate  # noqa: PLC0415

    token = Certificate.objects.order_by("pk").values_list("token", flat=True)[0]
    found = {}
    client = Client(HTTP_HOST="localhost")
    for name, path in (("certificate", f"/c/{token}/"), ("honours", f"/honours/02155/{YEAR}/")):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(path, answer.status_code)
        found[name] = len(asked)
    return found


def _cpu(way: Any) -> float:
    before = time.process_time()
    way()
    return time.process_time() - before


WORKS = {
    "prepare": prepare,
    "decision": decision,
    "certificates": certificates,
    "preview": preview,
    "public": public,
}


def main() -> None:
    """Do the work named on the command line."""
    django.setup()
    print(json.dumps(WORKS[sys.argv[1]](int(sys.argv[2]))))


if __name__ == "__main__":
    main()
