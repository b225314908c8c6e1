import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.identity.models import Account
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.rules.definition import write_definition
from motcua.procedures.tests.make import definition, designer_account, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def designer(client):
    client.force_login(designer_account())
    return client


def pack(**changes):
    return yaml.safe_dump(write_definition(definition(**changes)), allow_unicode=True, sort_keys=False)


def preview(client, text):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post("/thiet-ke/xem-truoc/", {"file": SimpleUploadedFile("thu.yaml", content)})


def publish(client, text, against=""):
    return client.post("/thiet-ke/cong-bo/", {"pack": text, "name": "thu.yaml", "against": against})


def test_the_shelf_is_closed_to_others(client):
    assert client.get("/thiet-ke/").status_code == 302
    client.force_login(Account.objects.create_user("dan", "mat-khau-dai-12", full_name="Phạm Dân"))
    assert client.get("/thiet-ke/").status_code == 403
    assert publish(client, pack()).status_code == 403
    assert not ProcedureVersion.objects.exists()


def test_the_shelf_lists_what_is_in_force(designer):
    published()
    assert "9.000001" in designer.get("/thiet-ke/").content.decode()


def test_a_new_pack_is_looked_at_and_published(designer):
    assert "chưa có phiên bản nào" in preview(designer, pack()).content.decode()
    assert not ProcedureVersion.objects.exists()
    assert publish(designer, pack()).headers["Location"] == "/thu-tuc/9.000001/"
    assert ProcedureVersion.objects.get().content == definition()


def test_the_difference_to_the_version_in_force_is_shown(designer):
    published()
    page = preview(designer, pack(summary="Thả diều vui")).content.decode()
    assert "Thả diều vui" in page
    assert "tóm tắt" in page


def test_what_a_pack_leaves_out_stays_as_it_is_in_force(designer):
    [seen] = published(definition(conditions="Có diều"))
    publish(designer, pack(summary="Thả diều vui"), against=seen.digest)
    found = ProcedureVersion.objects.get(number=2).content
    assert (found.summary, found.conditions) == ("Thả diều vui", "Có diều")


def test_a_pack_that_says_the_same_needs_no_publishing(designer):
    published()
    assert "giống hệt" in preview(designer, pack()).content.decode()


@pytest.mark.parametrize("text", ["key: [", "key: 9.000001\n", "- a\n", "", b"\xff\xfe\x00"])
def test_a_pack_that_cannot_be_used_says_why(designer, text):
    response = preview(designer, text)
    assert response.status_code == 422
    assert not ProcedureVersion.objects.exists()


def test_what_was_wrong_can_be_mended_on_the_page(designer):
    page = preview(designer, "key: [").content.decode()
    assert "dòng" in page
    assert "key: [" in page
    mended = designer.post("/thiet-ke/xem-truoc/", {"pack": pack(), "name": "thu.yaml"})
    assert mended.status_code == 200


def test_who_looked_at_an_older_version_is_told_and_publishes_nothing(designer):
    [seen] = published()
    published(definition(name="Người khác đổi"))
    response = publish(designer, pack(summary="Của tôi"), against=seen.digest)
    assert response.status_code == 409
    assert "người khác" in response.content.decode()
    assert ProcedureVersion.objects.count() == 2


def test_a_file_that_is_too_large_is_refused(designer):
    assert preview(designer, "#" * 1_000_001).status_code == 413


def read_drawing(client, content):
    return client.post("/thiet-ke/quy-trinh/", {"drawing": SimpleUploadedFile("ve.bpmn", content)})


def test_a_process_drawn_elsewhere_becomes_the_lines_of_a_pack(designer):
    published()
    page = read_drawing(designer, designer.get("/thu-tuc/9.000001/chung/quy-trinh.bpmn").content)
    assert page.status_code == 200
    [process] = yaml.safe_load(page.context["lines"])["processes"].values()
    assert (process["code"], process["start"]) == ("9.000001-chung", "intake")


def test_a_drawing_that_cannot_run_says_why_and_what_may_be_drawn(designer):
    published()
    drawing = designer.get("/thu-tuc/9.000001/chung/quy-trinh.bpmn").content
    page = read_drawing(designer, drawing.replace(b"userTask", b"scriptTask"))
    assert page.status_code == 422
    assert "scriptTask" in page.content.decode()
    assert "userTask" in page.content.decode()
    assert read_drawing(designer, b"<a").status_code == 422
    assert designer.post("/thiet-ke/quy-trinh/").status_code == 422
    assert read_drawing(designer, b" " * 1_000_001).status_code == 413


def test_reading_a_drawing_is_for_who_may_publish(client):
    client.force_login(Account.objects.create_user("dan", "mat-khau-dai-12", full_name="Phạm Dân"))
    assert read_drawing(client, b"<a/>").status_code == 403
