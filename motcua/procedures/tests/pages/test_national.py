"""The pages of national changes, of what procedures lack, and of the four counts."""

from datetime import timedelta

import pytest
from lxml import html

from motcua.exchange.tests.make import connected
from motcua.kernel.clock import day_of, now
from motcua.organizations.models import WorkCalendar
from motcua.procedures.actions.sync_national import sync_national
from motcua.procedures.models import NationalChange, ProcedureVersion
from motcua.procedures.tests.make import DESIGNER, designer_account, published
from motcua.procedures.tests.test_sync import WEEK, WRITE, ours, whole

pytestmark = pytest.mark.django_db
PLACE = "/thiet-ke/thay-doi/"


@pytest.fixture
def designer(client):
    WorkCalendar.objects.create(code="hanh-chinh", name="Giờ hành chính", week=WEEK)
    client.force_login(designer_account())
    return client


def told(*definitions, at=None):
    with connected("session", [WRITE["session"](one) for one in definitions]) as (_simulator, connector):
        sync_national(national=connector, actor=DESIGNER, at=at or now())


@pytest.fixture
def change(designer):
    """The province has its own condition and an e-form; the national side changed name and condition."""
    published(ours())
    told(whole())
    published(ours(conditions="Chỉ thả sau 16 giờ."))
    told(whole(conditions="Diều dài dưới 3 m.", name="Cấp phép thả diều"))
    return NationalChange.objects.get()


def text(answer):
    return answer.content.decode()


def test_a_change_shows_before_now_and_ours_and_what_the_province_added(designer, change):
    page = text(designer.get(f"{PLACE}{change.pk}/"))
    for words in (
        "Diều dài dưới 3 m.",
        "Chỉ thả sau 16 giờ.",
        "tỉnh đã ghi khác",
        "Tờ khai điện tử",
        "Cấp phép thả diều",
    ):
        assert words in page
    assert 'name="part.conditions" id="p-' in page


def test_a_new_procedure_is_told_in_the_words_of_its_page(designer):
    published(ours())
    told(whole(), whole("9.000077", name="Cấp phép bay đêm"))
    page = text(designer.get(f"{PLACE}{NationalChange.objects.get(code='9.000077').pk}/"))
    for words in ("Cấp phép bay đêm", "Cấp giải quyết", "Cấp tỉnh", "Nộp trên mạng"):
        assert words in page
    for raw in ("commune", "partly_online", "working_day", "national_code", "by_post", "[&quot;", "{&quot;"):
        assert raw not in page


def test_part_by_part_the_choice_of_the_page_is_what_is_published(designer, change):
    chosen = {"revision": change.revision, "part.conditions": "national", "part.name": "province"}
    answer = designer.post(f"{PLACE}{change.pk}/cong-khai/", chosen)
    assert answer["Location"] == PLACE
    content = ProcedureVersion.objects.get(valid_to=None).content
    assert (content.conditions, content.name) == ("Diều dài dưới 3 m.", whole().name)
    assert content.cases[0].form == "don"
    assert "Đã công khai phiên bản" in text(designer.get(PLACE))


def test_the_form_is_taken_as_the_page_gives_it(designer, change):
    form = html.fromstring(text(designer.get(f"{PLACE}{change.pk}/"))).forms
    given = next(one for one in form if one.action.endswith("/cong-khai/"))
    assert given.fields["valid_from"] == f"{day_of(now()):%d/%m/%Y}"
    answer = designer.post(f"{PLACE}{change.pk}/cong-khai/", dict(given.form_values()))
    assert answer["Location"] == PLACE
    assert ProcedureVersion.objects.get(valid_to=None).valid_from == day_of(now())


@pytest.mark.parametrize("day", ["2020-01-01", "hôm qua", "2100-01-01"])
def test_a_day_that_cannot_be_is_said_beside_the_field_and_nothing_is_published(designer, change, day):
    before = ProcedureVersion.objects.count()
    answer = designer.post(f"{PLACE}{change.pk}/cong-khai/", {"revision": change.revision, "valid_from": day})
    assert answer.status_code == 422
    assert "Có hiệu lực từ" in text(answer)
    assert ProcedureVersion.objects.count() == before


def test_not_taking_it_needs_a_reason_and_is_remembered(designer, change):
    place = f"{PLACE}{change.pk}/khong-ap-dung/"
    assert designer.post(place, {"revision": change.revision, "reason": ""}).status_code == 422
    assert designer.post(place, {"revision": change.revision, "reason": "Tỉnh đã quy định riêng"}).status_code == 302
    page = text(designer.get(f"{PLACE}{change.pk}/"))
    assert "Tỉnh đã quy định riêng" in page
    assert 'type="submit" data-key="p"' not in page


def test_who_comes_second_reads_who_was_first(designer, change):
    chosen = {"revision": change.revision}
    designer.post(f"{PLACE}{change.pk}/cong-khai/", chosen)
    answer = designer.post(f"{PLACE}{change.pk}/cong-khai/", chosen)
    assert answer.status_code == 409
    assert "đã xử lý thay đổi này" in text(answer)


def test_the_list_shows_the_late_first_and_says_how_late(designer):
    told(whole("9.000002", name="Cấp phép bơi đêm"), at=now())
    told(whole("9.000002", name="Cấp phép bơi đêm"), whole("9.000003", name="Cấp phép lặn"))
    NationalChange.objects.filter(code="9.000003").update(publish_by=now() - timedelta(days=20))
    NationalChange.objects.filter(code="9.000002").update(publish_by=now() + timedelta(days=20))
    page = text(designer.get(PLACE))
    assert page.index("9.000003") < page.index("9.000002")
    assert "quá hạn công khai" in page
    assert "để công khai" in page
    assert "1 đã quá hạn" in page


def test_a_change_that_there_is_not_answers_404(designer):
    assert designer.get(f"{PLACE}99/").status_code == 404


def test_what_procedures_lack_is_counted_and_listed(designer):
    published(whole(), whole("9.000002", name="Cấp phép bơi đêm", steps_text=[], audience=[]))
    page = text(designer.get("/thiet-ke/con-thieu/"))
    assert "1 trên 2 thủ tục" in page
    assert "50,00 %" in page
    assert "trình tự, đối tượng" in page
    assert "Cấp phép bơi đêm" in page


def test_everybody_sees_the_counts_and_each_leads_to_as_many_procedures(client):
    published(
        whole(online_level="fully_online", by_post=True),
        whole("9.000002", name="Cấp phép bơi đêm", online_level="partly_online", payable_online=True),
        whole("9.000003", name="Cấp phép lặn", online_level="information_only", by_post=False),
    )
    found = client.get("/thu-tuc/so-lieu.json").json()["counts"]
    assert (found["public"], found["online"], found["fully_online"], found["partly_online"]) == (3, 2, 1, 1)
    page = text(client.get("/thu-tuc/so-lieu/"))
    for name, count in (
        ("cong-khai", 3),
        ("truc-tuyen", 2),
        ("toan-trinh", 1),
        ("thanh-toan", found["payable_online"]),
    ):
        address = f"/thu-tuc/so-lieu/danh-sach/?loai={name}"
        assert address.replace("&", "&amp;") in page
        assert text(client.get(address)).count("/thu-tuc/9.00000") == count, name
    assert client.get("/thu-tuc/so-lieu/danh-sach/?loai=khac").status_code == 404
