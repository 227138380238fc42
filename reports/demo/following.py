"""What the office of a demo follows: tasks, inspections, reminders, a decision for the year."""

from __future__ import annotations

import datetime as dt

from assessments.services import reminding
from campaigns.enums import TaskState, YearState
from campaigns.models import PlanTask
from campaigns.selectors.rollover import checklist_of
from campaigns.services import inspections
from campaigns.services.rollover import decide_item
from campaigns.services.tasks import Assigned, follow_task
from core import clock
from reports.demo.stages import Play
from units.enums import UnitType

STATES = (TaskState.DONE, TaskState.ONGOING, TaskState.ONGOING, TaskState.NOT_STARTED)
NOTES = {
    TaskState.DONE: "Đã tổ chức xong, có biên bản lưu.",
    TaskState.ONGOING: "Đang làm, xong phần tuyên truyền.",
    TaskState.NOT_STARTED: "",
}


def follow(play_: Play) -> None:
    """Tasks of the plan on their way, one inspection with findings, one item decided."""
    _tasks(play_)
    _inspection(play_)
    _decision(play_)


def _tasks(play_: Play) -> None:
    year = play_.year.year
    clock.set_business_day(dt.date(year, 10, 12))
    bodies = list(play_.year.campaign.bodies.order_by("position"))
    tasks = PlanTask.objects.filter(campaign=play_.year.campaign).select_related(
        "body", "campaign__launched_by"
    )
    for place, task in enumerate(tasks.order_by("position")):
        state = STATES[place % len(STATES)]
        body = task.body or (bodies[place % len(bodies)] if bodies else None)
        due = dt.date(year, (9, 10, 11, 12)[place % 4], (30, 31, 15, 15)[place % 4])
        follow_task(
            task,
            play_.year,
            state=state,
            note=NOTES[state],
            assigned=Assigned(body, due),
            actor=play_.office.officer,
        )


def _inspection(play_: Play) -> None:
    year = play_.year.year
    rows = play_.year.participations.taking_part().filter(unit__type=UnitType.VILLAGE)
    villages = [row.unit for row in rows.select_related("unit").order_by("unit__position")[:3]]
    if not villages:
        return
    actor = play_.office.officer
    day = dt.date(year, 10, 14)
    clock.set_business_day(day)
    plan = inspections.Plan(
        "Kiểm tra việc thực hiện phong trào ở thôn",
        day,
        "Phòng Văn hóa - Xã hội (trưởng đoàn); Hội Khuyến học; Ủy ban MTTQ",
        done_on=day,
        conclusion="Các thôn đã triển khai; sổ sách theo dõi hộ đăng ký chưa đầy đủ.",
    )
    visit = inspections.plan_inspection(play_.year, plan, villages, actor=actor)
    found = [
        inspections.add_finding(
            visit,
            village,
            text="Chưa lập sổ theo dõi hộ đăng ký danh hiệu Gia đình học tập.",
            request="Lập sổ theo dõi và báo lại Phòng Văn hóa - Xã hội.",
            due_on=dt.date(year, 10, 31),
            actor=actor,
        )
        for village in villages[:2]
    ]
    clock.set_business_day(dt.date(year, 10, 28))
    inspections.resolve_finding(
        found[0], on=dt.date(year, 10, 28), resolution="Đã lập sổ, gửi bản chụp.", actor=actor
    )
    later = inspections.Plan(
        "Giám sát tủ sách, không gian đọc ở nhà văn hóa thôn",
        dt.date(year, 12, 10),
        "Phòng Văn hóa - Xã hội; Đoàn Thanh niên",
    )
    inspections.plan_inspection(play_.year, later, villages, actor=actor)


def _decision(play_: Play) -> None:
    for item in checklist_of(play_.year, clock.today()).open:
        if item.key.startswith("day-"):
            decide_item(
                play_.year,
                item.key,
                note="Giữ nguyên ngày trong kế hoạch; nhắc đơn vị nộp trước ngày nghỉ.",
                actor=play_.office.officer,
            )


def prepare_reminders(play_: Play) -> None:
    """A mailing that waits for a look, where somebody still owes something."""
    play_.year.refresh_from_db(fields=["state"])
    if play_.year.state == YearState.OPEN:
        reminding.prepare_now(play_.year, actor=play_.office.officer)
