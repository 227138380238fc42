"""A form that arrives twice acts once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import RequestFactory

from accounts.models import User
from core.errors import DomainError
from core.models import IdempotencyKey
from core.once import FIELD, act_once, act_or_correct, act_or_explain, new_key
from tests.builders.people import user
from tests.together import at_once
from units.enums import UnitType
from units.models import Unit

OLD_PAGE = "Trang này đã cũ. Hãy tải lại trang rồi thực hiện lại."


class NameForm(forms.Form):
    """One field."""

    name = forms.CharField()


@pytest.fixture
def minh(db: None) -> User:
    """Somebody who clicks."""
    return user("minh", "Hoàng Văn Minh")


def request_of(person: User, key: str, path: str = "/lap/") -> HttpRequest:
    request = RequestFactory().post(path, {FIELD: key})
    request.user = person
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


def create_unit(name: str = "Bản Pò") -> Callable[[], str]:
    def act() -> str:
        unit = Unit.objects.create(type=UnitType.VILLAGE, name=name)
        return f"/units/{unit.pk}/"

    return act


def refuse() -> str:
    Unit.objects.create(type=UnitType.VILLAGE, name="nửa chừng")
    raise DomainError("Năm này đã đóng.", field="name")


def said(request: HttpRequest) -> list[str]:
    return [str(message) for message in get_messages(request)]


def where(response: HttpResponse | None) -> str:
    assert response is not None
    return str(response["Location"])


def test_the_second_click_finds_the_firsts_answer(minh: User) -> None:
    key = new_key()
    first, second = request_of(minh, key), request_of(minh, key)

    one = act_once(first, create_unit(), to="/units/", done="Đã lập.")
    two = act_once(second, create_unit(), to="/units/", done="Đã lập.")

    unit = Unit.objects.get()
    assert where(one) == where(two) == f"/units/{unit.pk}/"
    assert said(first) == ["Đã lập."]
    assert said(second) == ["Thao tác này đã được ghi trước đó; không ghi thêm lần nữa."]


def test_a_new_rendering_is_a_new_act(minh: User) -> None:
    for _ in range(2):
        act_once(request_of(minh, new_key()), create_unit(), to="/units/", done="")

    assert Unit.objects.count() == 2


def test_a_refused_act_writes_nothing_and_may_be_sent_again(minh: User) -> None:
    key = new_key()

    with pytest.raises(DomainError, match="Năm này đã đóng"):
        act_once(request_of(minh, key), refuse, to="/units/", done="")

    assert not Unit.objects.exists()
    assert not IdempotencyKey.objects.exists()
    act_once(request_of(minh, key), create_unit(), to="/units/", done="")
    assert Unit.objects.count() == 1


def test_the_key_of_another_person_or_page_opens_nothing(minh: User) -> None:
    hoa = user("hoa", "Lý Thị Hoa")
    key = new_key()
    act_once(request_of(minh, key), create_unit(), to="/units/", done="")

    for request in (request_of(hoa, key), request_of(minh, key, "/khac/")):
        with pytest.raises(DomainError, match=OLD_PAGE):
            act_once(request, create_unit(), to="/units/", done="")
    assert Unit.objects.count() == 1


@pytest.mark.parametrize("key", ["", "ngắn", "x" * 65, "<script>alert</script>"])
def test_a_form_without_a_proper_key_is_refused(minh: User, key: str) -> None:
    with pytest.raises(DomainError, match=OLD_PAGE):
        act_once(request_of(minh, key), create_unit(), to="/units/", done="")

    assert not Unit.objects.exists()


def test_a_button_explains_and_a_form_shows_the_refusal_beside_its_field(minh: User) -> None:
    button, sent = request_of(minh, new_key()), request_of(minh, new_key())
    form, other = NameForm({"name": "Nà Lạc"}), forms.Form({})
    assert form.is_valid()
    assert other.is_valid()

    answer = act_or_explain(button, refuse, to="/units/", done="Đã lập.")

    assert where(answer) == "/units/"
    assert said(button) == ["Năm này đã đóng."]
    assert act_or_correct(sent, form, refuse, to="/units/", done="") is None
    assert form.errors == {"name": ["Năm này đã đóng."]}
    assert act_or_correct(sent, other, refuse, to="/units/", done="") is None
    assert other.non_field_errors() == ["Năm này đã đóng."]
    assert where(act_or_correct(sent, forms.Form(), refuse, to="/units/", done="")) == "/units/"
    assert said(sent) == ["Năm này đã đóng."]
    assert not Unit.objects.exists()


def test_every_rendering_prints_another_key() -> None:
    template = Template("{% load once %}{% once_key %}")

    first, second = template.render(Context()), template.render(Context())

    assert first.startswith(f'<input type="hidden" name="{FIELD}" value="')
    assert first != second


@pytest.mark.django_db(transaction=True)
def test_two_clicks_of_one_moment_leave_one_row() -> None:
    minh = user("minh", "Hoàng Văn Minh")
    key = new_key()

    def click() -> str:
        return where(act_once(request_of(minh, key), create_unit(), to="/units/", done=""))

    answers = at_once(*[click] * 4)

    unit = Unit.objects.get()
    assert answers == [f"/units/{unit.pk}/"] * 4
