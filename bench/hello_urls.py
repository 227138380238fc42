"""The product's addresses and a bare "hello" behind the same middleware."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as product
from core.policy import public


@public
def hello(_request: HttpRequest) -> HttpResponse:
    """Answer with one word."""
    return HttpResponse("hello")


urlpatterns = [path("hello/", hello), *product]
