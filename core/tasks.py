"""What Celery calls: one task for every job, and one tick a minute."""

from __future__ import annotations

import logging
from functools import partial

from celery import shared_task
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

from core import jobs

logger = logging.getLogger(__name__)


@shared_task(name="core.run_job", ignore_result=True)
def run_job(*, job_id: int) -> None:
    """Work one job row, if it is still due."""
    jobs.run(job_id)


@shared_task(name="core.tick", ignore_result=True)
def tick() -> None:
    """Let the apps look at what is due, then hand every waiting job to a worker."""
    jobs.tick()
    for job_id in jobs.due_ids(500):
        run_job.delay(job_id=job_id)


def wake(job_id: int) -> None:
    """Tell a worker about the job once its row is committed, where there is a broker.

    Without one, or when the broker is down, the next tick or the runner finds the row.
    """
    if settings.CELERY_BROKER_URL:
        transaction.on_commit(partial(_send, job_id))


def _send(job_id: int) -> None:
    try:
        run_job.delay(job_id=job_id)
    except OperationalError:
        logger.warning("no broker: job %s waits for the next tick", job_id)
