import unicodedata

import pytest

from motcua.kernel.accents import fold, slug, without_accents


@pytest.mark.parametrize(
    ("text", "plain", "words", "address"),
    [
        ("Hộ  tịch (2)", "ho tich (2)", "ho tich 2", "ho-tich-2"),
        ("ĐẶC KHU Trường Sa", "dac khu truong sa", "dac khu truong sa", "dac-khu-truong-sa"),
        ("  ", "", "", ""),
        ("H32.25", "h32.25", "h32 25", "h32-25"),
    ],
)
def test_accents_capitals_and_spaces_make_no_difference(text, plain, words, address):
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, text)
        assert (without_accents(typed), fold(typed), slug(typed)) == (plain, words, address)
    assert slug(text, "") == address.replace("-", "")
