"""The counter and the register."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.dossiers.models import Dossier, Status
from motcua.dossiers.tests.make import FORM, done, pdf, received

FORM_PAGE = ("counter-form", ["1.004650"])
WHOLE = {
    "truong-hop": "chung",
    "co-quan": "H32.25",
    "kenh": "counter",
    "owner.kind": "person",
    "owner.full_name": "Nguyễn Thị Hoa",
    "owner.phone": "0900000001",
    "paper.ma-ket.handed": "true",
    "paper.ma-ket.originals": "0",
    "paper.ma-ket.copies": "2",
    "delivery": "counter",
    **FORM,
}


def form_page() -> str:
    return reverse(FORM_PAGE[0], args=FORM_PAGE[1])


def test_the_procedure_is_found_by_words_without_accents(province, as_):
    text = as_("lan").get(reverse("counter"), {"tim": "quang cao"}).content.decode()
    assert form_page() in text


def test_an_application_at_the_counter_is_received_at_once_with_its_slip(province, as_):
    lan = as_("lan")
    assert lan.get(form_page()).status_code == 200
    answer = lan.post(form_page(), {**WHOLE, "paper.ma-ket.scan": pdf()})
    dossier = Dossier.objects.get()
    assert answer.headers["Location"] == f"{reverse('handling', args=[dossier.id])}?muc=phieu"
    assert (dossier.status, dossier.channel, dossier.owner_name) == (Status.RECEIVED, "counter", "Nguyễn Thị Hoa")
    paper = dossier.papers.get()
    assert (paper.copies, paper.file is not None) == (2, True)
    slip = dossier.issued_forms.get(purpose="slip")
    opened = lan.get(reverse("handling-form", args=[dossier.id, slip.id]))
    assert opened.headers["Content-Type"] == "application/pdf"


def test_what_is_wrong_is_told_beside_its_box_and_nothing_typed_is_lost(province, as_):
    typed = {**WHOLE, "ad_title": "", "owner.full_name": "", "owner.phone": "0911222333"}
    answer = as_("lan").post(form_page(), typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_ad_title"' in text
    assert 'href="#id_owner.full_name"' in text
    for value in ("0911222333", "Số 1 Trần Phú, Nha Trang"):
        assert value in text
    assert not Dossier.objects.exists()


def test_a_scan_that_is_not_what_it_claims_is_refused_beside_its_paper(province, as_):
    fake = SimpleUploadedFile("ma-ket.pdf", b"MZ\x90\x00 not a paper", content_type="application/pdf")
    answer = as_("lan").post(form_page(), {**WHOLE, "paper.ma-ket.scan": fake})
    assert answer.status_code == 422
    assert "paper.ma-ket" in answer.context["refusal"].fields
    assert not Dossier.objects.exists()


def test_an_agency_that_the_counter_does_not_serve_cannot_be_chosen(province, as_):
    answer = as_("lan").post(form_page(), {**WHOLE, "co-quan": "H32.16"})
    assert answer.status_code == 422
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("who", ["an", "son", "bien", "soat"])
def test_only_reception_works_at_the_counter(province, as_, who):
    assert as_(who).get(form_page()).status_code == 403


def test_the_register_of_a_period_on_the_screen_and_on_paper(province, as_):
    dossier = received(province)
    lan = as_("lan")
    page = lan.get(reverse("register"), {"tu": "2026-03-01", "den": "2026-03-31"})
    assert dossier.code in page.content.decode()
    assert dossier.code not in lan.get(reverse("register"), {"tu": "2026-04-01", "den": "2026-04-30"}).content.decode()
    paper = lan.get(reverse("register-pdf"), {"tu": "2026-03-01", "den": "2026-03-31"})
    assert paper.content.startswith(b"%PDF")


def test_the_register_goes_on_where_the_page_ended(province, as_, monkeypatch):
    monkeypatch.setattr("motcua.dossiers.pages.register.PAGE", 2)
    made = [received(province).code for _ in range(3)]
    lan = as_("lan")
    first = lan.get(reverse("register"), {"tu": "2026-03-01", "den": "2026-03-31"})
    second = lan.get(reverse("register") + first.context["next_url"])
    assert [row["line"]["code"] for page in (first, second) for row in page.context["rows"]] == made


def test_everybody_opens_the_books_that_the_table_gives_and_no_other(province, as_):
    received(province)
    period = {"tu": "2026-03-01", "den": "2026-03-31"}
    assert "H32.25-2603" in as_("son").get(reverse("register"), period).content.decode()
    assert "H32.25-2603" not in as_("xa").get(reverse("register"), period).content.decode()
    assert as_("xa").get(reverse("register"), {**period, "so": "H32.25"}).status_code == 403
    assert as_("an").get(reverse("register"), period).status_code == 403
    books = as_("soat").get(reverse("register"), period).context["books"]
    assert {key for key, _name in books} == {"H32.25", "H32.16"}


def test_the_route_sheet_is_drawn_from_the_step_log(province, as_):
    dossier = done(province)
    paper = as_("thu").get(reverse("route-sheet", args=[dossier.id]))
    assert paper.content.startswith(b"%PDF")


def test_the_register_costs_the_same_for_one_and_for_many(province, as_, django_assert_max_num_queries):
    for _ in range(5):
        received(province)
    lan = as_("lan")
    period = {"tu": "2026-03-01", "den": "2026-03-31"}
    lan.get(reverse("register"), period)
    with django_assert_max_num_queries(8):
        assert len(lan.get(reverse("register"), period).context["rows"]) == 5
