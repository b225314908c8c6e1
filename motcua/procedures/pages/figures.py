"""``/thu-tuc/so-lieu/``: the four counts and the online levels by agency, each leading to its list."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.kernel.refusals import NotFound
from motcua.organizations.public import access, unit_coded
from motcua.procedures.figures import FEATURES, AgencyLevels, as_data, four_counts, levels_by_agency, listed_in, pairs
from motcua.procedures.pages.found_rows import listed
from motcua.procedures.search import entries_of
from motcua.ui.public import Bar, number


@access("catalogue.read")
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """For everybody."""
    found, agencies = four_counts(), levels_by_agency()
    features = feature_names()
    shown = {
        "cong-khai": found.public,
        "truc-tuyen": found.online,
        "toan-trinh": found.fully_online,
        "mot-phan": found.partly_online,
        "buu-chinh": found.by_post,
        "thanh-toan": found.payable_online,
    }
    context = {
        "page_width": "wide",
        "figures": [
            {"name": features[key], "count": number(shown[key]), "url": list_url(key)}
            for key in ("cong-khai", "truc-tuyen", "buu-chinh", "thanh-toan")
        ],
        "bars": [
            Bar(features[key], count, _share(count, found.public), url=list_url(key)) for key, count in shown.items()
        ],
        "groups": _groups(agencies),
        "pairs": number(pairs()),
        "agencies": len(agencies),
    }
    return render(request, "procedures/figures.html", context)


@access("catalogue.read")
@require_safe
def figures_as_data(request: HttpRequest) -> HttpResponse:
    """The same as JSON."""
    return JsonResponse(as_data(), json_dumps_params={"ensure_ascii": False})


@access("catalogue.read")
@require_safe
def behind_a_figure(request: HttpRequest) -> HttpResponse:
    """The procedures that a figure counts."""
    feature, agency = request.GET.get("loai", "cong-khai")[:20], request.GET.get("co-quan", "")[:35]
    if feature not in FEATURES:
        raise NotFound(_("Không có số liệu này."), advice=_("Mở lại trang số liệu rồi chọn."))
    page = listed_in(feature, agency, after=request.GET.get("tiep", ""))
    context = {
        "page_width": "wide",
        "title": feature_names()[feature],
        "agency": unit_coded(agency).name if agency else "",
        "rows": [listed(entry) for entry in entries_of([row.procedure.key for row in page.rows])],
        "next_url": list_url(feature, agency, page.after) if page.after else "",
        "first_url": list_url(feature, agency) if request.GET.get("tiep") else "",
    }
    return render(request, "procedures/behind.html", context)


def list_url(feature: str, agency: str = "", after: str = "") -> str:
    """Where the procedures behind a figure are listed."""
    pairs = {"loai": feature, "co-quan": agency, "tiep": after}
    return reverse("figures-list") + "?" + urlencode({name: value for name, value in pairs.items() if value})


def feature_names() -> dict[str, str]:
    """The figures, as people call them."""
    return {
        "cong-khai": _("Thủ tục công khai"),
        "truc-tuyen": _("Nộp được trên mạng (toàn trình và một phần)"),
        "toan-trinh": _("Toàn trình"),
        "mot-phan": _("Một phần"),
        "buu-chinh": _("Qua bưu chính công ích"),
        "thanh-toan": _("Thanh toán trực tuyến"),
    }


def _groups(agencies: list[AgencyLevels]) -> list[dict[str, Any]]:
    """Agencies of the province, then communes."""
    communes = [row for row in agencies if row.kind == "commune"]
    others = [row for row in agencies if row.kind != "commune"]
    named = [(_("Cơ quan cấp tỉnh"), others), (_("Ủy ban nhân dân cấp xã"), communes)]
    return [{"name": name, "rows": [_row(row) for row in rows]} for name, rows in named if rows]


def _row(row: AgencyLevels) -> dict[str, Any]:
    cells = {
        "cong-khai": row.public,
        "toan-trinh": row.fully_online,
        "mot-phan": row.partly_online,
        "buu-chinh": row.by_post,
        "thanh-toan": row.payable_online,
    }
    names = feature_names()
    return {
        "name": row.name,
        "code": row.code,
        "cells": [
            {"label": names[key], "count": number(count), "url": list_url(key, row.code) if count else ""}
            for key, count in cells.items()
        ],
        "share": round(100 * row.online / row.public) if row.public else 0,
    }


def _share(count: int, whole: int) -> str:
    return f"{number(count)} ({round(100 * count / whole)} %)" if whole else number(count)
