"""Large files and photos from a phone, in a real browser."""

import os

import pytest
from PIL import Image

from motcua.dossiers.models import Paper
from motcua.dossiers.tests.pages.conftest import empty_draft, sign_in
from motcua.files.models import Arrival
from motcua.files.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def at_papers(phone, province):
    draft = empty_draft(province)
    page = phone(f"/nop-ho-so/don/{draft.id}/giay-to/")
    sign_in(page)
    page.wait_for_selector("input[type=file]")
    return page


def large(size: int) -> bytes:
    body = b"%PDF-1.7\n1 0 obj\n<< >>\nstream\n\xff" + os.urandom(size).replace(b"/", b".")
    return body + b"\nendstream\nendobj\n" + make.pdf()[9:]


def test_a_large_file_goes_in_pieces_and_goes_on_after_the_page_was_opened_anew(phone, province, tmp_path):
    page = at_papers(phone, province)
    path = tmp_path / "ban-ve.pdf"
    path.write_bytes(large(11_000_000))
    pieces = []

    def piece(route):
        if route.request.method == "PATCH":
            pieces.append(int(route.request.headers["upload-offset"]))
            if len(pieces) == 3:
                route.abort()
                return
        route.continue_()

    page.context.route("**/tai-len/**", piece)
    page.locator("input[type=file]").first.set_input_files(path)
    for _ in range(200):
        if len(pieces) >= 3:
            break
        page.wait_for_timeout(50)
    page.reload()
    page.locator("input[type=file]").first.set_input_files(path)
    page.wait_for_selector(".upload-item.done")
    assert pieces[0] == 0
    assert 0 not in pieces[1:], "nothing was sent twice"
    paper = Paper.objects.select_related("file").get()
    assert (paper.file.name, paper.file.size) == ("ban-ve.pdf", path.stat().st_size)
    assert not Arrival.objects.exists()
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.includes('ban-ve')).length") == 0


def test_what_is_not_fit_is_said_beside_the_file(phone, province, tmp_path):
    page = at_papers(phone, province)
    path = tmp_path / "ban-ve.pdf"
    path.write_bytes(b"MZ" + os.urandom(6_500_000))
    page.locator("input[type=file]").first.set_input_files(path)
    page.wait_for_selector(".upload-item.failed")
    assert "ban-ve.pdf" in page.inner_text(".upload-item.failed .upload-said")
    assert not Arrival.objects.exists()


@pytest.mark.parametrize(("press", "is_smaller"), [("Thu nhỏ rồi gửi", True), ("Gửi nguyên", False)])
def test_a_large_photo_may_be_made_smaller_before_it_is_sent(phone, province, tmp_path, press, is_smaller):
    page = at_papers(phone, province)
    path = tmp_path / "anh.jpg"
    Image.frombytes("RGB", (1500, 1000), os.urandom(4_500_000)).resize((3000, 2000)).save(path, quality=85)
    assert path.stat().st_size > 1_500_000
    page.locator("input[type=file]").first.set_input_files(path)
    page.click(f"text={press}")
    page.wait_for_selector(".upload-item.done")
    paper = Paper.objects.select_related("file").get()
    assert (paper.file.size < path.stat().st_size) == is_smaller
    assert paper.file.media_type == "image/jpeg"
