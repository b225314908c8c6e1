import subprocess
from concurrent.futures import ThreadPoolExecutor
from shutil import which

import pytest
import typst

from motcua.documents.rendering import qr_svg, render_pdf
from motcua.documents.tests.make import template

needs_poppler = pytest.mark.skipif(which("pdftotext") is None, reason="poppler's pdftotext is not installed")


def text_of(pdf, folder):
    path = folder / "drawn.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()


@needs_poppler
@pytest.mark.parametrize(
    "hostile",
    [
        '#read("/etc/passwd")',
        "$x$",
        "\\",
        '"',
        "*đậm* _nghiêng_ `mã` <nhan> @ai",
        '#eval("1+1")',
        "]#panic()[",
        "// không phải chú thích",
        "= không phải tiêu đề",
    ],
)
def test_hostile_text_is_printed_and_never_run(hostile, tmp_path):
    pdf = render_pdf(template(tmp_path, "Tên: #data.name"), {"name": hostile})
    assert f"Tên: {hostile}" in text_of(pdf, tmp_path)


@needs_poppler
def test_every_vietnamese_letter_comes_out_as_it_went_in(tmp_path):
    letters = "àáảãạ ằắẳẵặ ầấẩẫậ èéẻẽẹ ềếểễệ ìíỉĩị òóỏõọ ồốổỗộ ờớởỡợ ùúủũụ ừứửữự ỳýỷỹỵ đ"
    words = letters + " " + letters.upper()
    pdf = render_pdf(template(tmp_path, "#set page(width: 60cm)\n#data.words"), {"words": words})
    assert words in text_of(pdf, tmp_path)


def test_a_template_cannot_read_outside_its_folder(tmp_path):
    (tmp_path / "secret.txt").write_text("mật")
    (tmp_path / "papers").mkdir()
    with pytest.raises(typst.TypstError, match="escape the project root"):
        render_pdf(template(tmp_path / "papers", '#read("../secret.txt")'), {})


def test_a_symlink_is_no_way_to_another_template_folder(tmp_path):
    with pytest.raises(typst.TypstError, match="not found"):
        render_pdf(template(tmp_path, '#read("/etc/hostname")'), {})


def test_many_threads_draw_at_once_and_each_gets_its_own_paper(tmp_path):
    path = template(tmp_path, "#set document(title: data.name, date: none)\n#data.name")
    names = [f"Hồ sơ {number:03}" for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda name: render_pdf(path, {"name": name}), names))
    assert all(pdf.startswith(b"%PDF-") for pdf in drawn)
    assert drawn == [render_pdf(path, {"name": name}) for name in names]
    assert len(set(drawn)) == len(names)


def test_the_same_data_gives_the_same_bytes(tmp_path):
    path = template(tmp_path, "#set document(date: none)\n#data.name")
    assert render_pdf(path, {"name": "Hồ sơ"}) == render_pdf(path, {"name": "Hồ sơ"})


def test_a_verification_address_reaches_the_template_as_a_qr(tmp_path):
    path = template(
        tmp_path, '#("qr" in sys.inputs)\n#if "qr" in sys.inputs { image(bytes(sys.inputs.qr), format: "svg") }'
    )
    assert len(render_pdf(path, {"verify_url": "https://motcua.example/kiem-tra/abc/"})) > len(render_pdf(path, {}))


def test_a_qr_carries_no_inline_style_that_the_page_policy_would_refuse():
    drawing = qr_svg("https://motcua.example/kiem-tra/abc/?a=1&b=2")
    assert drawing.startswith("<svg ")
    assert "style=" not in drawing
    assert "<script" not in drawing
