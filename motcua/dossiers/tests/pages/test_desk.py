"""The desk: what is on it, at what price, several acts at one press, and the leader's signing page."""

import pytest
from django.urls import reverse

from motcua.dossiers.actions.receive import receive
from motcua.dossiers.models import Dossier, Status
from motcua.dossiers.tests.make import at_leader, at_specialist, forwarded, person, received, submitted
from motcua.identity.public import Account
from motcua.kernel.clock import now
from motcua.work.public import Matter


def desk(**query: str) -> str:
    return reverse("desk", query=query)


def codes(response) -> list[str]:
    return [line.row.reference for line in response.context["lines"]]


def tick(*dossiers: Dossier) -> list[str]:
    return [f"{dossier.id}.{dossier.revision}" for dossier in dossiers]


def test_a_submitted_dossier_is_at_once_on_the_desk_of_the_counter_and_of_nobody_else(province, as_):
    dossier = submitted(province)
    assert codes(as_("lan").get(desk(xem="phong"))) == [dossier.code]
    assert codes(as_("an").get(desk(xem="phong"))) == []
    assert codes(as_("khac").get(desk(xem="qua-han"))) == []


def test_a_row_says_what_whose_where_and_until_when_in_words(province, as_):
    submitted(province)
    text = as_("lan").get(desk(xem="phong")).content.decode()
    for words in ("Quảng cáo “Nước mắm Biển Xanh”", "Công ty TNHH Biển Xanh", "Chờ tiếp nhận", "quá "):
        assert words in text


def test_nothing_that_people_wrote_becomes_part_of_the_page(province, as_):
    dossier = submitted(province)
    evil = '"><script>alert(1)</script>&amp;'
    Dossier.objects.filter(pk=dossier.pk).update(summary=f"1 {evil}")
    matter = Matter.objects.get(subject_id=dossier.pk)
    Matter.objects.filter(pk=matter.pk).update(title=f"2 {evil}", party=f"3 {evil}", reference=f"4 {evil}")
    matter.steps.update(name=f"5 {evil}")
    text = as_("lan").get(desk(xem="phong")).content.decode()
    assert "alert(1)</script>" not in text
    for number in range(1, 6):
        assert f"{number} &quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;" in text


@pytest.mark.parametrize("who", ["bien", "ke", "tri"])
def test_who_handles_no_dossiers_has_no_desk(province, as_, who):
    assert as_(who).get(desk()).status_code == 403


def test_the_filters_stand_in_the_address_and_the_tabs_count_what_is_there(province, as_):
    first = submitted(province)
    submitted(province)
    lan = as_("lan")
    found = lan.get(desk(xem="phong", ma=first.code.lower()))
    assert codes(found) == [first.code]
    assert f'value="{first.code}"' in found.content.decode()
    assert codes(lan.get(desk(xem="phong", **{"thu-tuc": "quảng cáo"}))) != []
    assert codes(lan.get(desk(xem="phong", **{"thu-tuc": "khai sinh"}))) == []
    assert codes(lan.get(desk(xem="phong", **{"han-truoc": "2020-01-01"}))) == []
    assert {word: count for _key, word, _url, count in found.context["tabs"]}["Của phòng"] == "2"


def test_an_address_that_makes_no_sense_is_still_a_page(province, as_):
    lan = as_("lan")
    assert lan.get(desk(xem="???", **{"han-truoc": "mai"}, mo="khong-phai")).status_code == 200
    assert lan.get(desk(sau="vô nghĩa")).status_code == 422


def test_the_desk_costs_the_same_however_much_lies_on_it(province, as_, django_assert_max_num_queries):
    lan = as_("lan")
    submitted(province)
    lan.get(desk(xem="phong"))
    for _ in range(8):
        submitted(province)
    with django_assert_max_num_queries(10):
        assert len(codes(lan.get(desk(xem="phong")))) == 9


def test_the_next_page_goes_on_where_this_one_ended(province, as_, monkeypatch):
    monkeypatch.setattr("motcua.dossiers.pages.desk.PAGE", 2)
    made = [submitted(province).code for _ in range(3)]
    lan = as_("lan")
    first = lan.get(desk(xem="phong"))
    second = lan.get(reverse("desk") + first.context["next_url"])
    assert codes(first) + codes(second) == made


def test_a_dossier_opens_beside_the_list_without_javascript(province, as_):
    dossier = submitted(province)
    text = as_("lan").get(desk(xem="phong", mo=str(dossier.id))).content.decode()
    assert 'class="desk-detail"' in text
    assert "Tiếp nhận và chuyển" in text


def test_several_are_handed_on_at_once_and_the_report_says_what_was_not_done_and_why(province, as_):
    one, two, stale = received(province), received(province), submitted(province)
    lan = as_("lan")
    before = tick(one, two, stale)
    receive(dossier_id=stale.id, actor=person("minh"), at=now())
    report = lan.post(reverse("desk-bulk"), {"viec": "chuyen", "chon": before, "ve": desk(xem="phong")}, follow=True)
    text = report.content.decode()
    assert f"{one.code}, {two.code}" in text
    assert f">{stale.code}</a>: Phạm Văn Minh vừa tiếp nhận" in text
    assert set(Dossier.objects.filter(id__in=[one.id, two.id]).values_list("status", flat=True)) == {Status.IN_PROGRESS}
    assert "Chưa làm được" not in lan.get(desk(xem="phong")).content.decode()


def test_the_head_gives_several_to_one_officer(province, as_):
    one, two = forwarded(province), forwarded(province)
    binh = Account.objects.get(username="binh")
    data = {"viec": "phan-cong", "officer": str(binh.id), "chon": tick(one, two)}
    as_("dung").post(reverse("desk-bulk"), data)
    assert codes(as_("binh").get(desk(xem="cua-toi"))) == [one.code, two.code]
    assert codes(as_("an").get(desk(xem="phong"))) == []


def test_nothing_ticked_is_said_and_nothing_is_done(province, as_):
    dossier = received(province)
    report = as_("lan").post(reverse("desk-bulk"), {"viec": "chuyen"}, follow=True)
    assert "chưa chọn hồ sơ nào" in report.content.decode()
    assert Matter.objects.get(id=dossier.matter_id).version == dossier.matter.version


def test_the_leader_reads_who_said_what_and_signs_all_that_are_ticked(province, as_):
    one, other = at_leader(province), at_leader(province)
    son = as_("son")
    shown = son.get(reverse("desk-sign"))
    text = shown.content.decode()
    assert "Vũ Hoài An" in text
    assert reverse("handling-draft", args=[one.id]) in text
    assert len(shown.context["figures"]) == 3
    son.post(reverse("desk-bulk"), {"viec": "ky", "chon": tick(one), "ve": "/ky/"})
    assert Dossier.objects.get(id=one.id).result.signed_at is not None
    assert [card["line"].row.reference for card in son.get(reverse("desk-sign")).context["cards"]] == [other.code]


def test_nobody_signs_by_the_list_what_they_may_not_sign(province, as_):
    dossier = at_leader(province)
    report = as_("thu").post(reverse("desk-bulk"), {"viec": "ky", "chon": tick(dossier)}, follow=True)
    assert "Chưa làm được" in report.content.decode()
    assert Dossier.objects.get(id=dossier.id).result.signed_at is None
    assert as_("thu").get(reverse("desk-sign")).status_code == 403


def test_the_signing_page_costs_the_same_for_one_and_for_many(province, as_, django_assert_max_num_queries):
    for _ in range(4):
        at_leader(province)
    son = as_("son")
    son.get(reverse("desk-sign"))
    with django_assert_max_num_queries(14):
        assert len(son.get(reverse("desk-sign")).context["cards"]) == 4


def test_what_was_done_can_be_found_again(province, as_):
    dossier = at_specialist(province)
    assert codes(as_("dung").get(desk(xem="da-lam"))) == [dossier.code]
