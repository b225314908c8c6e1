"""Vietnamese first, English second, both complete."""

import re
import shutil
import unicodedata

import polib
import pytest
from django.conf import settings

from motcua.config.words import LANGUAGE, VIETNAMESE, found_words, po_of, rooms
from tests.house.floors import PACKAGE

needs_xgettext = pytest.mark.skipif(shutil.which("xgettext") is None, reason="xgettext (Debian: gettext) is missing")
ROOMS = {room.name: room for room in rooms()}
#: names, and words to be typed into a search that knows Vietnamese
DATA = re.compile(r"Khánh Hòa|Tiếng Việt|làm giấy khai sinh( cho con)?|khai sinh, quảng cáo")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w+\}")


def _key(entry):
    return entry.msgctxt, entry.msgid


def _english(room):
    path = po_of(ROOMS[room])
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


@needs_xgettext
@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_of_a_room_has_its_english(room):
    said, written = {_key(entry) for entry in found_words(ROOMS[room])}, _english(room)
    have = {_key(entry) for entry in written if entry.translated()}
    assert not said - have, "without English; run `make words` and write it"
    assert not have - said, "nobody says this any more; run `make words`"
    assert not written.fuzzy_entries()
    assert not written.obsolete_entries()


@pytest.mark.parametrize("room", ROOMS)
def test_english_keeps_the_places_for_values(room):
    wrong = []
    for entry in _english(room):
        wanted = set(PLACEHOLDER.findall(entry.msgid))
        for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            missing = set(PLACEHOLDER.findall(text)) ^ wanted
            if missing and not (entry.msgid_plural and missing <= wanted):
                wrong.append((entry.msgid, text))
    assert not wrong


@pytest.mark.parametrize("room", ROOMS)
def test_english_has_no_vietnamese_words_left_but_names(room):
    texts = [text for e in _english(room) for text in (e.msgstr_plural.values() if e.msgid_plural else [e.msgstr])]
    assert not [text for text in texts if VIETNAMESE & set(DATA.sub("", unicodedata.normalize("NFC", text)))]


def test_one_sentence_has_one_english():
    """Django merges the rooms' words: the same key with two meanings would show whichever came last."""
    english = {}
    for room in ROOMS:
        for entry in _english(room):
            english.setdefault((*_key(entry), bool(entry.msgid_plural)), set()).add(
                (entry.msgstr, *entry.msgstr_plural.values())
            )
    assert not {key: texts for key, texts in english.items() if len(texts) > 1}


#: pages that anyone may open, in an empty province: what is Vietnamese there is the frame, not data
PUBLIC = ["/", "/thu-tuc/", "/tai-khoan/dang-nhap/", "/tai-khoan/dang-ky/", "/tinh-han/", "/don-vi/", "/tra-cuu/"]
PUBLIC += ["/kiem-tra-chu-ky/", "/khong-co-trang-nay/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_the_frame_of_an_english_page_is_english(client, path):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = LANGUAGE
    page = client.get(path)
    assert page.status_code == (404 if path == "/khong-co-trang-nay/" else 200)
    text = unicodedata.normalize("NFC", page.content.decode())
    assert f'<html lang="{LANGUAGE}"' in text
    seen = re.sub(r"(?s)<script.*?</script>|<!--.*?-->|<(code|option)\b.*?</\1>", " ", text)
    words = DATA.sub("", seen)
    left = [line.strip() for line in words.splitlines() if VIETNAMESE & set(line)]
    assert not left


def test_templates_mark_every_vietnamese_word():
    marked = re.compile(
        r"(?s)\{%\s*(?:translate|trans)\s.*?%\}|\{%\s*blocktranslate.*?endblocktranslate\s*%\}"
        r"|\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|_\(\"[^\"]*\"\)"
    )
    left = {}
    for path in PACKAGE.glob("*/templates/**/*.html"):
        if path.stem in SAID_IN_VIETNAMESE:
            continue
        lines = [line for line in marked.sub("", path.read_text("utf-8")).splitlines() if VIETNAMESE & set(line)]
        if lines:
            left[str(path.relative_to(PACKAGE))] = lines
    assert not left


#: the pages of a broken server and without a network say both languages by themselves; the showroom shows invented data
SAID_IN_VIETNAMESE = {"400", "500", "503", "offline", "showroom", "showroom_desk"}
