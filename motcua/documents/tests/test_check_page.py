import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.documents.pages import check
from motcua.documents.tests.make import agency, paper, signed
from motcua.files.public import StoredFile

pytestmark = pytest.mark.django_db
ADDRESS = "/kiem-tra-chu-ky/"


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


def send(client, content, name="giấy hẹn.pdf"):
    return client.post(ADDRESS, {"pdf": SimpleUploadedFile(name, content, "application/pdf")})


def test_anybody_may_open_the_page(client):
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert "Kiểm tra chữ ký số" in answer.text


def test_a_signed_paper_is_explained_in_plain_words_and_not_kept(client, tmp_path):
    answer = send(client, signed(signed(paper(tmp_path)), agency(), "agency"))
    assert answer.status_code == 200
    assert answer.text.count("Chữ ký hợp lệ") == 2
    assert "Nguyễn Thị Kiều Oanh" in answer.text
    assert "Có thêm chữ ký của người khác" in answer.text
    assert not StoredFile.objects.exists()


def test_a_changed_paper_is_told_to_be_changed(client, tmp_path):
    content = bytearray(signed(paper(tmp_path)))
    content[content.index(b"endstream") - 20] ^= 1
    answer = send(client, bytes(content))
    assert "nội dung đã bị sửa sau khi ký" in answer.text
    assert "Chữ ký hợp lệ" not in answer.text


def test_a_paper_without_signature_says_so(client, tmp_path):
    assert "không có chữ ký số nào" in send(client, paper(tmp_path)).text


@pytest.mark.parametrize(
    ("content", "words"), [(b"not a pdf", "không phải là PDF"), (b"", "rỗng"), (b"%PDF-1.7 junk", "Không đọc được")]
)
def test_junk_gets_a_message_beside_the_field(client, content, words):
    answer = send(client, content)
    assert answer.status_code == 422
    assert words in answer.text


def test_nothing_chosen_gets_a_message(client):
    assert "Bạn chưa chọn tệp" in client.post(ADDRESS).text


def test_a_file_over_the_limit_is_refused_unread(client, monkeypatch):
    monkeypatch.setattr(check, "MAX_BYTES", 100)
    monkeypatch.setattr(check, "verify_pdf", lambda *args, **more: pytest.fail("read"))
    answer = send(client, b"%PDF-" + bytes(200))
    assert answer.status_code == 422
    assert "lớn hơn" in answer.text


def test_names_in_a_file_cannot_write_markup(client, tmp_path):
    answer = send(client, paper(tmp_path), "<script>alert(1)</script>.pdf")
    assert "<script>alert" not in answer.text


def test_checking_again_and_again_is_slowed_down(client, monkeypatch):
    monkeypatch.setattr(check, "TRIES", 2)
    assert [send(client, b"x").status_code for _ in range(3)] == [422, 422, 429]
