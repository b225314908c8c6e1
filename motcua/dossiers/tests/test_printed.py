"""Every paper of the one-stop is drawn from its sample, from the emptiest data and from hostile data."""

import json
import re
import subprocess
import typing
from shutil import which

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.documents.public import render_pdf
from motcua.dossiers.actions.draw_form import PRINTED
from motcua.dossiers.rules import printed, printed_results

SAMPLES = sorted(path.stem for path in PRINTED.glob("samples/*.json"))
EMAIL = "lienhe@bienxanh.example"
#: of the sample, what a form has no line for
UNPRINTED = {
    "apology": (EMAIL,),
    "stop_notice": (EMAIL,),
    "route_sheet": ("K7QM",),
}
needs_poppler = pytest.mark.skipif(which("pdftotext") is None, reason="poppler is not installed")


def sample(name, **changes):
    return json.loads((PRINTED / f"samples/{name}.json").read_text("utf-8")) | changes


def draw(name, data):
    return render_pdf(PRINTED / f"{name}.typ", data)


def told(tool, pdf, folder, *more):
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    command = [tool, *more, path] + (["-"] if tool == "pdftotext" else [])
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def pages(pdf, folder):
    return int(re.search(r"Pages:\s+(\d+)", told("pdfinfo", pdf, folder))[1])


def texts(data):
    """All texts in ``data``, however deep."""
    if isinstance(data, str):
        return [data]
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else []
    return [text for part in parts for text in texts(part)]


def replaced(data, change):
    """``data`` with each text changed, except days, moments and choices, which have their own forms."""
    if isinstance(data, str):
        return data if re.fullmatch(r"\d{4}-\d\d-\d\d.*|a[45]|early|on_time|late|https:.*", data) else change(data)
    if isinstance(data, dict):
        return {key: replaced(value, change) for key, value in data.items()}
    return [replaced(value, change) for value in data] if isinstance(data, list) else data


def words(text):
    return re.sub(r"[\s\u200b]+", "", text)


def test_every_template_has_a_sample_and_the_other_way_round():
    assert {path.stem for path in PRINTED.glob("*.typ")} - {"letterhead"} == set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_the_shape_that_its_type_says(name):
    told = (PRINTED / f"{name}.typ").read_text("utf-8").replace("\n//", "")
    shape_name, module = re.search(r"Data: `(\w+)` of motcua/dossiers/rules/(\w+)\.py", told).groups()
    shape = getattr({"printed": printed, "printed_results": printed_results}[module], shape_name)
    assert fits(sample(name), shape)


def fits(value, shape):
    """Whether ``value``, as JSON has it, is of the ``shape`` that a type says, however deep."""
    if typing.is_typeddict(shape):
        hints = typing.get_type_hints(shape)
        return shape.__required_keys__ <= set(value) <= set(hints) and all(fits(value[k], hints[k]) for k in value)
    if typing.get_origin(shape) is list:
        return isinstance(value, list) and all(fits(each, typing.get_args(shape)[0]) for each in value)
    if typing.get_origin(shape) is typing.Literal:
        return value in typing.get_args(shape)
    return type(value) is shape


@needs_poppler
@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_in_the_data_is_on_the_paper(name, tmp_path):
    data = sample(name)
    seen = words(told("pdftotext", draw(name, data), tmp_path, "-raw")).upper()
    assert words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") in seen
    assert words("Độc lập - Tự do - Hạnh phúc").upper() in seen
    unseen = {"https", "early", "on_time", "late", "a4", "a5", *UNPRINTED.get(name, ())}
    dates = re.compile(r"\d{4}-\d\d-\d\d")
    # A long text may be broken by another column: its first words are enough.
    for text in texts(data):
        if not dates.match(text) and text.split(":")[0] not in unseen:
            assert words(text)[:12].upper() in seen, text


@pytest.mark.parametrize("name", SAMPLES)
def test_a_paper_with_nothing_filled_in_is_still_drawn(name):
    def emptied(data):
        if isinstance(data, str):
            return data if data in ("a4", "a5") else ""
        if isinstance(data, dict):
            return {key: emptied(value) for key, value in data.items()}
        return [] if isinstance(data, list) else data

    assert draw(name, emptied(sample(name))).startswith(b"%PDF-")


@needs_poppler
@pytest.mark.parametrize("name", SAMPLES)
def test_hostile_text_in_any_field_is_printed_as_it_is(name, tmp_path):
    hostile = '#panic("x")$a$'
    data = replaced(sample(name), lambda _: hostile)
    assert words(hostile).upper() in words(told("pdftotext", draw(name, data), tmp_path, "-raw")).upper()


@pytest.mark.parametrize("name", SAMPLES)
def test_very_long_names_do_not_stop_a_paper(name):
    data = replaced(sample(name), lambda text: (text + " ") * 8)
    assert draw(name, data).startswith(b"%PDF-")


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=60))
def test_no_text_whatever_stops_a_slip(text):
    assert draw("slip", replaced(sample("slip"), lambda _: text)).startswith(b"%PDF-")


@needs_poppler
@pytest.mark.parametrize(("count", "expected"), [(0, 1), (1, 1), (3, 1), (20, 2)])
def test_a_slip_goes_to_a_second_page_when_the_papers_are_many(count, expected, tmp_path):
    lines = [
        {"name": f"Bản vẽ thiết kế, tờ số {number}, có chữ ký và đóng dấu", "originals": 1, "copies": 0}
        for number in range(count)
    ]
    pdf = draw("slip", sample("slip", papers=lines, fees=[]))
    assert pages(pdf, tmp_path) == expected
    assert ("trang 2/2" in told("pdftotext", pdf, tmp_path)) == (expected == 2)


@needs_poppler
def test_a_register_of_a_hundred_dossiers_repeats_its_heading_on_each_page(tmp_path):
    pdf = draw("register", sample("register", rows=(sample("register")["rows"] * 34)[:100]))
    seen = told("pdftotext", pdf, tmp_path, "-raw")
    assert seen.count("Mã hồ sơ") == pages(pdf, tmp_path) > 5
    assert "Cộng: 100 hồ sơ" in seen


@needs_poppler
def test_an_apology_is_called_as_the_set_of_forms_in_force_calls_it(tmp_path):
    old = draw("apology", sample("apology", form="Mẫu số 04 · TT 01/2018/TT-VPCP"))
    new = draw("apology", sample("apology"))
    assert "PHIẾU XIN LỖI" in told("pdftotext", old, tmp_path)
    assert "ĐỀ NGHỊ GIA HẠN" in told("pdftotext", new, tmp_path)


@needs_poppler
@pytest.mark.parametrize("name", [name for name in SAMPLES if name not in ("route_sheet", "register")])
def test_each_paper_that_is_signed_has_its_place_to_sign(name, tmp_path):
    data = sample(name)
    places = told("pdfinfo", draw(name, data), tmp_path, "-dests")
    assert ("sign-leader" if "signer" in data else "sign-officer") in places
    assert "sign-number" not in places
    assert "sign-number" in told("pdfinfo", draw(name, data | {"number": ""}), tmp_path, "-dests")


def test_no_template_evaluates_text_or_fetches_a_package():
    for path in PRINTED.glob("*.typ"):
        source = path.read_text("utf-8")
        assert not re.search(r'\beval\s*\(|\bread\s*\(|import\s+"@|plugin\s*\(|mode:\s*"markup"', source), path.name
