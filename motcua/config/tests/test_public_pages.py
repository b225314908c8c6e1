import gzip
import re

import brotli
import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.config import public_pages
from motcua.config.public_pages import answers, key_of, shelf
from motcua.identity.models import Account
from motcua.kernel.gaps import gap
from motcua.kernel.kept import kept
from motcua.organizations.queries.edition import raise_edition
from motcua.organizations.tests.make import make_calendar, make_unit
from motcua.procedures import contents, edition, lexicon_files
from motcua.procedures.models import CatalogueEdition
from motcua.procedures.pages import catalogue as catalogue_page
from motcua.procedures.pages import procedure as procedure_page
from motcua.procedures.tests.make import definition, published

pytestmark = pytest.mark.django_db
PAGE = "/thu-tuc/9.000001/"
#: before any test here sets it
AS_WRITTEN = contents.CHECK_SECONDS


@pytest.fixture(autouse=True)
def _keeping(settings, monkeypatch):
    settings.PAGE_MEMORY_MB = 20
    monkeypatch.setattr(contents, "CHECK_SECONDS", 0.0)


@pytest.fixture
def drawn(monkeypatch):
    """How often the page of a procedure was drawn."""
    times = []
    draw = procedure_page._page
    monkeypatch.setattr(procedure_page, "_page", lambda *args, **more: times.append(1) or draw(*args, **more))
    return times


def signed_in(username: str = "hoa") -> Client:
    client = Client()
    account = Account.objects.create_user(username, "mat-khau-dai-12", full_name="Nguyễn Thị Hòa Bình")
    client.force_login(account, backend=django_settings.AUTHENTICATION_BACKENDS[0])
    return client


def test_a_page_is_drawn_once_for_everybody(drawn):
    published()
    first, second = Client().get(PAGE), Client().get(PAGE)
    assert first.content == second.content
    assert "Cấp giấy phép thả diều" in second.content.decode()
    assert len(drawn) == 1


def test_a_kept_page_asks_the_database_one_question_at_most(django_assert_max_num_queries):
    published()
    Client().get(PAGE)
    with django_assert_max_num_queries(1):
        Client().get(PAGE)


def test_who_is_signed_in_neither_fills_nor_reads_what_is_kept(drawn):
    published()
    somebody = signed_in()
    page = somebody.get(PAGE)
    assert "Nguyễn Thị Hòa Bình" in page.content.decode()
    assert len(shelf) == 0
    nobody = Client().get(PAGE)
    assert "Hòa Bình" not in nobody.content.decode()
    assert len(shelf) == 1
    assert "Nguyễn Thị Hòa Bình" in somebody.get(PAGE).content.decode()
    assert len(drawn) == 3


def test_the_answer_to_somebody_may_not_be_kept_by_a_proxy():
    published()
    answer = signed_in().get(PAGE)
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer["Vary"]


def test_a_drawn_page_is_asked_for_anew_each_time_and_differs_by_cookie():
    published()
    answer = Client().get(PAGE)
    assert answer["Cache-Control"] == "public, no-cache"
    assert {"Cookie", "Accept-Encoding"} <= set(answer["Vary"].split(", "))
    assert not answer.cookies


@pytest.mark.parametrize("name", [django_settings.SESSION_COOKIE_NAME, "messages"])
def test_whoever_carries_a_session_or_a_message_passes_by(name):
    published()
    client = Client()
    client.cookies[name] = "x"
    client.get(PAGE)
    assert len(shelf) == 0


def test_a_systems_token_and_what_is_sent_pass_by():
    asked = RequestFactory()
    assert key_of(asked.get(PAGE, headers={"Authorization": "Bearer x"})) is None
    assert key_of(asked.post(PAGE)) is None
    assert key_of(asked.get(PAGE)) is not None


def test_nothing_of_a_visitor_reaches_the_page_that_is_kept(monkeypatch):
    """The page is drawn for a request of our own: no cookie but language and theme, no header, no address."""
    published()
    seen = []
    draw = procedure_page._page
    monkeypatch.setattr(
        procedure_page, "_page", lambda request, *a, **m: seen.append(request) or draw(request, *a, **m)
    )
    client = Client(headers={"User-Agent": "mat-na", "X-Real-Name": "Nguyễn Thị Hòa"}, REMOTE_ADDR="203.0.113.9")
    client.cookies["theo-doi"] = "ma-rieng"
    client.get(PAGE)
    [request] = seen
    told = str({name: value for name, value in request.META.items() if not name.startswith("wsgi.")})
    assert set(request.COOKIES) == {"django_language", "theme"}
    assert not any(text in told for text in ("mat-na", "Hòa", "203.0.113.9", "ma-rieng"))


def test_a_kept_page_holds_no_token_of_a_form():
    published()
    page = Client(enforce_csrf_checks=True).get(PAGE)
    assert b"csrfmiddlewaretoken" not in page.content
    assert b"X-CSRFToken" not in page.content


def test_a_page_that_would_hold_a_token_is_never_kept(monkeypatch):
    def careless(request, key):
        from django.http import HttpResponse
        from django.middleware.csrf import get_token

        return HttpResponse(get_token(request))

    found = public_pages.resolve(PAGE)
    found.func = kept(lambda **_: 1)(careless)
    monkeypatch.setattr(public_pages, "_resolved", lambda path: found)
    request = RequestFactory().get(PAGE)
    with pytest.raises(RuntimeError, match="token"):
        public_pages._draw(key_of(request), request, lambda clean: careless(clean, "x"))
    assert len(shelf) == 0


@pytest.mark.parametrize(
    ("cookie", "said"), [("vi", "Giấy tờ cần có"), ("en", "Papers you need"), ("xx", "Giấy tờ cần có")]
)
def test_each_language_has_a_page_of_its_own(cookie, said):
    published()
    for _ in range(2):
        for language in ("vi", "en"):
            client = Client()
            client.cookies["django_language"] = language
            client.get(PAGE)
    client = Client()
    client.cookies["django_language"] = cookie
    answer = client.get(PAGE)
    assert said in answer.content.decode()
    assert answer["Content-Language"] == ("en" if cookie == "en" else "vi")
    assert len(shelf) == 2


def test_the_chosen_theme_is_drawn_also_on_a_kept_page():
    published()
    client = Client()
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in client.get(PAGE).content.decode()
    assert "data-theme" not in Client().get(PAGE).content.decode()


def test_language_and_theme_can_be_chosen_from_a_page_without_a_token():
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("set_language"), {"language": "en", "next": PAGE})
    assert (answer.status_code, answer["Location"], answer.cookies["django_language"].value) == (302, PAGE, "en")
    assert client.post(reverse("ui-theme"), {"theme": "dark", "next": PAGE}).cookies["theme"].value == "dark"


@pytest.mark.parametrize("name", ["set_language", "ui-theme"])
def test_another_sites_form_changes_nobodys_language_or_theme(name):
    sent = {"language": "en", "theme": "dark", "next": PAGE}
    answer = Client(headers={"Sec-Fetch-Site": "cross-site"}).post(reverse(name), sent)
    assert answer.status_code == 302
    assert not answer.cookies


def test_a_new_version_is_shown_with_the_next_look(drawn):
    published()
    Client().get(PAGE)
    published(definition(name="Tên mới của thủ tục"))
    assert "Tên mới của thủ tục" in Client().get(PAGE).content.decode()
    assert len(drawn) == 2


def test_what_is_published_of_one_procedure_leaves_the_pages_of_others_alone(drawn):
    published(definition(), definition("9.000002"))
    Client().get(PAGE)
    published(definition("9.000002", name="Khác"))
    Client().get(PAGE)
    assert len(drawn) == 1


def test_a_procedure_that_was_closed_is_not_shown_from_memory():
    from datetime import date

    from motcua.procedures.actions.close_procedure import close_procedure
    from motcua.procedures.tests.make import AT, DESIGNER

    published()
    assert Client().get(PAGE).status_code == 200
    close_procedure(code="9.000001", from_day=date(2026, 3, 3), actor=DESIGNER, at=AT)
    assert Client().get(PAGE).status_code == 404


def test_an_edit_of_an_agency_is_shown_on_kept_pages():
    make_calendar()
    unit = make_unit("H32.25", name="Sở Văn hóa", short_name="Sở Văn hóa")
    published(definition(agencies=["H32.25"]))
    assert "Sở Văn hóa" in Client().get(PAGE + "H32.25/").content.decode()
    type(unit).objects.filter(pk=unit.pk).update(phone="0258 0000 000")
    raise_edition()
    assert "0258 0000 000" in Client().get(PAGE + "H32.25/").content.decode()


def test_a_day_later_a_version_that_was_published_ahead_is_shown(monkeypatch):
    from datetime import date, datetime

    from motcua.kernel.clock import VIETNAM

    published(definition(), definition(name="Tên từ ngày mai", valid_from=date(2026, 12, 2)))

    def on(day):
        for module in (contents, procedure_page):
            monkeypatch.setattr(module, "now", lambda: datetime(2026, 12, day, 0, 0, 5, tzinfo=VIETNAM))
        return Client().get(PAGE).content.decode()

    assert "Tên từ ngày mai" not in on(1)
    assert "Tên từ ngày mai" in on(2)


def test_the_mark_is_believed_for_half_a_second_at_most():
    assert AS_WRITTEN <= 0.5


@pytest.mark.parametrize(
    ("accepts", "coding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("", None), ("br;q=0", None)]
)
def test_a_page_goes_out_as_the_visitor_reads_it(accepts, coding):
    published()
    plain = Client().get(PAGE).content
    answer = Client().get(PAGE, headers={"Accept-Encoding": accepts})
    assert answer.get("Content-Encoding") == coding
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert unpack(answer.content) == plain
    assert answer["Content-Length"] == str(len(answer.content))


def test_who_has_the_page_already_is_told_so_until_it_changes():
    published()
    tag = Client().get(PAGE)["ETag"]
    again = Client().get(PAGE, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == tag
    published(definition(name="Tên mới"))
    assert Client().get(PAGE, headers={"If-None-Match": tag}).status_code == 200


def test_each_coding_has_a_tag_of_its_own():
    published()
    tags = {Client().get(PAGE, headers={"Accept-Encoding": coding})["ETag"] for coding in ("br", "gzip", "")}
    assert len(tags) == 3


def test_head_tells_the_length_and_sends_no_body():
    published()
    length = Client().get(PAGE)["Content-Length"]
    answer = Client().head(PAGE)
    assert (answer.status_code, answer.content, answer["Content-Length"]) == (200, b"", length)


def test_a_kept_page_goes_out_under_the_same_policy_as_any_other():
    published()
    for _ in range(2):
        answer = Client().get(PAGE)
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
        assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "query",
    [
        "?a=1",
        "?truong-hop=khong-co",
        "?kenh=bo-cau",
        "?kenh=online&kenh=online",
        "?kenh=onlin%65",
        "?toan-van=2",
        "?" + "a" * 400,
    ],
)
def test_endless_addresses_fill_no_memory(query):
    published()
    assert Client().get(PAGE + query).status_code == 200
    assert len(shelf) == 0


def test_what_is_not_there_is_not_kept_and_is_told_each_time():
    assert [Client().get("/thu-tuc/0.0/").status_code for _ in range(2)] == [404, 404]
    assert len(shelf) == 0


def test_an_unknown_host_is_refused_however_often_it_asks():
    published()
    Client().get(PAGE)
    assert Client().get(PAGE, headers={"Host": "gia-mao.example"}).status_code == 400


def test_the_memory_has_an_end_and_what_nobody_asks_for_goes_first(settings):
    published(*[definition(f"9.00000{number}") for number in range(1, 6)])
    Client().get(PAGE)
    size = shelf._bytes
    settings.PAGE_MEMORY_MB = size * 3.5 / 1_000_000
    for number in (2, 3, 1, 4):
        Client().get(f"/thu-tuc/9.00000{number}/")
    assert shelf._bytes <= size * 3.5
    assert {key.path for key in shelf._pages} == {f"/thu-tuc/9.00000{number}/" for number in (3, 1, 4)}


def test_nothing_is_kept_where_the_memory_is_turned_off(settings):
    settings.PAGE_MEMORY_MB = 0
    published()
    Client().get(PAGE)
    assert len(shelf) == 0


def test_only_pages_open_to_anyone_are_marked_as_kept():
    from motcua.organizations.rules.permissions import table
    from tests.house.test_access import routes

    marked = [(path, page) for path, page in routes() if hasattr(page, "kept_stamp")]
    assert marked
    assert all("anyone" in table()[page.access] for _path, page in marked)
    assert all(("/" + path).startswith(public_pages.PATHS) for path, _page in marked)


SEARCH = "/thu-tuc/"


def test_an_answer_is_kept_on_a_shelf_of_its_own_and_says_the_words_of_whoever_asks():
    published(definition("9.000001", name="Đăng ký khai sinh", levels=["commune"]))
    first = Client().get(SEARCH, {"q": "khai sinh nhé"})
    second = Client().get(SEARCH, {"q": "khai sinh ạ"})
    assert (len(answers), len(shelf)) == (2, 0)
    assert Client().get(SEARCH, {"q": "khai sinh nhé"}).content == first.content
    assert "khai sinh nhé" not in second.content.decode()
    assert "khai sinh ạ" in second.content.decode()


@pytest.mark.parametrize("typed", ["khai sinh <script>x</script>", "khai sinh \" ' & <b>", gap("found"), gap("words")])
def test_what_is_typed_is_never_markup_and_fills_no_other_gap(typed):
    published(definition("9.000001", name="Đăng ký khai sinh", sector="<i>Hộ tịch</i> & 'khác'", levels=["commune"]))
    for _ in range(2):  # drawn with its frame, then with the frame that was kept
        text = Client().get(SEARCH, {"q": typed, "cap": "commune"}).content.decode()
        shelf.forget()
        answers.forget()
        assert "<script>x" not in text
        assert "<b>" not in text
        assert "<i>Hộ tịch" not in text
        assert text.count('id="content"') == text.count("<footer") == 1


def test_an_answer_is_drawn_anew_in_each_language_and_theme():
    published(definition("9.000001", name="Đăng ký khai sinh", levels=["commune"]))
    english, dark = Client(), Client()
    english.cookies["django_language"] = "en"
    dark.cookies["theme"] = "dark"
    ours, theirs, night = (one.get(SEARCH, {"q": "khai sinh"}).content.decode() for one in (Client(), english, dark))
    assert '<html lang="vi">' in ours
    assert '<html lang="en">' in theirs
    assert 'data-theme="dark"' in night
    assert Client().get(SEARCH, {"q": "khai sinh"}).content.decode() == ours


def test_the_frame_of_an_answer_is_the_one_that_its_template_draws():
    published(definition("9.000001", name="Đăng ký khai sinh", levels=["commune"]))
    for address in (SEARCH, SEARCH + "?q=khai+sinh+%26+%22m%E1%BB%9Bi%22", SEARCH + "?cap=commune&q=khai"):
        kept_one = Client().get(address).content.decode()
        drawn_one = Client(headers={"Authorization": "none"}).get(address).content.decode()
        assert re.sub(r" hx-headers='[^']*'", "", drawn_one) == kept_one


def test_who_is_signed_in_passes_by_the_answers_that_are_kept():
    published(definition("9.000001", name="Đăng ký khai sinh", levels=["commune"]))
    everybody = Client().get(SEARCH, {"q": "khai sinh"}).content.decode()
    mine = signed_in().get(SEARCH, {"q": "khai sinh"})
    assert len(answers) == 1
    assert mine["Cache-Control"].startswith("private")
    assert "account/logout" in mine.content.decode() or mine.content.decode() != everybody
    assert Client().get(SEARCH, {"q": "khai sinh"}).content.decode() == everybody


def test_where_nothing_is_found_the_page_is_drawn_once_for_each_who_asks_and_not_kept(monkeypatch):
    published(definition("9.000001", name="Đăng ký khai sinh", levels=["commune"]))
    times = []
    draw = catalogue_page._context
    monkeypatch.setattr(catalogue_page, "_context", lambda *args: times.append(1) or draw(*args))
    for expected in (1, 2):
        said = Client().get(SEARCH, {"q": "xyzzyx"}).content.decode()
        assert "Không thấy thủ tục nào" in said
        assert len(times) == expected
    assert len(answers) == 0


def test_whom_to_ask_where_nothing_is_found_is_said_as_it_is_now():
    unit = make_unit("H32", name="Tỉnh thử", short_name="Tỉnh thử")
    published(definition("9.000001", name="Đăng ký khai sinh", levels=["commune"]))
    for phone in ("0258 0000 001", "0258 0000 002"):
        type(unit).objects.filter(pk=unit.pk).update(phone=phone)
        raise_edition()
        assert phone in Client().get(SEARCH, {"q": "xyzzyx"}).content.decode()


def test_a_new_question_asks_the_database_for_the_mark_once_and_an_old_one_asks_nothing(monkeypatch):
    published(definition("9.000001", name="Đăng ký khai sinh", levels=["commune"]))
    monkeypatch.setattr(contents, "CHECK_SECONDS", 60.0)
    Client().get(SEARCH, {"q": "khai sinh"})
    edition.doubt()  # half a second is over
    with CaptureQueriesContext(connection) as asked:
        Client().get(SEARCH, {"q": "khai sinh lại"})
    assert [CatalogueEdition._meta.db_table in each["sql"] for each in asked] == [True]
    with CaptureQueriesContext(connection) as asked:
        Client().get(SEARCH, {"q": "khai sinh của con"})
    assert len(asked) == 0
    with CaptureQueriesContext(connection) as asked:
        Client().get(SEARCH, {"q": "khai sinh lại"})
    assert len(asked) == 0


@pytest.mark.parametrize("address", [SEARCH + "?q=khai+sinh", SEARCH + "goi-y/?q=khai+sinh", SEARCH])
def test_an_answer_kept_here_is_drawn_anew_after_another_process_changed_the_catalogue(address, monkeypatch):
    published(definition("9.000001", name="Đăng ký khai sinh", levels=["commune"]))
    clock = [1000.0]
    monkeypatch.setattr(contents, "CHECK_SECONDS", AS_WRITTEN)
    monkeypatch.setattr(contents, "monotonic", lambda: clock[0])
    assert "lưu động" not in Client().get(address).content.decode()
    published(definition("9.000002", name="Khai sinh lưu động", levels=["commune"]))
    clock[0] += 1.0  # nothing told this process: it must look for itself, within a second
    assert "Khai sinh lưu động" in re.sub("</?mark>", "", Client().get(address).content.decode())
    assert len(answers) == 1


def test_an_answer_kept_is_drawn_anew_when_the_province_changes_its_words(settings, monkeypatch, tmp_path):
    monkeypatch.setattr(lexicon_files, "_CHECK_SECONDS", -1.0)
    monkeypatch.setattr(lexicon_files, "_Kept", type("Kept", (lexicon_files._Kept,), {}))
    settings.SEARCH_WORDS = str(tmp_path)
    published(definition("9.000001", name="Cấp giấy phép thả diều"), definition("9.000002", name="Đội múa diều"))
    assert "→" not in Client().get(SEARCH, {"q": "xyzt diều"}).content.decode()
    (tmp_path / "ours.yaml").write_text("abbreviations:\n  xyzt: [giấy phép]\n", "utf-8")
    assert "xyzt → giấy phép" in re.sub("<[^>]*>", "", Client().get(SEARCH, {"q": "xyzt diều"}).content.decode())


def test_an_answer_holds_nothing_of_whoever_asked_first():
    published(definition("9.000001", name="Đăng ký khai sinh", levels=["commune"]))
    first = Client(enforce_csrf_checks=True, headers={"User-Agent": "mat-na", "X-Real-Name": "Tạ Thị Mận"})
    first.cookies["theo-doi"], first.cookies["csrftoken"] = "ma-rieng", "a" * 32
    said = first.get(SEARCH, {"q": "khai sinh"})
    assert len(answers) == 1
    assert not said.cookies
    for told in ("mat-na", "Tạ Thị Mận", "ma-rieng", "csrfmiddlewaretoken", "X-CSRFToken"):
        assert told not in said.content.decode()


def test_a_frame_that_would_hold_a_token_is_never_kept(monkeypatch):
    from django.middleware.csrf import get_token

    draw = catalogue_page.render_to_string

    def careless(name, context, request=None):
        return draw(name, context, request) + (get_token(request) if request else "")

    published(definition("9.000001", name="Đăng ký khai sinh", levels=["commune"]))
    monkeypatch.setattr(catalogue_page, "render_to_string", careless)
    monkeypatch.setattr(catalogue_page, "_frames", {})
    for _ in range(2):
        with pytest.raises(RuntimeError, match="token"):
            Client().get(SEARCH, {"q": "khai sinh"})
    assert (len(answers), catalogue_page._frames) == (0, {})


def test_many_questions_push_no_other_page_out(settings):
    published(definition("9.000001", name="Đăng ký khai sinh", levels=["commune"]))
    settings.PAGE_MEMORY_MB = 0.5
    Client().get(PAGE)
    for number in range(40):
        Client().get(SEARCH, {"q": f"khai sinh {number}"})
    assert len(shelf) == 1
    assert 0 < len(answers) < 40
    assert answers._bytes <= 0.5 * 1_000_000 * public_pages.ENDLESS_SHARE
