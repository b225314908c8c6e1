import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.files.rules.kinds import kinds_named, list_in_words
from motcua.files.rules.names import LONGEST, safe_name, size_in_words


@pytest.mark.parametrize(
    ("claimed", "extension", "safe"),
    [
        ("Giấy khai sinh.pdf", "pdf", "Giấy khai sinh.pdf"),
        ("Gia\u0302\u0301y.PDF", "pdf", "Giấy.pdf"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("C:\\Users\\Mo\\don.pdf", "pdf", "don.pdf"),
        ("a\x00b\r\nc.pdf", "pdf", "ab c.pdf"),
        ("anh\u202egpj.exe.jpg", "jpg", "anhgpj.exe.jpg"),
        ("con.pdf", "pdf", "tep-con.pdf"),
        ("...", "pdf", "tep.pdf"),
        ("", "pdf", "tep.pdf"),
        ("ảnh.jpeg", "jpg", "ảnh.jpg"),
        ('a"b<c>.pdf', "pdf", "a_b_c_.pdf"),
    ],
)
def test_a_name_is_made_safe_and_still_reads_well(claimed, extension, safe):
    assert safe_name(claimed, extension) == safe


@given(st.text(max_size=400))
def test_no_name_from_outside_escapes_or_grows_or_hides_anything(claimed):
    name = safe_name(claimed, "pdf")
    assert name.endswith(".pdf")
    assert len(name) <= LONGEST
    assert not set(name) & set('/\\<>:"|?*')
    assert not name.startswith(".")
    assert all(unicodedata.category(c)[0] != "C" for c in name)
    assert unicodedata.is_normalized("NFC", name)


@given(st.text(max_size=200))
def test_a_safe_name_stays_as_it_is(claimed):
    name = safe_name(claimed, "pdf")
    assert safe_name(name, "pdf") == name


def test_sizes_read_as_people_say_them():
    sizes = (1, 850 * 1024, 50 * 1024 * 1024, 13_107_200)
    assert [size_in_words(size) for size in sizes] == ["1 KB", "850 KB", "50 MB", "12,5 MB"]


def test_a_kind_is_named_by_key_ending_or_media_type():
    assert [kind.key for kind in kinds_named(["jpg", "application/pdf", ".docx", "pdf"])] == ["jpeg", "pdf", "docx"]


def test_an_unknown_kind_in_a_procedure_is_a_mistake_to_be_mended_there():
    with pytest.raises(LookupError, match="exe"):
        kinds_named(["exe"])


def test_kinds_are_listed_in_words():
    assert list_in_words([kind.name for kind in kinds_named(["pdf", "jpg", "png"])]) == "PDF, ảnh JPEG hoặc ảnh PNG"
