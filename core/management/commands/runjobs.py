"""The embedded job runner: takes due job rows and gives the scheduler its minute."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections

from core import jobs

logger = logging.getLogger(__name__)

TICK_SECONDS = 60.0
POLL_SECONDS = 0.5


class Command(BaseCommand):
    """``manage.py runjobs``: run until stopped, or with ``--once`` until nothing is due."""

    next_tick = 0.0
    help = "Chạy các việc nền đang chờ và bộ lập lịch (không cần Redis)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Chạy hết việc đang chờ rồi dừng.")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["once"]:
            jobs.tick()
            self.stdout.write(f"Đã chạy {jobs.run_all_due()} việc.")
            return
        # Whoever waits for a page comes first.
        os.nice(settings.JOB_NICENESS)
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        self.work_until(stop)

    def work_until(self, stop: threading.Event) -> None:
        """Tick and work until told to stop.

        A database that is locked or restarting for a moment ends nothing: with this process
        ``bin/run`` would stop the web server too.
        """
        while not stop.is_set():
            try:
                close_old_connections()
                is_idle = not self._look(stop)
            except (InterfaceError, OperationalError):
                logger.exception("the database did not answer the job runner")
                is_idle = True
            if is_idle:
                stop.wait(POLL_SECONDS)

    def _look(self, stop: threading.Event) -> bool:
        if time.monotonic() >= self.next_tick:
            jobs.tick()
            self.next_tick = time.monotonic() + TICK_SECONDS
        return self._work_some(stop)

    def _work_some(self, stop: threading.Event) -> bool:
        ids = jobs.due_ids()
        for job_id in ids:
            if stop.is_set():
                break
            jobs.run(job_id)
        return bool(ids)
