"""Addresses of the register, of certificates and of the honours page."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from awards.views import certificates, decisions, honours, naming, register

urlpatterns: list[URLPattern | URLResolver] = [
    path("register/", register.register_list, name="register_list"),
    path("register/<int:pk>/", register.award_detail, name="award_detail"),
    path("register/<int:pk>/revoke/", register.award_revoke, name="award_revoke"),
    path("register/<int:pk>/revocation/", register.revocation_scan, name="revocation_scan"),
    path("statistics/", register.statistics, name="statistics"),
    path("decisions/", decisions.decision_list, name="decision_list"),
    path("decisions/choose/", decisions.recipients_choose, name="recipients_choose"),
    path("decisions/new/", decisions.decision_new, name="decision_new"),
    path("decisions/<int:pk>/", decisions.decision_detail, name="decision_detail"),
    path("decisions/<int:pk>/scan/", decisions.decision_scan, name="decision_scan"),
    path("decisions/<int:pk>/number/", decisions.decision_number, name="decision_number"),
    path("decisions/<int:pk>/names/", naming.decision_names, name="decision_names"),
    path("decisions/<int:pk>/print/", certificates.decision_print, name="decision_print"),
    path("prints/<int:pk>/", certificates.print_detail, name="print_detail"),
    path("prints/<int:pk>/progress/", certificates.print_progress, name="print_progress"),
    path("prints/<int:pk>/file/", certificates.print_file, name="print_file"),
    path(
        "certificates/<int:pk>/preview/",
        certificates.certificate_preview,
        name="certificate_preview",
    ),
    path(
        "certificates/<int:pk>/reissue/",
        certificates.certificate_reissue,
        name="certificate_reissue",
    ),
    path("printers/", certificates.printer_list, name="printer_list"),
    path("printers/new/<int:unit_pk>/", certificates.printer_new, name="printer_new"),
    path("printers/<int:pk>/", certificates.printer_edit, name="printer_edit"),
    path("printers/<int:pk>/sheet/", certificates.printer_sheet, name="printer_sheet"),
    path("printers/<int:pk>/remove/", certificates.printer_remove, name="printer_remove"),
    path("honours/", honours.honours_list, name="honours_list"),
    path("honours/<int:pk>/close/", honours.honours_close, name="honours_close"),
    path("honours/<int:pk>/script/", honours.honours_script, name="honours_script"),
]
