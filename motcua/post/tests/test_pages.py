"""What citizens and officers see of the post, and what they can do there."""

import pytest

from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.tests.make import MONDAY, done, draft, person
from motcua.identity.public import Account
from motcua.kernel.clock import now
from motcua.post.actions.hand_to_postman import hand_to_postman
from motcua.post.actions.take_news import take_news
from motcua.post.models import Parcel
from motcua.post.rules import tracking as t
from motcua.post.tests.make import HOME, later, news, parcel

pytestmark = pytest.mark.django_db


def signed_in(client, who: str):
    client.force_login(Account.objects.get(username=who))
    return client


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def reception(province, client):
    return signed_in(client, "lan")


@pytest.fixture
def citizen(province, client):
    return signed_in(client, "bien")


def boxes(prefix: str, **change) -> dict:
    return {prefix + name: value for name, value in {**HOME, **change}.items()}


def test_the_draft_asks_where_to_and_says_the_price_before_anything_is_sent(province, citizen):
    made = draft(province)
    page = f"/nop-ho-so/don/{made.id}/nhan-ket-qua/"
    assert "26.000 đồng trong tỉnh, 30.500 đồng với tỉnh khác" in text(citizen.get(page))
    answer = citizen.post(page, {"delivery": "post", "go": "next", **boxes("delivery_", phone="1")})
    assert (answer.status_code, "bưu tá gọi được" in text(answer)) == (422, True)
    answer = citizen.post(page, {"delivery": "post", "go": "next", **boxes("delivery_")})
    assert answer.status_code == 302
    check = text(citizen.get(answer["Location"]))
    assert "30.500 đồng" in check
    assert "Trần Văn Biển, 0905000017, Số 1 Trần Phú, phường Bến Thành, TP. Hồ Chí Minh" in check
    assert not Parcel.objects.exists(), "nothing is ordered for a draft"


def test_the_draft_lets_the_post_fetch_papers_and_asks_for_none_then(province, citizen):
    made = draft(province)
    Paper.objects.all().delete()
    page = f"/nop-ho-so/don/{made.id}/giay-to/"
    assert citizen.post(page, {"go": "next", "paper.by_post": "net"}).status_code == 422
    answer = citizen.post(page, {"go": "next", "paper.by_post": "post", **boxes("paper.post_", street="")})
    assert (answer.status_code, "Ghi số nhà" in text(answer)) == (422, True)
    assert citizen.post(page, {"go": "next", "paper.by_post": "post", **boxes("paper.post_")}).status_code == 302
    assert "Bưu điện đến chỗ bạn lấy giấy tờ" in text(citizen.get(f"/nop-ho-so/don/{made.id}/xem-lai/"))
    citizen.post(page, {"go": "later", "paper.by_post": "net"})
    assert not Dossier.objects.get().postal.get("collect")


def test_one_sees_ones_parcel_in_plain_words_and_changes_the_way(province, citizen):
    made = done(province)
    page = f"/ho-so/{made.code}/"
    answer = citizen.post(f"{page}nhan-ket-qua/", {"delivery": "post", **boxes("delivery_")}, follow=True)
    assert "Đã đổi cách nhận kết quả" in text(answer)
    assert "Đang báo bưu điện" in text(answer)
    sent = Parcel.objects.get()
    take_news(news=news(sent, t.OUT, 5, place="Bưu cục Nha Trang"), at=later(6))
    seen = text(citizen.get(page))
    for words in ("Đang đi phát", "Hãy để ý điện thoại", "RG1VN", "Bưu cục Nha Trang", "30.500 đồng"):
        assert words in seen
    assert "Đổi cách nhận kết quả" not in seen, "it has left"
    answer = citizen.post(f"{page}nhan-ket-qua/", {"delivery": "counter"})
    assert (answer.status_code, "đã lấy bưu gửi" in text(answer)) == (409, True)


def test_what_was_typed_wrong_stays_on_the_page(province, citizen):
    made = done(province)
    answer = citizen.post(f"/ho-so/{made.code}/nhan-ket-qua/", {"delivery": "post", **boxes("delivery_", phone="12x")})
    assert answer.status_code == 422
    assert "bưu tá gọi được" in text(answer)
    assert 'value="12"' in text(answer) or 'value="12x"' in text(answer)
    assert "Số 1 Trần Phú" in text(answer)


def test_the_postman_takes_what_was_ticked_and_the_day_has_its_list(province, reception):
    one, two = parcel(province, reference="A", cod=[("MC1", 120_000)]), parcel(province, reference="B")
    page = text(reception.get("/buu-chinh/"))
    assert "A-T1" in page
    assert "120.000 đồng" in page
    answer = reception.post("/buu-chinh/ban-giao/", {"parcel": [str(one.id)]}, follow=True)
    assert "Đã bàn giao 1 bưu gửi" in text(answer)
    sheet = text(answer)
    assert "A-T1" in sheet
    assert "B-T1" not in sheet
    assert "Thu hộ 120.000 đồng" in sheet
    assert "A-T1" not in text(reception.get("/buu-chinh/"))
    assert two.order in text(reception.get("/buu-chinh/"))
    assert "A-T1" in text(reception.get("/buu-chinh/?xem=dang-gui"))
    assert reception.post("/buu-chinh/ban-giao/", {"parcel": ["x"]}).status_code == 422
    assert reception.post("/buu-chinh/ban-giao/", {"parcel": [str(one.id)]}).status_code == 409
    assert "chưa bàn giao" in text(reception.get("/buu-chinh/danh-sach/?ngay=01/01/2020"))
    assert "Ghi ngày, tháng, năm" in text(reception.get("/buu-chinh/danh-sach/?ngay=32/01/2020"))


def test_papers_are_taken_in_at_a_press(province, reception):
    made = parcel(province, "collect")
    take_news(news=news(made, t.DELIVERED, 5), at=later(6))
    assert made.order in text(reception.get("/buu-chinh/?xem=dang-den"))
    answer = reception.post(f"/buu-chinh/{made.id}/", {"act": "take"}, follow=True)
    assert "Đã nhận giấy tờ" not in text(answer)
    assert Parcel.objects.get().taken_at is not None
    assert made.order not in text(reception.get("/buu-chinh/?xem=dang-den"))
    assert reception.post(f"/buu-chinh/{made.id}/", {"act": "take"}).status_code == 409


def test_what_came_back_is_work_until_somebody_says_what_was_done(province, reception):
    made = parcel(province)
    take_news(news=news(made, t.FAILED, 5, words="Gọi ba lần không nghe máy"), at=later(6))
    listed = text(reception.get("/buu-chinh/?xem=can-xu-ly"))
    assert made.order in listed
    assert "Gọi cho người nhận" in listed
    assert "Gọi ba lần không nghe máy" in text(reception.get(f"/buu-chinh/{made.id}/"))
    assert reception.post(f"/buu-chinh/{made.id}/", {"act": "settle", "done": ""}).status_code == 422
    reception.post(f"/buu-chinh/{made.id}/", {"act": "settle", "done": "Đã hẹn phát lại"})
    assert made.order not in text(reception.get("/buu-chinh/?xem=can-xu-ly"))
    assert "Đã hẹn phát lại" in text(reception.get(f"/buu-chinh/{made.id}/"))


def test_a_result_goes_out_again_with_a_better_address(province, reception):
    made = parcel(province)
    take_news(news=news(made, t.RETURNED, 5), at=later(6))
    answer = reception.post(f"/buu-chinh/{made.id}/", {"act": "again", **HOME, "phone": "x"})
    assert (answer.status_code, "bưu tá gọi được" in text(answer)) == (422, True)
    answer = reception.post(f"/buu-chinh/{made.id}/", {"act": "again", **HOME}, follow=True)
    assert "-T2" in text(answer)
    assert reception.post(f"/buu-chinh/{made.id}/", {"act": "keep"}).status_code == 409, "another is under way"


def test_parcels_of_another_office_are_not_there(province, client):
    made = parcel(province)
    other = signed_in(client, "khac")
    assert other.get(f"/buu-chinh/{made.id}/").status_code in (403, 404)


def test_lists_cost_the_same_however_long_they_are(province, reception, django_assert_max_num_queries):
    for number in range(12):
        made = parcel(province, reference=f"R{number}")
        if number % 2:
            hand_to_postman(parcel_ids=[made.id], actor=person("lan"), at=now())
    reception.get("/buu-chinh/")
    for page in ("/buu-chinh/", "/buu-chinh/danh-sach/", "/buu-chinh/?xem=dang-gui"):
        with django_assert_max_num_queries(8):
            reception.get(page)


def test_the_simulated_carriers_page_moves_a_parcel_on(province, side):
    import urllib.request

    from motcua.post.jobs import send

    made = parcel(province)
    send(MONDAY)
    with urllib.request.urlopen(side.url) as page:
        assert made.order in page.read().decode()
    for step in ("200", "510"):
        body = f"don={made.order}&buoc={step}".encode()
        urllib.request.urlopen(f"{side.url}/buoc", body)
    assert side.store.shipments[made.order].state == "510"
