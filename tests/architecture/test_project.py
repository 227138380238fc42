"""The project as a whole: what must hold before any feature is looked at."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
LOCKS = ["requirements.lock", "requirements-test.lock"]
COMMANDS = ["run", "test", "setup", "lock", "bench", "screenshots"]


@pytest.mark.django_db
def test_no_model_change_lacks_its_migration() -> None:
    output = StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=output)

    assert output.getvalue().strip() in {"No changes detected", "Không phát hiện thay đổi nào"}


def test_system_checks_find_nothing() -> None:
    call_command("check", fail_level="WARNING")


@pytest.mark.parametrize("name", COMMANDS)
def test_command_can_be_started(name: str) -> None:
    command = ROOT / "bin" / name

    assert command.stat().st_mode & 0o111, f"chmod +x {command}"
    assert command.read_text(encoding="utf-8").startswith("#!/")


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    assert "://" not in text
    assert not re.search(r"^\s*--?(index|extra|find|trusted)", text, re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())

    without_hash = [entry for entry in entries if "--hash=sha256:" not in entry]

    assert without_hash == []


def test_test_lock_holds_the_very_versions_of_the_product() -> None:
    product, tests = (pins((ROOT / name).read_text(encoding="utf-8")) for name in LOCKS)

    assert product
    assert {name: tests.get(name) for name in product} == product


def test_every_direct_dependency_is_locked() -> None:
    wanted = re.findall(
        r"^([A-Za-z0-9_.-]+)", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.MULTILINE
    )

    locked = pins((ROOT / "requirements.lock").read_text(encoding="utf-8"))

    assert [name for name in wanted if name.lower() not in locked] == []


def pins(text: str) -> dict[str, str]:
    """Read name → version out of a lock file."""
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE))


def compose() -> dict[str, Any]:
    """The production installation's file."""
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    return loaded


def test_compose_has_every_part_of_a_production_installation() -> None:
    services = compose()["services"]

    assert set(services) == {"db", "redis", "migrate", "web", "worker", "beat"}
    assert services["db"]["image"].startswith("postgres:")
    assert services["redis"]["image"].startswith("redis:")


@pytest.mark.parametrize("name", ["migrate", "web", "worker", "beat"])
def test_compose_builds_one_image_with_the_lock_and_the_libraries(name: str) -> None:
    service = compose()["services"][name]
    recipe = service["build"]["dockerfile_inline"]

    assert service["image"] == compose()["services"]["web"]["image"]
    assert recipe.startswith("FROM python:3.11-slim-bookworm")
    assert "--require-hashes" in recipe
    for library in ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]:
        assert library in recipe


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_compose_serves_only_after_the_migration(name: str) -> None:
    waits_for = compose()["services"][name]["depends_on"]

    assert waits_for["migrate"] == {"condition": "service_completed_successfully"}
