"""The whole catalogue to take along: JSON and CSV, streamed, and the page that says what is in them."""

import csv
from collections.abc import Iterator
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.kernel.clock import now
from motcua.kernel.kept import kept
from motcua.organizations.public import access
from motcua.procedures.addresses import whole
from motcua.procedures.contents import catalogue_stamp
from motcua.procedures.models import Offering, ProcedureVersion
from motcua.procedures.pages.head import head
from motcua.procedures.queries import in_force_on, last_published
from motcua.procedures.rules.definition import read_definition
from motcua.procedures.rules.open_data import COLUMNS, LICENCE, LICENCE_URL, Row, as_cells, dcat

_BATCH = 200
_encode = msgspec.json.Encoder().encode
_DOWNLOADS = {"catalogue-json": "application/json", "catalogue-csv": "text/csv"}


@kept(catalogue_stamp)
@access("catalogue.read")
@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """What there is to take, in which columns, under which terms."""
    meanings = _meanings()
    context = {
        "columns": [(column.name, meanings[column.name]) for column in COLUMNS],
        "count": in_force_on(now().date()).count(),
        "updated": last_published(),
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "head": head(
            _("Dữ liệu mở của danh mục thủ tục hành chính"),
            _("Tải toàn bộ danh mục thủ tục hành chính của tỉnh Khánh Hòa dạng JSON và CSV, dùng tự do."),
            reverse("open-data"),
            structured=_dataset() | {"@context": "https://schema.org", "@type": "Dataset"},
        ),
    }
    return render(request, "procedures/open_data.html", context)


@kept(catalogue_stamp)
@access("catalogue.read")
@require_safe
def as_dcat(request: HttpRequest) -> JsonResponse:
    """The same description for portals of open data."""
    updated = last_published()
    body = dcat(
        home=whole(reverse("open-data")),
        files={whole(reverse(name)): media_type for name, media_type in _DOWNLOADS.items()},
        count=in_force_on(now().date()).count(),
        modified=updated.isoformat() if updated else "",
        publisher="UBND tỉnh Khánh Hòa",
    )
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False}, content_type="application/ld+json")


@access("catalogue.read")
@require_safe
def as_json(request: HttpRequest) -> StreamingHttpResponse:
    """Every procedure in force whole, as packs write it; a part at a time, so that no process holds all of it."""
    return _download(_json_parts(), "application/json", "danh-muc-thu-tuc.json")


@access("catalogue.read")
@require_safe
def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """One line for each procedure in force, in the columns that the page describes."""
    return _download(_csv_lines(), "text/csv; charset=utf-8", "danh-muc-thu-tuc.csv")


def _download(parts: Iterator[bytes], media_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(parts, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Link"] = f'<{LICENCE_URL}>; rel="license", <{whole(reverse("open-data"))}>; rel="describedby"'
    return response


def _json_parts() -> Iterator[bytes]:
    opening = {
        "licence": LICENCE,
        "described_by": whole(reverse("open-data")),
        "made_at": now().isoformat(timespec="seconds"),
    }
    yield _encode(opening)[:-1] + b',"procedures":['
    for place, (row, stored) in enumerate(_rows()):
        line = {
            "key": row.definition.key,
            "url": row.url,
            "version": row.version,
            "valid_from": row.valid_from,
            "published_at": row.published_at,
            "digest": row.digest,
            "agencies": row.agencies,
            "definition": stored,
        }
        yield (b",\n" if place else b"\n") + _encode(line)
    yield b"\n]}\n"


class _Echo:
    """What csv writes to: the line comes straight back."""

    def write(self, line: str) -> bytes:
        return line.encode()


def _csv_lines() -> Iterator[bytes]:
    writer = csv.writer(_Echo())
    yield b"\xef\xbb\xbf"  # spreadsheets read the accents right
    yield writer.writerow([column.name for column in COLUMNS])
    for row, _stored in _rows():
        yield writer.writerow(as_cells(row))


def _rows() -> Iterator[tuple[Row, dict[str, Any]]]:
    """The versions in force by code, some hundred at a time; two queries for each such part."""
    after = ""
    while True:
        rows = in_force_on(now().date()).filter(procedure__key__gt=after).select_related("procedure")
        versions = list(rows.order_by("procedure__key")[:_BATCH])
        if not versions:
            return
        codes = _codes([version.procedure_id for version in versions])
        for version in versions:
            yield _row(version, codes.get(version.procedure_id, [])), version.definition
        after = versions[-1].procedure.key


def _codes(procedures: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Offering.objects.filter(procedure__in=procedures).order_by("unit__code")
    for procedure, code in rows.values_list("procedure_id", "unit__code"):
        found.setdefault(procedure, []).append(code)
    return found


def _row(version: ProcedureVersion, agencies: list[str]) -> Row:
    return Row(
        read_definition(version.definition),
        version.number,
        version.valid_from.isoformat(),
        version.published_at.isoformat(timespec="seconds"),
        version.digest,
        agencies,
        whole(reverse("procedure", args=[version.procedure.key])),
    )


def _dataset() -> dict[str, Any]:
    return {
        "name": "Danh mục thủ tục hành chính tỉnh Khánh Hòa",
        "description": "Mọi thủ tục hành chính đang có hiệu lực của tỉnh Khánh Hòa: cơ quan, giấy tờ, thời hạn, phí, "
        "mức độ trực tuyến, căn cứ pháp lý. Cập nhật mỗi khi danh mục thay đổi.",
        "url": whole(reverse("open-data")),
        "license": LICENCE_URL,
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": whole(reverse(name)), "encodingFormat": media_type}
            for name, media_type in _DOWNLOADS.items()
        ],
    }


def _meanings() -> dict[str, str]:
    """What each column holds."""
    return {
        "key": _("Mã thủ tục, cũng là địa chỉ của trang"),
        "national_code": _("Mã quốc gia"),
        "local_code": _("Mã địa phương"),
        "name": _("Tên thủ tục"),
        "sector": _("Lĩnh vực"),
        "levels": _("Cấp giải quyết, cách nhau bằng dấu |"),
        "online_level": _("fully_online, partly_online, information_only"),
        "by_post": _("Nhận, trả qua bưu chính công ích (true, false)"),
        "payable_online": _("Trả phí trên mạng (true, false)"),
        "cases": _("Các trường hợp"),
        "limits": _("Thời hạn của trường hợp đầu, theo cách nộp"),
        "fees": _("Phí, lệ phí của trường hợp đầu (đồng), theo cách nộp"),
        "papers": _("Số giấy tờ của trường hợp đầu"),
        "audience": _("Ai làm thủ tục, cách nhau bằng dấu |"),
        "agencies": _("Mã định danh các cơ quan giải quyết, cách nhau bằng dấu |"),
        "decision": _("Quyết định công bố"),
        "legal_basis": _("Căn cứ pháp lý"),
        "source": _("Nguồn"),
        "verified": _("Đã đối chiếu với văn bản công bố (true, false)"),
        "version": _("Số phiên bản"),
        "valid_from": _("Có hiệu lực từ ngày"),
        "published_at": _("Công khai lúc"),
        "digest": _("SHA-256 của nội dung"),
        "url": _("Địa chỉ trang"),
    }
