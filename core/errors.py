"""Errors whose message is fit for the person at the screen."""

from __future__ import annotations

from django.utils.translation import gettext as _


class DomainError(Exception):
    """A rule of the field refused the act; the message says what, where and what next.

    ``field`` names the input beside which the message belongs, when there is one.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class StaleError(DomainError):
    """Somebody else changed the row first; nothing was written."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or _(
                "Hồ sơ này vừa được người khác thay đổi nên thao tác chưa được ghi. "
                "Hãy xem lại trạng thái mới bên dưới rồi thực hiện lại nếu còn cần."
            )
        )
