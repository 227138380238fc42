"""Many papers in one ZIP, and the dossier of a year: whole, once, only for whoever may."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from core import jobs
from core.models import AuditEvent, Job
from documents import storage
from notices.models import Notice
from reports.enums import BundleKind
from reports.models import AnnualReport, Bundle
from reports.services import bundles
from tests.builders.reports import PlanYear, finished
from tests.reports.stories import full_year


def contents(bundle: Bundle) -> tuple[zipfile.ZipFile, list[dict[str, str]]]:
    """The ZIP and the lines of its list."""
    assert bundle.file is not None
    whole = zipfile.ZipFile(io.BytesIO(storage.read(bundle.file.sha256)))
    listed = whole.read("muc-luc.csv").decode("utf-8-sig")
    return whole, list(csv.DictReader(io.StringIO(listed)))


def made(na: PlanYear, kind: BundleKind) -> Bundle:
    bundle = bundles.request_bundle(kind, na.year, na.host, actor=na.org.minh)
    jobs.run_all_due()
    return bundles.fetch(bundle.pk)


@pytest.mark.parametrize("kind", list(BundleKind))
def test_what_the_list_says_is_in_the_file_with_that_digest(na: PlanYear, kind: BundleKind) -> None:
    full_year(na)
    for report in AnnualReport.objects.all():
        finished(report, na.org.lan)
    bundle = made(na, kind)
    whole, lines = contents(bundle)

    assert len(lines) == bundle.entries > 3
    for line in lines:
        content = whole.read(line["Tệp"])
        assert hashlib.sha256(content).hexdigest() == line["SHA-256"]
        assert len(content) == int(line["Kích thước (byte)"])
    listed = {line["Tệp"] for line in lines} | {"muc-luc.csv", "muc-luc.xlsx", "SHA256SUMS.txt"}
    assert set(whole.namelist()) == listed
    if kind == BundleKind.PAPERS:
        assert len(lines) == 2 * bundle.items.count()
    else:
        assert {"5-so-lieu/tieu-chi.csv", "5-so-lieu/tieu-chi.xlsx"} <= set(whole.namelist())


def test_asking_for_work_twice_makes_one_file_and_tells_once(na: PlanYear) -> None:
    bundle = made(na, BundleKind.PAPERS)
    before = bundle.file_id
    for job in Job.objects.all():
        jobs.run(job.pk)
    bundles.pack(bundle.pk, jobs.Progress(Job.objects.first()))  # type: ignore[arg-type]

    assert bundles.fetch(bundle.pk).file_id == before
    assert Notice.objects.filter(object_kind="reports.bundle").count() == 1
    assert AuditEvent.objects.filter(action="reports.bundle_made").count() == 1


def test_a_cancelled_bundle_ends_without_a_file(na: PlanYear) -> None:
    bundle = bundles.request_bundle(BundleKind.PAPERS, na.year, na.host, actor=na.org.minh)
    bundles.cancel(bundle, actor=na.org.minh)
    jobs.run_all_due()

    over = bundles.fetch(bundle.pk)
    assert (over.file, over.items.exclude(report=None).count()) == (None, 0)


def test_whoever_has_no_office_over_the_unit_gets_nothing(na: PlanYear, client: Client) -> None:
    org = na.org
    bundle = made(na, BundleKind.HANDOVER)
    for somebody in (org.pao, org.nga, org.thuy, org.hanh, org.chi):
        with pytest.raises(PermissionDenied):
            bundles.request_bundle(BundleKind.HANDOVER, na.year, na.host, actor=somebody)
    answers = {}
    for name in ("minh", "tuyet", "pao", "nga", "chi", "bao", "khong"):
        client.force_login(getattr(org, name))
        answer = client.get(f"/reports/bundles/{bundle.pk}/file/")
        answers[name] = answer.status_code
        b"".join(answer)

    assert answers == {
        "minh": 200, "tuyet": 200, "pao": 403, "nga": 403, "chi": 404, "bao": 403, "khong": 403,
    }  # fmt: skip
    assert AuditEvent.objects.filter(action="reports.bundle_taken").count() == 2


def test_the_province_bundles_the_reports_of_its_communes(na: PlanYear) -> None:
    bundle = bundles.request_bundle(
        BundleKind.PAPERS, na.year, na.org.thai_nguyen, actor=na.org.tuyet
    )
    jobs.run_all_due()

    _whole, lines = contents(bundles.fetch(bundle.pk))
    assert [line["Nhóm"] for line in lines] == ["Báo cáo tổng hợp năm"] * 2
