"""What Django leaves to the site: headers by place, and names of uploads as they were sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.http.multipartparser import MultiPartParser
from django.middleware.gzip import GZipMiddleware
from django.utils.datastructures import ImmutableList, MultiValueDict


class AdminStyleMiddleware:
    """Let the operator's window set style attributes; nothing else on the site may.

    Django's admin (its select2 boxes) positions elements that way. Scripts stay as strict as
    everywhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Loosen one directive below the admin's address."""
        response = self.get_response(request)
        if request.path.startswith(settings.ADMIN_PATH):
            vars(response)["_csp_update"] = {"style-src-attr": [UNSAFE_INLINE]}
        return response


class PageCompressionMiddleware(GZipMiddleware):
    """Send pages compressed: on a weak line a form of a hundred kilobytes comes in a tenth.

    Files are left as they are: they are compressed in themselves, and are read in parts. The
    length of a compressed page is blurred by Django, so that it tells nothing of its secrets.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress HTML and JSON that is whole."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in _COMPRESSED:
            return response
        return super().process_response(request, response)


_COMPRESSED = frozenset({"text/html", "application/json"})


class _NamesAsSent(MultiPartParser):
    """Keeps the folders that an upload's name claims, so that the check can refuse them.

    Django cuts the name down to its last part without a word. A slash becomes a backslash,
    which no check of ours lets pass and which names no folder on this system.
    """

    def sanitize_file_name(self, file_name: str) -> str | None:
        """The name with its folders where it has any, else as Django cleans it."""
        if "/" in file_name or "\\" in file_name:
            return file_name.replace("/", "\\")
        return super().sanitize_file_name(file_name)


class UploadNamesAsSentMiddleware:
    """Let the check of uploads see the whole name that was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Read this request's files with names as sent, once somebody asks for them."""

        def parse(meta: dict[str, Any], body: Any) -> tuple[QueryDict, MultiValueDict[str, Any]]:
            request.upload_handlers = ImmutableList(request.upload_handlers)
            return _NamesAsSent(meta, body, request.upload_handlers, request.encoding).parse()

        vars(request)["parse_file_upload"] = parse
        return self.get_response(request)
