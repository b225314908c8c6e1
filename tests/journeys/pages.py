"""The list of all pages that people see: what ``make screenshots`` takes and what the checks of the look go through.

A house test holds it against the map of addresses, so that a new page cannot be forgotten here.
"""

import json
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.place import PASSWORD, Demo

#: how far the demo's dossiers have come, in the order in which they were submitted (config/demo_dossiers.py)
STAGES = ("handed_over", "done", "sign", "asked", "appraise", "assign", "submitted")
HERE = Path(__file__).resolve().parent
PACKS = HERE.parent.parent / "motcua" / "procedures" / "packs" / "H32"
#: seconds
SIGNED_IN_FOR = 200
CITIZEN, BUSINESS = "congdan", "doanhnghiep"


@dataclass(frozen=True)
class Seen:
    """A page: name of its picture, who looks at it, where; what is done there first; the answer it gives."""

    name: str
    who: str | None
    path: str
    act: Callable[[Page], object] | None = None
    status: int = 200
    #: one of the few that are also photographed in English and in dark
    main: bool = False
    #: the address in the map, when a press leads to another page than ``path``
    route: str = ""


def pressed(selector: str) -> Callable[[Page], object]:
    """Something on the page is pressed, and another page comes."""

    def press(page: Page) -> None:
        with page.expect_navigation(wait_until="load"):
            page.locator(selector).first.click()

    return press


def sent(selector: str, name: str, content: bytes, kind: str = "application/octet-stream") -> Callable[[Page], object]:
    """A file is chosen in a form and the form is sent."""

    def send(page: Page) -> None:
        page.locator(selector).evaluate("one => { const fold = one.closest('details'); if (fold) fold.open = true; }")
        page.locator(selector).set_input_files({"name": name, "mimeType": kind, "buffer": content})
        with page.expect_navigation(wait_until="load"):
            page.locator(f"form:has({selector}) button[type=submit]").click()

    return send


def empty(form: str) -> Callable[[Page], object]:
    """A form is sent with nothing in it: the page comes back with what is missing."""

    def send(page: Page) -> None:
        with page.expect_navigation(wait_until="load"):
            page.locator(form).first.evaluate("one => { one.noValidate = true; one.requestSubmit(); }")

    return send


def _without_token(page: Page) -> None:
    page.locator("main form").first.evaluate("one => one.querySelector('[name=csrfmiddlewaretoken]').remove()")
    empty("main form")(page)


def _no_mobile(page: Page) -> None:
    page.fill("input[name=phone]", "0258 3123456")
    pressed("main form button[type=submit]")(page)


def _looked_up(page: Page) -> None:
    code, key = page.evaluate("JSON.parse(sessionStorage.getItem('looked-up'))")
    page.fill("input[name=code]", code)
    page.fill("input[name=key]", key)
    pressed("main form button[type=submit]")(page)


def _tried_too_often(page: Page) -> None:
    page.evaluate("""async () => {
        const form = document.querySelector("main form");
        for (let tries = 0; tries < 70; tries++) {
            const body = new FormData(form);
            body.set("login", "khong-co-ai");
            body.set("password", `sai-${tries}`);
            if ((await fetch(form.action, {method: "POST", body})).status === 429) return;
        }
    }""")
    page.fill("input[name=login]", "khong-co-ai")
    page.fill("input[name=password]", "sai")
    pressed("main form button[type=submit]")(page)


def _broken_pack() -> bytes:
    pack = (PACKS / "ho-tich" / "1.001193-dang-ky-khai-sinh.yaml").read_text("utf-8")
    return pack.replace("key:", "kye:", 1).encode()


PAPER = (HERE / "paper.pdf").read_bytes()
PAGES = (
    # anybody
    Seen("home", None, "/", main=True),
    Seen("offline", None, "/ngoai-tuyen/"),
    Seen("procedures", None, "/thu-tuc/", main=True),
    Seen("search", None, "/thu-tuc/?q=lam+giay+khai+sinh", main=True),
    Seen("search-narrowed", None, "/thu-tuc/?cap=commune&muc-do=fully_online"),
    Seen("search-nothing", None, "/thu-tuc/?q=xyzxyz"),
    Seen("search-understood", None, "/thu-tuc/?q=xin+gpxd+nha+rieng+lle", main=True),
    Seen("search-nothing-left", None, "/thu-tuc/?q=khai+sinh&cap=ministry&muc-do=fully_online"),
    Seen("ask", None, "/hoi/", main=True),
    Seen("ask-answered", None, "/hoi/?q=lam+giay+khai+sinh+cho+con+can+giay+to+gi", main=True),
    Seen("ask-back", None, "/hoi/?q=quang+cao&trong=1.004650,1.001193"),
    Seen("ask-unknown", None, "/hoi/?q=con+meo+bi+lac+ngoai+cho+dem"),
    Seen("procedure-birth", None, "/thu-tuc/1.001193/", main=True),
    Seen("procedure-advertising", None, "/thu-tuc/1.004650/"),
    Seen("procedure-version", None, "/thu-tuc/1.004650/phien-ban/1/"),
    Seen("catalogue-figures", None, "/thu-tuc/so-lieu/", main=True),
    Seen("catalogue-behind", None, "/thu-tuc/so-lieu/danh-sach/?loai=toan-trinh"),
    Seen("procedure-office", None, "/thu-tuc/1.001193/H32.212/", main=True),
    Seen("procedure-offices", None, "/thu-tuc/1.001193/noi-lam/", main=True),
    Seen("procedure-offices-narrowed", None, "/thu-tuc/1.001193/noi-lam/?tim=nha+trang"),
    Seen("procedure-offices-none", None, "/thu-tuc/1.001193/noi-lam/?tim=xyzxyz"),
    Seen("procedure-changes-none", None, "/thu-tuc/1.004650/thay-doi/"),
    Seen("open-data", None, "/thu-tuc/du-lieu-mo/"),
    Seen("due", None, "/tinh-han/?nhan=2026-03-02T09:12&so=40&loai=gio-lam-viec", main=True),
    Seen("due-empty", None, "/tinh-han/?nhan=&so=abc", status=422),
    Seen("units", None, "/don-vi/"),
    Seen("units-nothing", None, "/don-vi/?tim=xyzxyz"),
    Seen("unit", None, "/don-vi/H32.212/"),
    Seen("unit-department", None, "/don-vi/H32.25/"),
    Seen("look-up", None, "/tra-cuu/"),
    Seen("look-up-missing", None, "/tra-cuu/", empty("main form"), 422),
    Seen("looked-up", None, "/tra-cuu/?ma={asked}", _looked_up, route="tra-cuu/<str:code>/"),
    Seen("check-signature", None, "/kiem-tra-chu-ky/"),
    Seen("check-signature-none", None, "/kiem-tra-chu-ky/", sent("input[type=file]", "a.pdf", PAPER), 200),
    Seen("check-signature-refused", None, "/kiem-tra-chu-ky/", sent("input[type=file]", "a.pdf", b"MZ" * 400), 422),
    Seen("check-paper", None, "/kiem-tra/{slip}/", main=True),
    Seen("sign-in", None, "/tai-khoan/dang-nhap/", main=True),
    Seen("eid-not-proven", None, "/tai-khoan/dinh-danh/vneid/ve/", status=401),
    Seen("eid-away", None, "/tai-khoan/dinh-danh/vneid/", status=503),
    Seen("sign-in-refused", None, "/tai-khoan/dang-nhap/", empty("main form"), 200),
    Seen("sign-up", None, "/tai-khoan/dang-ky/"),
    Seen("sign-up-missing", None, "/tai-khoan/dang-ky/", empty("main form"), 200),
    Seen("forgotten", None, "/tai-khoan/quen-mat-khau/"),
    Seen("new-password", None, "/tai-khoan/dat-lai-mat-khau/"),
    Seen("new-password-missing", None, "/tai-khoan/dat-lai-mat-khau/", empty("main form"), 422),
    Seen("locked", None, "/tai-khoan/da-khoa/", status=403),
    Seen("showroom", None, "/ui/"),
    Seen("showroom-desk", None, "/ui/ban-lam-viec/"),
    Seen("refused-409", None, "/ui/tu-choi/"),
    Seen("api-docs", None, "/api/v1/docs", lambda page: page.locator(".swagger-ui .info").wait_for()),
    Seen("refused-400", None, "/thu-tuc/?q=a%00b", status=422),
    Seen("refused-404", None, "/khong-co-trang-nay/", status=404),
    Seen("refused-csrf", None, "/tai-khoan/dang-nhap/", _without_token, 403),
    Seen("refused-429", None, "/tai-khoan/dang-nhap/", _tried_too_often, 429),
    # a citizen, a business
    Seen("citizen-home", BUSINESS, "/"),
    Seen("apply", CITIZEN, "/nop-ho-so/1.001193/", main=True),
    Seen("apply-missing", CITIZEN, "/nop-ho-so/1.001193/", empty("main form"), 422),
    Seen("apply-owner", BUSINESS, "{draft}chu-ho-so/"),
    Seen("apply-form", BUSINESS, "{draft}content/", main=True),
    Seen("apply-form-wrong", BUSINESS, "{draft}content/", empty("main form"), 422),
    Seen("apply-papers", BUSINESS, "{draft}giay-to/", main=True),
    Seen("apply-delivery", BUSINESS, "{draft}nhan-ket-qua/"),
    Seen("apply-check", BUSINESS, "{draft}xem-lai/", main=True),
    Seen("my-dossiers", BUSINESS, "/ho-so-cua-toi/", main=True),
    Seen("my-dossiers-none", CITIZEN, "/ho-so-cua-toi/"),
    Seen("my-dossier-asked", BUSINESS, "/ho-so/{asked}/", main=True),
    Seen("my-dossier-appraised", BUSINESS, "/ho-so/{appraise}/"),
    Seen("my-dossier-done", BUSINESS, "/ho-so/{handed_over}/"),
    Seen("receipt", BUSINESS, "/ho-so/{submitted}/da-nop/", main=True),
    Seen("refused-404-dossier", CITIZEN, "/ho-so/{asked}/", status=404),
    Seen("refused-403", CITIZEN, "/viec/", status=403),
    Seen("inbox", BUSINESS, "/hop-thu/", main=True),
    Seen("inbox-none", CITIZEN, "/hop-thu/"),
    Seen("inbox-wishes", BUSINESS, "/hop-thu/cach-nhan/", main=True),
    Seen("inbox-wishes-wrong", CITIZEN, "/hop-thu/cach-nhan/", _no_mobile, 422),
    Seen("inbox-confirm", None, "/hop-thu/xac-nhan/{slip}/"),
    Seen("profile", CITIZEN, "/toi/ho-so-ca-nhan/"),
    Seen(
        "profile-number",
        CITIZEN,
        "/toi/ho-so-ca-nhan/",
        pressed("form[action$='/so-dinh-danh/'] button"),
        route="toi/ho-so-ca-nhan/so-dinh-danh/",
    ),
    Seen("two-factors", CITIZEN, "/toi/hai-lop/", main=True),
    Seen("two-factors-app", CITIZEN, "/toi/hai-lop/ung-dung/"),
    Seen("two-factors-key", CITIZEN, "/toi/hai-lop/khoa/moi/"),
    Seen("acting-for", CITIZEN, "/toi/lam-thay/"),
    Seen("acting-for-missing", CITIZEN, "/toi/lam-thay/", empty("form[action$='/lam-thay/']"), 422),
    Seen("who-saw", BUSINESS, "/toi/du-lieu/", main=True),
    Seen("consents", CITIZEN, "/toi/dong-y/"),
    Seen("own-sessions", CITIZEN, "/toi/phien/"),
    Seen("confirm-again", CITIZEN, "/tai-khoan/xac-nhan-lai/"),
    Seen("profile-business", BUSINESS, "/toi/ho-so-ca-nhan/"),
    Seen("change-password", CITIZEN, "/tai-khoan/doi-mat-khau/"),
    Seen("change-password-missing", CITIZEN, "/tai-khoan/doi-mat-khau/", empty("main form"), 200),
    Seen("sign-out", CITIZEN, "/tai-khoan/dang-xuat/"),
    # officers
    Seen("desk-reception", "tiepnhan", "/viec/?xem=phong", main=True),
    Seen("desk-open", "tiepnhan", "/viec/?xem=phong&mo={submitted_id}", main=True),
    Seen("desk-specialist", "chuyenvien", "/viec/"),
    Seen("desk-nothing", "chuyenvien", "/viec/?ma=H32.99"),
    Seen("desk-unit", "truongphong", "/viec/phong/"),
    Seen("handling-new", "tiepnhan", "/viec/ho-so/{submitted_id}/", main=True),
    Seen("handling-ask", "tiepnhan", "/viec/ho-so/{submitted_id}/?lam=yeu-cau-bo-sung"),
    Seen("handling-form", "chuyenvien", "/viec/ho-so/{appraise_id}/?muc=don"),
    Seen("handling-papers", "chuyenvien", "/viec/ho-so/{appraise_id}/?muc=giay-to"),
    Seen("handling-process", "chuyenvien", "/viec/ho-so/{appraise_id}/?muc=quy-trinh", main=True),
    Seen("handling-course", "chuyenvien", "/viec/ho-so/{appraise_id}/?muc=dien-bien"),
    Seen("handling-slips", "chuyenvien", "/viec/ho-so/{appraise_id}/?muc=phieu"),
    Seen("drafting", "chuyenvien", "/viec/ho-so/{appraise_id}/soan/"),
    Seen("handling-result", "lanhdao", "/viec/ho-so/{sign_id}/?muc=ket-qua", main=True),
    Seen("sign", "lanhdao", "/ky/", main=True),
    Seen("register", "vanthu", "/so-theo-doi/", main=True),
    Seen("counter", "tiepnhan", "/tiep-nhan-tai-quay/"),
    Seen("counter-found", "tiepnhan", "/tiep-nhan-tai-quay/?tim=khai+sinh"),
    Seen("counter-form", "tiepnhan", "/tiep-nhan-tai-quay/1.004650/", main=True),
    Seen("counter-form-wrong", "tiepnhan", "/tiep-nhan-tai-quay/1.004650/", empty("main form[method=post]"), 422),
    Seen("design", "thietke", "/thiet-ke/"),
    Seen(
        "design-preview",
        "thietke",
        "/thiet-ke/",
        sent("#id_file", "a.yaml", b"key: 1.1\nname: A\n"),
        422,
        route="thiet-ke/xem-truoc/",
    ),
    Seen(
        "design-broken",
        "thietke",
        "/thiet-ke/",
        sent("#id_file", "a.yaml", _broken_pack()),
        422,
        route="thiet-ke/xem-truoc/",
    ),
    Seen(
        "design-drawing",
        "thietke",
        "/thiet-ke/",
        sent("#id_drawing", "a.bpmn", b"<a/>"),
        422,
        route="thiet-ke/quy-trinh/",
    ),
    Seen("national-changes", "thietke", "/thiet-ke/thay-doi/", main=True),
    Seen("national-limit", "thietke", "/thiet-ke/thay-doi/1/", main=True),
    Seen("national-late", "thietke", "/thiet-ke/thay-doi/3/"),
    Seen("national-new", "thietke", "/thiet-ke/thay-doi/5/"),
    Seen("national-abolished", "thietke", "/thiet-ke/thay-doi/6/"),
    Seen(
        "national-not-taken",
        "thietke",
        "/thiet-ke/thay-doi/2/",
        empty("main form[action$='khong-ap-dung/']"),
        422,
        route="thiet-ke/thay-doi/<int:change_id>/khong-ap-dung/",
    ),
    Seen("catalogue-lacking", "thietke", "/thiet-ke/con-thieu/"),
    # money
    Seen("charge", BUSINESS, "/thanh-toan/{charge_id}/", main=True),
    Seen("charge-by-transfer", BUSINESS, "/thanh-toan/{charge_id}/", pressed("main .pay-ways button"), main=True),
    Seen("charge-paid", BUSINESS, "/thanh-toan/{paid_id}/"),
    Seen("my-payments", BUSINESS, "/khoan-nop-cua-toi/"),
    Seen("my-payments-none", CITIZEN, "/khoan-nop-cua-toi/"),
    Seen("receipt-look-up", None, "/bien-lai/"),
    Seen("receipt-found", None, "/bien-lai/?ma={receipt}", main=True),
    Seen("receipt-missing", None, "/bien-lai/?ma=ABCDEFGHJKLM", status=404),
    Seen("handling-money", "tiepnhan", "/viec/ho-so/{done_id}/?muc=phi"),
    Seen("handling-cash", "tiepnhan", "/viec/ho-so/{done_id}/?lam=thu-tien"),
    Seen("day-checks", "quantri", "/thu-tien/", main=True),
    Seen("refunds", "lanhdao", "/thu-tien/hoan/", main=True),
    Seen("refunds-done", "lanhdao", "/thu-tien/hoan/?xem=da-xong"),
    Seen("receipt-admin", "lanhdao", "/thu-tien/bien-lai/{receipt_id}/"),
    Seen("my-dossier-came-back", BUSINESS, "/ho-so/{done}/"),
    Seen("handling-post", "tiepnhan", "/viec/ho-so/{done_id}/?muc=buu-chinh"),
    Seen("post-office", "tiepnhan", "/buu-chinh/"),
    Seen("post-to-see-to", "tiepnhan", "/buu-chinh/?xem=can-xu-ly", main=True),
    Seen("post-coming-in", "tiepnhan", "/buu-chinh/?xem=dang-den"),
    Seen("post-parcel", "tiepnhan", "/buu-chinh/{parcel_id}/", main=True),
    Seen("post-list", "tiepnhan", "/buu-chinh/danh-sach/"),
    Seen("exchange", "quantri", "/lien-thong/", main=True),
    Seen("exchange-waiting", "quantri", "/lien-thong/?xem=cho"),
    Seen("exchange-comparison", "quantri", "/lien-thong/doi-soat/"),
    Seen("messages", "quantri", "/quan-tri/tin-nhan/", main=True),
    Seen("message-templates", "quantri", "/quan-tri/tin-nhan/mau/"),
    Seen("message-template", "quantri", "/quan-tri/tin-nhan/mau/papers_asked/"),
    Seen("calendar", "quantri", "/quan-tri/lich/"),
    Seen("calendar-day-new", "quantri", "/quan-tri/lich/ngay/moi/"),
    Seen("calendar-day-missing", "quantri", "/quan-tri/lich/ngay/moi/", empty("main form[method=post]"), 422),
    Seen("calendar-day", "quantri", "/quan-tri/lich/ngay/1/"),
    Seen("stand-ins", "quantri", "/quan-tri/phan-cong-thay/"),
    Seen("stand-ins-missing", "quantri", "/quan-tri/phan-cong-thay/", empty("main form[method=post]"), 422),
    Seen("code-for", "quantri", "/quan-tri/mat-khau/"),
    Seen("systems", "quantri", "/quan-tri/he-thong/"),
    Seen("systems-missing", "quantri", "/quan-tri/he-thong/", empty("form[action$='/he-thong/']"), 422),
    Seen("lost-factor", "quantri", "/quan-tri/hai-lop/"),
    Seen("lost-factor-missing", "quantri", "/quan-tri/hai-lop/", empty("main form[method=post]"), 422),
    Seen("audit", "quantri", "/quan-tri/nhat-ky/"),
    Seen("audit-nothing", "quantri", "/quan-tri/nhat-ky/?q=xyzxyz"),
    Seen(
        "audit-checked",
        "quantri",
        "/quan-tri/nhat-ky/?so=H32.25",
        pressed("main form[method=post] button"),
        route="quan-tri/nhat-ky/kiem-tra/",
    ),
)
_FILE, _ACT, _DATA, _ON = "a file, no page", "an act, answers with another page", "for machines", "leads on to a page"
#: addresses that show no page of their own, and why
_SYSTEM = "needs another system that asks: looked at in identity/tests/test_browser.py"
_FACTOR = "needs a second factor that is set up: looked at in identity/tests/test_browser.py"
NO_PAGE = {
    "khoe/": _DATA,
    "buu-chinh/ban-giao/": _ACT,
    "buu-chinh/bao/": _DATA,
    "ho-so/<str:code>/nhan-ket-qua/": _ACT,
    "vao/": _ON,
    "kiem-tra/": _ON,
    "i18n/setlang/": _ACT,
    "tai-khoan/dinh-danh/<slug:provider_id>/gan/": _ACT,
    "tai-khoan/ma-dang-nhap/": _FACTOR,
    "tai-khoan/xac-nhan-lai/ma/": _FACTOR,
    "tai-khoan/xac-nhan-lai/khoa/": _FACTOR,
    "toi/hai-lop/ung-dung/bo/": _FACTOR,
    "toi/hai-lop/ma-du-phong/": _FACTOR,
    "toi/hai-lop/ma-du-phong/moi/": _FACTOR,
    "toi/hai-lop/ma-du-phong/tep/": _FACTOR,
    "toi/hai-lop/khoa/<int:pk>/bo/": _FACTOR,
    "toi/dong-y/<uuid:consent_id>/rut/": _ACT,
    "quan-tri/he-thong/<str:client_id>/ngung/": _ACT,
    ".well-known/openid-configuration": _DATA,
    ".well-known/jwks.json": _DATA,
    "dang-nhap-mot-lan/cho-phep/": _SYSTEM,
    "dang-nhap-mot-lan/ra/": _SYSTEM,
    "dang-nhap-mot-lan/ma/": _DATA,
    "dang-nhap-mot-lan/nguoi/": _DATA,
    "dang-nhap-mot-lan/thu-hoi/": _DATA,
    "dang-nhap-mot-lan/thiet-bi/": _DATA,
    "toi/phien/noi-khac/": _ACT,
    "toi/lam-thay/chinh-minh/": _ACT,
    "toi/lam-thay/<uuid:representation_id>/chon/": _ACT,
    "toi/lam-thay/<uuid:representation_id>/bo/": _ACT,
    "toi/phien/<int:session_id>/ket-thuc/": _ACT,
    "ui/nen/": _ACT,
    "sw.js": _FILE,
    "tai-len/": _DATA,
    "tai-len/<uuid:arrival_id>/": _DATA,
    "manifest.webmanifest": _DATA,
    "thu-tuc/goi-y/": _DATA,
    "thu-tuc/<str:key>.json": _DATA,
    "thu-tuc/danh-muc.json": _FILE,
    "thu-tuc/danh-muc.csv": _FILE,
    "thu-tuc/du-lieu-mo.jsonld": _DATA,
    "thu-tuc/<str:key>/<str:unit>/to-dan.pdf": _FILE,
    "sitemap.xml": _DATA,
    "sitemap-<int:number>.xml": _DATA,
    "robots.txt": _DATA,
    "thu-tuc/<str:key>/<str:case>/mau.json": _DATA,
    "thu-tuc/<str:key>/<str:case>/quy-trinh.bpmn": _FILE,
    "thiet-ke/cong-bo/": _ACT,
    "thiet-ke/thay-doi/cong-khai/": _ACT,
    "thiet-ke/thay-doi/<int:change_id>/cong-khai/": _ACT,
    "thu-tuc/so-lieu.json": _DATA,
    "lien-thong/tin/<uuid:message_id>/gui-lai/": _ACT,
    "lien-thong/tin/<uuid:message_id>/bo-qua/": _ACT,
    "lien-thong/doi-soat/<uuid:discrepancy_id>/gui-lai/": _ACT,
    "hop-thu/tin/<uuid:notice_id>/": _ACT,
    "hop-thu/da-doc/": _ACT,
    "hop-thu/trinh-duyet/": _DATA,
    "hop-thu/trinh-duyet/tat/": _ACT,
    "hop-thu/bao-tin.js": _FILE,
    "quan-tri/tin-nhan/gui-lai/": _ACT,
    "quan-tri/tin-nhan/<uuid:delivery_id>/gui-lai/": _ACT,
    "quan-tri/tin-nhan/dia-chi/<int:address_id>/mo-lai/": _ACT,
    "quan-tri/tin-nhan/mau/<str:occasion>/<str:language>/": "a letter, shown in the frame of its template's page",
    "nop-ho-so/don/<uuid:dossier_id>/": _ON,
    "nop-ho-so/don/<uuid:dossier_id>/bo/": _ACT,
    "nop-ho-so/don/<uuid:dossier_id>/giay-to/<str:key>/": _ACT,
    "nop-ho-so/don/<uuid:dossier_id>/tep/<uuid:paper_id>/": _FILE,
    "nop-ho-so/don/<uuid:dossier_id>/tep/<uuid:paper_id>/bo/": _ACT,
    "ho-so/<str:code>/bo-sung/": _ACT,
    "ho-so/<str:code>/rut/": _ACT,
    "ho-so/<str:code>/phieu/<str:token>/": _FILE,
    "ho-so/<str:code>/ket-qua/": _FILE,
    "kiem-tra/<str:token>/tep/": _FILE,
    "tai-khoan/gui-tiep/": "shown once, after a session has ended: see identity/tests",
    "viec/ho-so/<uuid:dossier_id>/xuat-trinh/<str:key>/": _ACT,
    "viec/hang-loat/": _ACT,
    "viec/ho-so/<uuid:dossier_id>/lam/<str:slug>/": _ACT,
    "viec/ho-so/<uuid:dossier_id>/giay-to/<uuid:paper_id>/": _FILE,
    "viec/ho-so/<uuid:dossier_id>/giay-to/<uuid:paper_id>/kiem-tra/": _ACT,
    "viec/ho-so/<uuid:dossier_id>/phieu/<uuid:form_id>.pdf": _FILE,
    "viec/ho-so/<uuid:dossier_id>/du-thao.pdf": _FILE,
    "viec/ho-so/<uuid:dossier_id>/ket-qua.pdf": _FILE,
    "viec/ho-so/<uuid:dossier_id>/phieu-kiem-soat.pdf": _FILE,
    "so-theo-doi/so.pdf": _FILE,
    "thanh-toan/<uuid:charge_id>/trang-thai/": _DATA,
    "thanh-toan/<uuid:charge_id>/tro-ve/<str:method>/": _ON,
    "thanh-toan/bao/<str:method>/": _DATA,
    "thu-tien/khoan/<uuid:charge_id>/hoan/": _ACT,
    "thu-tien/hoan/<uuid:refund_id>/": _ACT,
    "bien-lai/<str:lookup>/tep/": _FILE,
    "quan-tri/lich/ngay/<int:day_id>/bo/": _ACT,
    "quan-tri/phan-cong-thay/<int:stand_in_id>/ket-thuc/": _ACT,
    "quan-tri/nhat-ky/<str:agency>.jsonl": _FILE,
}
#: the addresses of partners' systems
API = "api/v1/"


class Walk:
    """A demo with its people signed in, and a draft begun, so that every page of the list can be opened."""

    def __init__(self, browser: Browser, demo: Demo) -> None:
        self.browser, self.demo = browser, demo
        self._signed_in: dict[str, tuple[float, Any]] = {}
        self.keys: dict[str, str] = {}
        self.words = self._names()

    def context(self, who: str | None, language: str = "vi", **more: Any) -> BrowserContext:
        """A browser of that person, in that language; asks for no more motion than it must."""
        context = self.browser.new_context(
            base_url=self.demo.address, storage_state=self._state(who) if who else None, locale="vi-VN", **more
        )
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "django_language", "value": language, "url": self.demo.address}])
        context.add_init_script(f"sessionStorage.setItem('looked-up', {json.dumps(json.dumps(self._asked))})")
        return context

    def open(self, page: Page, one: Seen) -> int:
        """Go there and do what is done there; answers the status of the page that came."""
        statuses = []

        def note(answer: Any) -> None:
            if answer.request.is_navigation_request() and answer.frame == page.main_frame:
                statuses.append(answer.status)

        page.on("response", note)
        page.goto(one.path.format(**self.words))
        if one.act:
            one.act(page)
        page.remove_listener("response", note)
        if statuses[-1] == 429:
            self._forget_tries()
        assert one.who is None or "/dang-nhap/" not in page.url, f"{one.name}: {one.who} is asked to sign in"
        return int(statuses[-1])

    def _state(self, who: str) -> Any:
        """The cookies of that person, signed in anew before the session of an administrator would end."""
        began, state = self._signed_in.get(who, (0.0, None))
        if state is None or time.monotonic() - began > SIGNED_IN_FOR:
            state = self._sign_in(who)
            self._signed_in[who] = time.monotonic(), state
        return state

    def _forget_tries(self) -> None:
        with sqlite3.connect(self.demo.folder / "motcua.sqlite3", timeout=20) as base:
            base.execute("DELETE FROM cache")

    def _sign_in(self, who: str) -> Any:
        context = self.browser.new_context(base_url=self.demo.address, locale="vi-VN")
        page = context.new_page()
        sign_in(page, self.demo.address, who)
        state = context.storage_state()
        context.close()
        return state

    def _names(self) -> dict[str, str]:
        with sqlite3.connect(f"file:{self.demo.folder / 'motcua.sqlite3'}?mode=ro", uri=True) as base:
            found = base.execute(
                "SELECT id, code, lookup_key FROM dossiers_dossier ORDER BY submitted_at, id"
            ).fetchall()
            (slip,) = base.execute("SELECT token FROM dossiers_issuedform WHERE purpose = 'slip' LIMIT 1").fetchone()
            (parcel,) = base.execute("SELECT id FROM post_parcel LIMIT 1").fetchone()
            receipt, receipt_id = base.execute("SELECT lookup_code, id FROM payments_receipt LIMIT 1").fetchone()
            charges = dict(base.execute("SELECT state, id FROM payments_charge ORDER BY raised_at").fetchall())
        words = {"slip": slip, "receipt": receipt, "receipt_id": str(UUID(receipt_id))}
        words |= {"parcel_id": str(UUID(parcel)), "charge_id": str(UUID(charges[0])), "paid_id": str(UUID(charges[2]))}
        for stage, (number, code, key) in zip(STAGES, found, strict=True):
            words |= {stage: code, f"{stage}_id": str(UUID(number))}
            if stage == "asked":
                self._asked = (code, key)
        context = self.context(BUSINESS)
        page = context.new_page()
        page.goto("/nop-ho-so/1.004650/")
        pressed("main form button[type=submit]")(page)
        words["draft"] = page.url.removeprefix(self.demo.address).rsplit("/", 2)[0] + "/"
        context.close()
        return words


def sign_in(page: Page, address: str, username: str) -> None:
    """As one of the demo's people."""
    page.goto(f"{address}/tai-khoan/dang-nhap/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    pressed("main form button[type=submit]")(page)
    assert "/dang-nhap/" not in page.url, f"{username} could not sign in"
