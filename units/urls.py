"""Addresses of the units app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from units.views import (
    account,
    adding,
    audit,
    changing,
    commune_letters,
    deputies,
    households,
    letters,
    pages,
    people,
    reshaping,
    roles,
)

app_name = "units"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.search, name="search"),
    path("<int:pk>/", pages.unit, name="unit"),
    path("<int:pk>/new/", adding.new_units, name="new_units"),
    path("<int:pk>/correct/", changing.correct_unit, name="correct_unit"),
    path("<int:pk>/rename/", changing.rename_unit, name="rename_unit"),
    path("<int:pk>/move/", reshaping.move_unit, name="move_unit"),
    path("<int:pk>/merge/", reshaping.merge_unit, name="merge_unit"),
    path("<int:pk>/split/", reshaping.split_unit, name="split_unit"),
    path("<int:pk>/close/", changing.close_unit, name="close_unit"),
    path("<int:pk>/reopen/", changing.reopen_unit, name="reopen_unit"),
    path("<int:pk>/households/", households.households, name="households"),
    path("<int:pk>/households/new/", households.new_households, name="new_households"),
    path("<int:pk>/members/new/", households.new_member, name="new_member"),
    path("members/<int:pk>/edit/", households.edit_member, name="edit_member"),
    path("members/<int:pk>/end/", households.end_member, name="end_member"),
    path("members/<int:pk>/head/", households.make_head, name="make_head"),
    path("<int:pk>/trail/", audit.trail, name="trail"),
    path("<int:pk>/trail/copy/", audit.trail_copy, name="trail_copy"),
    path("<int:pk>/trail/verify/", audit.verify_trail, name="verify_trail"),
    path("<int:pk>/trail/check/", audit.verify_state, name="verify_state"),
    path("account/", account.account, name="account"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.edit_person, name="edit_person"),
    path("people/<int:pk>/active/", people.set_person_active, name="set_person_active"),
    path("people/<int:pk>/letter/", letters.issue_letter, name="issue_letter"),
    path("people/<int:pk>/roles/", roles.grant_role, name="grant_role"),
    path("people/<int:pk>/letter/withdraw/", letters.withdraw_letter, name="withdraw_letter"),
    path("people/<int:pk>/lost-phone/", letters.lost_phone, name="lost_phone"),
    path("<int:pk>/letters/", commune_letters.letters, name="letters"),
    path("letters/print/", commune_letters.letters_to_print, name="letters_to_print"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("<int:pk>/deputies/", deputies.deputies, name="deputies"),
    path("<int:pk>/deputies/new/", deputies.name_deputy, name="name_deputy"),
    path("deputies/<int:pk>/end/", deputies.end_deputy, name="end_deputy"),
    path("deputies/<int:pk>/letter/", deputies.deputy_letter, name="deputy_letter"),
    path("roles/<int:pk>/end/", roles.end_role, name="end_role"),
    path("roles/<int:pk>/withdraw/", roles.withdraw_role, name="withdraw_role"),
]
