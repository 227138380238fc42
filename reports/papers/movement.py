"""What a report is about, in its title, at first mention and afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_MOVEMENT = "Phong trào"


@dataclass(frozen=True)
class Movement:
    """``subject`` stands in titles, ``full`` at first mention, ``short`` from then on."""

    subject: str
    full: str
    short: str

    @property
    def introduced(self) -> str:
        """The full name with the short one behind it."""
        if self.full == self.short:
            return self.full
        return f"{self.full} (sau đây gọi tắt là {self.short})"


def movement_of(campaign: dict[str, Any]) -> Movement:
    """A plan that launches no movement of its own name (Sơn Hồng) is reported on as a plan."""
    name = str(campaign["name"]).strip().rstrip(".")
    if name.startswith("Kế hoạch"):
        return Movement("công tác xây dựng xã hội học tập", _plan(name), "Kế hoạch")
    full = name if name.startswith(_MOVEMENT) else f"{_MOVEMENT} {name}"
    return Movement("Phong trào thi đua xây dựng xã hội học tập", full, "Phong trào thi đua")


def _plan(name: str) -> str:
    rest = name.removeprefix("Kế hoạch").strip()
    return f"Kế hoạch {rest[:1].lower()}{rest[1:]}"
