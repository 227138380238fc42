"""``bin/run`` itself: it serves, and whatever happens it leaves no process behind."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

# The first of them also bears a first start, beside another worker that does the same.
pytestmark = [pytest.mark.installation, pytest.mark.timeout(240)]


class Installation:
    """A running ``bin/run`` with its own data folder and port."""

    def __init__(self, folder: Path, static_root: Path, data: Path | None = None) -> None:
        self.data_dir = folder / "data"
        self.log = folder / "log"
        if data is not None:
            shutil.copytree(data, self.data_dir)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        env = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                # What is started in the background inherits a deaf ear for Ctrl+C.
                ["env", "--default-signal=INT", "bin/run", "--empty"],
                cwd=settings.BASE_DIR,
                env={
                    **env,
                    "PORT": str(self.port),
                    "DATA_DIR": str(self.data_dir),
                    "STATIC_ROOT": str(static_root),
                },
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def said(self) -> str:
        """Everything the person at the terminal was told."""
        return self.log.read_text(encoding="utf-8")

    def wait_until_ready(self) -> None:
        """Return when the address has been printed."""
        while f"http://localhost:{self.port}" not in self.said():
            assert self.process.poll() is None, self.said()
            time.sleep(0.1)

    def status_of(self, address: str) -> int:
        """The server's answer to one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request("GET", address)
            return connection.getresponse().status

    def processes(self) -> dict[int, str]:
        """Every process of this installation, known by the data folder in its environment."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                environment = (entry / "environ").read_bytes()
                if f"DATA_DIR={self.data_dir}\0".encode() in environment:
                    found[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
        return found

    def end(self) -> None:
        """Kill whatever of it still runs."""
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=45)

    def process_of(self, word: str) -> int:
        """The first process with this word in its command line."""
        return min(pid for pid, command in self.processes().items() if word in command)


@pytest.fixture(scope="module")
def static_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder of static files for the starts of this module."""
    return tmp_path_factory.mktemp("static")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, static_root: Path) -> Path:
    """The data folder that a first start leaves behind; `test_start` tells of first starts."""
    first = Installation(tmp_path_factory.mktemp("begun"), static_root)
    try:
        first.wait_until_ready()
        os.killpg(first.process.pid, signal.SIGINT)
        first.process.wait(timeout=45)
    finally:
        first.end()
    return first.data_dir


@pytest.fixture
def installation(tmp_path: Path, static_root: Path, begun: Path) -> Iterator[Installation]:
    """An installation that is ready to be used."""
    running = Installation(tmp_path, static_root, begun)
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.end()


def test_ctrl_c_ends_every_process(installation: Installation) -> None:
    assert installation.status_of("/quan-tri/") == 302
    assert len(installation.processes()) >= 4  # the script, the server and its worker, the runner

    os.killpg(installation.process.pid, signal.SIGINT)

    assert installation.process.wait(timeout=45) == 130
    assert installation.processes() == {}
    assert (installation.data_dir / "db.sqlite3").exists()


@pytest.mark.parametrize("victim", ["gunicorn", "runjobs"])
def test_when_one_process_dies_the_other_is_ended_and_it_is_said(
    installation: Installation, victim: str
) -> None:
    os.kill(installation.process_of(victim), signal.SIGKILL)

    assert installation.process.wait(timeout=45) == 1
    assert installation.processes() == {}
    assert "một tiến trình đã dừng ngoài ý muốn" in installation.said()


def test_nothing_outlives_a_killed_start_script(installation: Installation) -> None:
    installation.process.kill()
    installation.process.wait(timeout=45)

    deadline = time.monotonic() + 15
    while installation.processes() and time.monotonic() < deadline:
        time.sleep(0.1)

    assert installation.processes() == {}


def test_second_start_beside_it_is_refused_with_the_reason(installation: Installation) -> None:
    reasons = {
        str(installation.port): "đang có chương trình khác dùng",
        "1": "đang được một bin/run khác dùng",
        "web": "PORT phải là một số",
    }

    for port, reason in reasons.items():
        second = subprocess.run(
            ["bin/run"],
            cwd=settings.BASE_DIR,
            env={**os.environ, "PORT": port, "DATA_DIR": str(installation.data_dir)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode == 1
        assert reason in second.stderr

    assert installation.status_of("/quan-tri/") == 302
