"""The front door: what somebody finds there who came for the first time, who came back, and who works here."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from lxml import html

from motcua.dossiers.tests.make import MONDAY, draft, submitted
from motcua.identity.public import Account
from motcua.kernel.accents import without_accents
from motcua.portal.pages.home import SHOWN
from motcua.procedures.public import life_events

pytestmark = pytest.mark.django_db
LIFE, MINE = "//section[@aria-labelledby='life']", "//section[@aria-labelledby='mine']"


def text(page, where: str) -> str:
    return " ".join(" ".join(one.text_content() for one in page.xpath(where)).split())


def links(page, where: str) -> list[str]:
    return [one.get("href") for one in page.xpath(f"{where}//a")]


def test_the_first_thing_asked_is_what_somebody_needs(province, opened):
    page = opened("/")
    assert text(page, "//main//h1") == "Bạn cần làm gì?"
    search = page.xpath("//main//form[@role='search']")[0]
    assert (search.get("method"), search.get("action")) == ("get", reverse("procedures"))
    assert search.xpath(".//input[@name='q']")[0].get("type") == "search"


def test_what_is_typed_there_gets_suggestions(province, opened):
    page = opened("/")
    box = page.xpath("//main//form[@role='search']//input[@name='q']")[0]
    assert box.get("data-suggest") == reverse("suggestions")
    assert box.get("data-suggest-label") == "Gợi ý"
    assert [one for one in page.xpath("//script/@src") if "suggest" in one]


def test_who_does_not_know_the_word_is_led_to_the_assistant(province, opened):
    page = opened("/")
    assert reverse("ask") in links(page, "//main")
    assert reverse("ask") in links(page, "//header//nav")


def test_the_box_of_other_pages_suggests_as_well(province, opened):
    page = opened(reverse("look-up"))
    assert page.xpath("//header//input[@name='q']/@data-suggest") == [reverse("suggestions")]
    assert [one for one in page.xpath("//script/@src") if "suggest" in one]


def test_what_is_typed_there_is_found(province):
    answer = Client().get(reverse("procedures"), {"q": "quang cao"})
    assert "1.004650" in answer.content.decode()


def test_no_second_search_stands_in_the_masthead(province, opened):
    assert opened("/").xpath("//header//form[@role='search']") == []


def test_every_life_event_leads_to_its_procedures(province, opened):
    page = opened("/")
    assert links(page, f"{LIFE}//ul") == [f"{reverse('procedures')}?su-kien={key}" for key in life_events()]
    assert text(page, LIFE).count("Sinh con, nuôi con") == 1
    assert reverse("procedures") in links(page, f"{LIFE}/p")


def test_a_life_event_opens_under_its_own_name(province, opened):
    key, name = next(iter(life_events().items()))
    assert text(opened(f"{reverse('procedures')}?su-kien={key}"), "//main//h1") == name


def test_the_look_up_box_asks_for_both_codes_and_keeps_them_out_of_the_address(province, opened):
    form = opened("/").xpath("//section[@aria-labelledby='look-up']//form")[0]
    assert (form.get("method"), form.get("action")) == ("post", reverse("look-up"))
    assert [one.get("name") for one in form.xpath(".//input[not(@type='hidden')]")] == ["code", "key"]
    assert form.xpath(".//input[@name='csrfmiddlewaretoken']")


def test_the_look_up_box_opens_the_dossier(province):
    dossier = submitted(province)
    answer = Client().post(reverse("look-up"), {"code": dossier.code, "key": dossier.lookup_key}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("looked-up", args=[dossier.code])
    assert dossier.code in answer.content.decode()


def test_a_stranger_sees_nothing_of_anybody(province, opened):
    submitted(province)
    draft(province)
    page = opened("/")
    assert page.xpath(MINE) == []
    assert "Biển" not in text(page, "//main")


def test_who_comes_back_finds_drafts_and_dossiers_first(province, opened):
    sent, begun = submitted(province), draft(province)
    page = opened("/", who="bien")
    mine = links(page, MINE)
    assert mine == [
        reverse("apply-resume", args=[begun.id]),
        reverse("dossier", args=[sent.code]),
        reverse("my-dossiers"),
    ]
    assert next(one.get("aria-labelledby") for one in page.xpath("//main//section")) == "mine"


def test_nobody_sees_the_dossiers_of_somebody_else(province, opened):
    submitted(province)
    draft(province)
    assert opened("/", who="hoa").xpath(MINE) == []


def test_only_a_few_of_many_are_shown_with_a_way_to_the_rest(province, opened):
    for _ in range(SHOWN + 1):
        submitted(province)
    mine = links(opened("/", who="bien"), MINE)
    assert len([one for one in mine if one.startswith("/ho-so/")]) == SHOWN
    assert mine[-1] == reverse("my-dossiers")


def test_many_dossiers_cost_no_more_queries_than_one(province, django_assert_max_num_queries):
    client = Client()
    client.force_login(Account.objects.get(username="bien"), backend=settings.AUTHENTICATION_BACKENDS[0])

    def asked() -> int:
        with django_assert_max_num_queries(40) as queries:
            client.get("/")
        return len(queries)

    submitted(province)
    asked()
    one = asked()
    for _ in range(SHOWN - 1):
        submitted(province)
    assert asked() <= one


def test_an_officer_finds_the_desk_and_a_citizen_does_not(province, opened):
    assert reverse("desk") in links(opened("/", who="an"), "//main")
    assert reverse("desk") not in links(opened("/", who="bien"), "//main")


@pytest.mark.parametrize(("who", "lands"), [("an", "desk"), ("bien", "home"), ("", "home")])
def test_after_signing_in_officers_land_at_their_desk_and_citizens_at_home(province, who, lands):
    client = Client()
    if who:
        client.force_login(Account.objects.get(username=who), backend=settings.AUTHENTICATION_BACKENDS[0])
    assert client.get(reverse("entry"))["Location"] == reverse(lands)


def test_the_page_speaks_english_to_who_chose_it(province, opened):
    page = opened("/", speaking="en")
    assert page.get("lang") == "en"
    assert text(page, "//main//h1") == "What do you need to do?"
    assert "Birth and raising children" in text(page, LIFE)


def test_the_language_is_chosen_at_the_foot_and_stays_chosen(province):
    client = Client()
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert "What do you need to do?" in client.get("/").content.decode()
    client.post(reverse("set_language"), {"language": "vi", "next": "/"})
    assert "Bạn cần làm gì?" in client.get("/").content.decode()


def test_the_browsers_own_language_is_not_asked(province, opened):
    assert opened("/", headers={"accept-language": "en-GB,en"}).get("lang") == "vi"


def test_nothing_on_the_page_needs_a_script(province, opened):
    page = opened("/", who="bien")
    dead = page.xpath("//main//*[@type='button' or @href='#' or @onclick or @hx-get or @hx-post]")
    assert dead == []
    assert all(form.xpath(".//button[not(@type) or @type='submit']") for form in page.xpath("//main//form"))
    assert page.xpath("//details[@class='menu']/summary")


def test_whatever_is_searched_without_accents_leads_on_too(province, opened):
    words = without_accents("quảng cáo")
    assert "1.004650" in text(opened(f"{reverse('procedures')}?q={words}"), "//main")


def test_a_page_is_never_half_made_for_a_draft_of_long_ago(province, opened):
    old = draft(province, at=MONDAY)
    assert reverse("apply-resume", args=[old.id]) in links(opened("/", who="bien"), "//main")


@pytest.mark.parametrize(
    ("who", "first"),
    [("ke", "catalogue-admin"), ("tri", "calendar-admin"), ("soat", "desk"), ("lan", "desk"), ("hoa", "home")],
)
def test_who_signs_in_begins_at_their_work_and_no_link_leads_to_a_closed_door(province, who, first):
    browser = Client()
    browser.force_login(Account.objects.get(username=who), backend=settings.AUTHENTICATION_BACKENDS[0])
    assert browser.get("/vao/")["Location"] == reverse(first)
    page = html.fromstring(browser.get("/").content)
    led = {one for one in links(page, "//body") if one and one.startswith("/")}
    assert first == "home" or reverse(first) in led
    assert {
        address: browser.get(address).status_code for address in led if browser.get(address).status_code >= 400
    } == {}
