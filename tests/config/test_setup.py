"""``bin/setup`` makes the environment of its own folder and touches no other."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.installation


def test_an_environment_that_is_only_linked_in_is_refused_and_left_whole(tmp_path: Path) -> None:
    product: Path = settings.BASE_DIR
    another = tmp_path / "another"
    (another / "bin").mkdir(parents=True)
    (another / "bin" / "python").symlink_to(sys.executable)
    (another / "bin" / "activate").write_text(f"VIRTUAL_ENV={another}", encoding="utf-8")
    copy = tmp_path / "copy"
    shutil.copytree(product / "bin", copy / "bin")
    for lock in ("requirements.lock", "requirements-test.lock"):
        shutil.copy(product / lock, copy)
    (copy / ".venv").symlink_to(another)

    run = subprocess.run(["bin/setup"], cwd=copy, capture_output=True, text=True, check=False)

    assert run.returncode == 1
    assert str(another) in run.stderr
    assert "rm .venv" in run.stderr
    assert (another / "bin" / "activate").is_file()
