"""W2: the village head's first page beside a bare "hello" behind the same middleware.

Sixteen clients that keep their connection, one gunicorn process with threads as ``bin/run``
starts it, both pages in turns in one run. The clients run beside the server on the same cores,
so the processor time of the server for each page is printed too.
"""

from __future__ import annotations

import http.client
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

from bench import demo
from bench.measures.start import free_port
from bench.result import Result
from bench.run import Options

RATIO = 0.30
CLIENTS = 16
PROCESSES = 2
SECONDS = 4.0
HEAD, PASSWORD = "nr.thon05", "hoc-tap-suot-doi"


def measure(options: Options) -> Iterator[Result]:
    """Pages a second, and processor milliseconds of the server a page."""
    with tempfile.TemporaryDirectory(prefix="bench-w2-") as name:
        env = demo.seed(Path(name))
        port = free_port()
        with demo.serving(env, port) as pid:
            cookie = sign_in(port)
            rates: dict[str, list[float]] = {"/": [], "/hello/": []}
            costs: dict[str, list[float]] = {"/": [], "/hello/": []}
            for _round in range(options.rounds):
                for path, seen in rates.items():
                    before = server_seconds(pid)
                    pages = load(port, path, cookie)
                    seen.append(pages / SECONDS)
                    costs[path].append((server_seconds(pid) - before) / pages * 1000)
    ours, hello = (statistics.median(rates[path]) for path in ("/", "/hello/"))
    yield Result(
        "W2", "village head's home, 16 clients", ours, " pages/s", f">={RATIO:.2f}x hello",
        met=ours >= RATIO * hello, peer=hello,
    )  # fmt: skip
    ours_ms, hello_ms = (statistics.median(costs[path]) for path in ("/", "/hello/"))
    yield Result(
        "W2", "the same, server CPU a page", ours_ms, "ms", f"<={1 / RATIO:.2f}x hello",
        met=ours_ms * RATIO <= hello_ms, peer=hello_ms,
    )  # fmt: skip


def sign_in(port: int) -> str:
    """The cookies of a village head who signed in and saw the first page."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    client.request("GET", "/accounts/sign-in/")
    page = client.getresponse()
    jar = _cookies(page.getheaders())
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
    if token is None:
        raise ValueError("no form token on the sign-in page")
    fields = {"csrfmiddlewaretoken": token[1], "name": HEAD, "username": HEAD, "password": PASSWORD}
    client.request(
        "POST",
        "/accounts/sign-in/",
        urlencode(fields),
        {"Content-Type": "application/x-www-form-urlencoded", "Cookie": _header(jar)},
    )
    answer = client.getresponse()
    answer.read()
    jar |= _cookies(answer.getheaders())
    client.request("GET", "/", headers={"Cookie": _header(jar)})
    home = client.getresponse()
    if home.status != http.HTTPStatus.OK or "Phiêng Đăm" not in home.read().decode():
        raise ValueError(f"the first page did not open: {home.status}")
    return _header(jar)


def _cookies(headers: list[tuple[str, str]]) -> dict[str, str]:
    found = [value.split(";")[0] for name, value in headers if name.lower() == "set-cookie"]
    return dict(pair.split("=", 1) for pair in found)


def _header(jar: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in jar.items())


def server_seconds(pid: int) -> float:
    """Processor seconds of gunicorn and its workers so far (they do not end meanwhile)."""
    total = 0.0
    for task in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = task.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(parts[1]) == pid or task.parent.name == str(pid):
            total += (int(parts[11]) + int(parts[12])) / 100
    return total


def load(port: int, path: str, cookie: str) -> int:
    """Ask for the page from sixteen clients for some seconds; returns how many came back whole."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        asked = partial(_clients, port, path, cookie)
        return sum(pool.map(asked, [CLIENTS // PROCESSES] * PROCESSES))


def _clients(port: int, path: str, cookie: str, count: int) -> int:
    answered = [0] * count
    threads = [
        Thread(target=_ask, args=(port, path, cookie, answered, place)) for place in range(count)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(answered)


def _ask(port: int, path: str, cookie: str, answered: list[int], place: int) -> None:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        client.request("GET", path, headers={"Cookie": cookie})
        answer = client.getresponse()
        answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise ValueError(f"{path}: {answer.status}")
        answered[place] += 1
