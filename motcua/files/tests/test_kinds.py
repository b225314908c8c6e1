"""What a required paper accepts, in the words of procedures."""

import pytest

from motcua.files.rules.kinds import kinds_named


def test_procedures_say_image_word_and_excel_for_the_kinds_that_we_take():
    found = [kind.key for kind in kinds_named(("pdf", "image", "word", "excel"))]
    assert found == [
        "pdf",
        "jpeg",
        "png",
        "docx",
        "xlsx",
    ]
    with pytest.raises(LookupError):
        kinds_named(("film",))
