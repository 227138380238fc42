"""Make an embedded installation ready to serve: static files, database, reference data or demo.

``bin/run`` calls this before it starts the web server and the job runner. Everything happens in
one process, because loading Django three times would triple the wait of every later start.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import io
import multiprocessing
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

STAMP = ".stamp"


def main() -> None:
    """Prepare, and leave the table of demo accounts in the file named by ``--accounts``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=Path, required=True)
    parser.add_argument(
        "--empty", action="store_true", help="a new database gets no demo year, only reference data"
    )
    options = parser.parse_args()
    # This process makes a hundred thousand rows and ends: looking for garbage costs a tenth.
    gc.set_threshold(50_000, 20, 100)
    django.setup()
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with beside(publish_static_files):
        prepare_database(with_demo=not options.empty)
    with options.accounts.open("w", encoding="utf-8") as file:
        if needs_administrator():
            file.write(first_steps())
        else:
            call_command("demo_accounts", stdout=file)


@contextmanager
def beside(work: Callable[[], None]) -> Iterator[None]:
    """Do the work in a process of its own meanwhile; its failure is the start's failure.

    The process is a copy of this one, which has loaded Django already and no connection yet.
    """
    helper = multiprocessing.get_context("fork").Process(target=work, daemon=True)
    helper.start()
    yield
    helper.join()
    if helper.exitcode:
        sys.exit(helper.exitcode)


# ---------------------------------------------------------------- static files


def publish_static_files() -> None:
    """Collect, name by content and compress the static files, unless these very ones are there."""
    root = Path(settings.STATIC_ROOT)
    fingerprint = static_fingerprint()
    with suppress(FileNotFoundError):
        if (root / STAMP).read_text(encoding="ascii") == fingerprint:
            return
    say("Đang chuẩn bị giao diện ...")
    call_command("collectstatic", interactive=False, verbosity=0)
    (root / STAMP).write_text(fingerprint, encoding="ascii")


def static_fingerprint() -> str:
    """Change whenever a locked package or one of our own static files changes."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.lock").read_bytes())
    digest.update((settings.BASE_DIR / "config" / "apps.py").read_bytes())
    for path in sorted((settings.BASE_DIR / "static").rglob("*")):
        if path.is_file():
            digest.update(f"{path}:{path.stat().st_size}:{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()


# ---------------------------------------------------------------- database


def prepare_database(*, with_demo: bool) -> None:
    """Bring the tables up to date; a new database also gets the demo year, or reference data."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        build_sqlite(Path(connection.settings_dict["NAME"]), with_demo=with_demo)
        return
    is_new = "django_migrations" not in connection.introspection.table_names()
    call_command("migrate", interactive=False, verbosity=0)
    if is_new:
        fill(with_demo=with_demo)
    elif not has_units():  # made before the reference data came by itself
        load_reference_data()
    connection.close()


def build_sqlite(target: Path, *, with_demo: bool) -> None:
    """Build the first database beside its place and move it there when it is whole.

    A start that is interrupted half-way therefore leaves nothing behind that looks finished, and
    the draft needs no waiting for the disk: it reaches the disk once, at the end.
    """
    draft = target.with_name(f"{target.name}.draft")
    for leftover in target.parent.glob(f"{draft.name}*"):
        leftover.unlink()
    say("Đang tạo cơ sở dữ liệu ...")
    usual = dict(connection.settings_dict["OPTIONS"])
    connection.settings_dict["NAME"] = str(draft)
    connection.settings_dict["OPTIONS"] = {
        **usual,
        "init_command": "PRAGMA journal_mode=MEMORY;PRAGMA synchronous=OFF",
    }
    call_command("migrate", interactive=False, verbosity=0)
    fill(with_demo=with_demo)
    connection.close()
    connection.settings_dict["NAME"] = str(target)
    connection.settings_dict["OPTIONS"] = usual
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def fill(*, with_demo: bool) -> None:
    """Give a new database the demo year, or only what every commune needs to begin."""
    if with_demo:
        seed()
    else:
        load_reference_data()


def load_reference_data() -> None:
    """The country's units and the five plans; nobody's account and nobody's work."""
    say("Đang nạp danh mục đơn vị cả nước và năm kế hoạch ...")
    call_command("load_units", stdout=io.StringIO())
    call_command("load_plans", stdout=io.StringIO())
    call_command("load_awards", stdout=io.StringIO())


def has_units() -> bool:
    """Whether the country is there, or anything that somebody entered instead of it."""
    return apps.get_model("units", "Unit").objects.exists()


def needs_administrator() -> bool:
    """Whether nobody can sign in yet."""
    return not apps.get_model("accounts", "User").objects.exists()


def first_steps() -> str:
    """What the newcomer does next, with the very command for this installation."""
    command = f"DATA_DIR={shlex.quote(str(settings.DATA_DIR))} .venv/bin/python manage.py"
    return (
        "Đã có danh mục đơn vị cả nước và năm kế hoạch; chưa có tài khoản nào.\n"
        "1. Mở một cửa sổ lệnh khác ở thư mục này và tạo người quản trị đầu tiên:\n"
        f"     {command} first_administrator\n"
        "2. Đăng nhập ở địa chỉ trên bằng tên và mật khẩu vừa đặt.\n"
        "3. Người dùng: mở tài khoản cho lãnh đạo và công chức của xã, giao vai trò, in thư.\n"
        "4. Công chức mở trang của xã, Thêm đơn vị trực thuộc: dán danh sách thôn, cơ quan.\n"
        "5. Lãnh đạo Phòng vào Phong trào, chọn phong trào của xã, chọn năm, Mở năm.\n"
        "Hướng dẫn: docs/operations.md và docs/huong-dan/quan-tri.md\n"
    )


def seed() -> None:
    """Fill the demo year."""
    say("Đang tạo năm thi đua mẫu ...")
    call_command("seed_demo", verbosity=0)


def say(text: str) -> None:
    """Tell the person at the terminal what takes time."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
