import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from motcua.kernel.actor import ANYONE
from motcua.kernel.refusals import Conflict, Invalid, NotAllowed, NotFound, NotNow, SignInNeeded, TooLarge, TooMany
from motcua.ui import menus
from motcua.ui.tests.make import PERSON, officer

PAGES = ["ui-showroom", "ui-showroom-desk", "ui-showroom-refusal"]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_inline_styles_or_scripts(client, db, name):
    page = client.get(reverse(name)).content.decode()
    assert not re.search(r"\sstyle=|\son\w+=|<style", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)


@pytest.mark.parametrize("name", PAGES)
def test_ids_are_unique_and_every_page_has_one_main_heading(client, db, name):
    page = client.get(reverse(name)).content.decode()
    ids = [one for one in re.findall(r'\sid="([^"]+)"', page) if not one.startswith("id_")]
    assert len(ids) == len(set(ids))
    assert page.count("<h1") == 1


def test_a_chosen_theme_is_drawn_by_the_server_and_comes_back_to_the_page(client, db):
    answer = client.post(reverse("ui-theme"), {"theme": "dark", "next": "/ui/"})
    assert (answer.status_code, answer["location"]) == (302, "/ui/")
    assert '<html lang="vi" data-theme="dark">' in client.get("/ui/").content.decode()
    client.post(reverse("ui-theme"), {"theme": "auto"})
    assert "data-theme" not in client.get("/ui/").content.decode()


def test_the_theme_switch_leads_nobody_to_another_site_and_keeps_no_nonsense(client, db):
    answer = client.post(reverse("ui-theme"), {"theme": '"><b>', "next": "https://ke-gian.example/"})
    assert answer["location"] == "/"
    assert "theme" not in answer.cookies


@pytest.mark.parametrize("kind", [SignInNeeded, NotAllowed, NotFound, NotNow, Conflict, TooLarge, Invalid, TooMany])
def test_every_refusal_says_what_happened_and_what_to_do(kind):
    request = RequestFactory().get("/x/")
    advised = render_to_string("ui/refusal.html", {"refusal": kind("Chưa được.", advice="Hãy chờ.")}, request)
    assert "<h1>Chưa được.</h1>" in advised
    assert "Hãy chờ." in advised
    plain = render_to_string("ui/refusal.html", {"refusal": kind("Chưa được.")}, request)
    assert len(re.findall(r"<p>[^<]{15,}</p>", plain.split("</h1>")[1].split("</main>")[0])) == 1


def test_the_page_of_a_failure_needs_nothing_at_all():
    page = render_to_string("500.html")
    assert "không phải do bạn" in page
    assert "{%" not in page


@pytest.mark.parametrize("name", ["404.html", "403.html", "403_csrf.html"])
def test_pages_of_the_frame_are_drawn_for_somebody_unknown(name):
    assert "<h1>" in render_to_string(name, request=RequestFactory().get("/x/"))


def test_no_menu_names_a_door_twice():
    doors = [(entry.place, entry.names, str(entry.label)) for entry in menus.MENU]
    assert len(doors) == len(set(doors))


def test_a_menu_shows_each_person_their_own_doors(monkeypatch):
    entries = (
        menus.Entry("mọi người", ("ui-showroom",), "citizen"),
        menus.Entry("ai đăng nhập", ("ui-showroom",), "citizen", "person"),
        menus.Entry("cán bộ", ("ui-showroom",), "citizen", "officer"),
        menus.Entry("lãnh đạo", ("ui-showroom",), "citizen", "officer", frozenset({"leader"})),
        menus.Entry("chưa có trang", ("khong-co-trang-nay",), "citizen"),
    )
    monkeypatch.setattr(menus, "MENU", entries)

    def seen(actor):
        return [entry.label for entry in menus.shown("citizen", actor, None)]

    assert seen(ANYONE) == ["mọi người"]
    assert seen(PERSON) == ["mọi người", "ai đăng nhập"]
    assert seen(officer("reception")) == ["mọi người", "ai đăng nhập", "cán bộ"]
    assert seen(officer("leader")) == ["mọi người", "ai đăng nhập", "cán bộ", "lãnh đạo"]


def test_a_figure_stands_beside_its_entry_only(monkeypatch):
    monkeypatch.setattr(menus, "MENU", (menus.Entry("việc", ("ui-showroom",), "rail"),))
    assert menus.shown("rail", ANYONE, None, {"ui-showroom": "99+", "khac": 3})[0].count == "99+"
    assert menus.shown("rail", ANYONE, None)[0].count == ""


def test_the_entry_of_the_page_one_is_on_is_marked(monkeypatch):
    monkeypatch.setattr(menus, "MENU", (menus.Entry("đây", ("ui-showroom",), "citizen"),))
    assert menus.shown("citizen", ANYONE, RequestFactory().get("/ui/"))[0].here
    assert not menus.shown("citizen", ANYONE, RequestFactory().get("/"))[0].here
