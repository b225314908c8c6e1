"""Every occasion has its words for every channel in both languages, they fit, and they say no more than they must."""

import re

import pytest

from motcua.notices.rules.occasions import OCCASIONS
from motcua.notices.rules.sms import length_of, plain_sms
from motcua.notices.rules.wording import (
    CHANNELS,
    LANGUAGES,
    MAY_SAY,
    PARTS,
    as_html,
    day_said,
    places_of,
    say,
    texts_of,
)
from motcua.notices.texts import _OURS, frame_words, words_of

#: as long as they come
VALUES = {
    "code": "000.00.25.H32-261123-000001",
    "until": "31/12/2026",
    "procedure": "Xác định, xác định lại mức độ khuyết tật",
    "person": "Nguyễn Thị Hoa",
    "count": "120",
    "late": "35",
    "identity_number": "000188000001",
    "form": "bệnh án",
}
EVERY = [(one, channel, language) for one in OCCASIONS for channel in CHANNELS for language in LANGUAGES]
every = pytest.mark.parametrize(("occasion", "channel", "language"), EVERY)


@every
def test_each_occasion_has_words_for_each_channel_and_language(occasion, channel, language):
    texts = texts_of(words_of(occasion, language), channel)
    if channel != "zalo":
        assert set(texts) == set(PARTS[channel])
    assert texts
    said = say(words_of(occasion, language), channel, VALUES)
    whole = " ".join([said.title, said.text, *said.values.values()])
    assert whole.strip()
    assert "{" not in whole
    assert "…" not in whole, "a place without a value"


@every
def test_words_name_no_value_that_their_channel_may_not_carry(occasion, channel, language):
    for text in texts_of(words_of(occasion, language), channel).values():
        assert places_of(text) <= MAY_SAY[channel]


@every
def test_a_message_says_no_more_than_it_must(occasion, channel, language):
    said = say(words_of(occasion, language), channel, VALUES)
    whole = " ".join([said.title, said.text, *said.values.values()])
    assert "000188000001" not in whole
    assert "bệnh án" not in whole
    if channel != "inapp":
        assert "khuyết tật" not in whole, "the name of a procedure tells of an illness, a family, a past"


def test_a_template_that_asks_for_too_much_gets_nothing():
    greedy = {"sms": "{procedure} {identity_number} {code}"}
    assert say(greedy, "sms", VALUES).text == f"… … {VALUES['code']}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("occasion", OCCASIONS)
def test_an_sms_takes_one_part_without_accents_and_two_at_most_with_them(occasion, language):
    text = say(words_of(occasion, language), "sms", VALUES).text
    assert length_of(text).parts <= 2
    plain = length_of(plain_sms(text))
    assert (plain.alphabet, plain.parts) == ("gsm7", 1)
    assert "?" not in plain_sms(text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("occasion", OCCASIONS)
def test_push_and_zalo_fit_where_they_are_shown(occasion, language):
    push = say(words_of(occasion, language), "push", VALUES)
    assert len(push.title) <= 50
    assert len(push.text) <= 120
    zalo = say(words_of(occasion, language), "zalo", VALUES).values
    assert all(len(value) <= 100 and re.fullmatch(r"[a-z_]+", name) for name, value in zalo.items())


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_both_languages_have_the_same_parameters_for_zalo(occasion):
    assert len({tuple(texts_of(words_of(occasion, language), "zalo")) for language in LANGUAGES}) == 1


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-03-09T17:30:00+00:00", "10/03/2026"), ("2026-03-09T23:30:00+07:00", "09/03/2026"), ("", "")],
)
def test_a_day_is_that_of_viet_nam_however_the_moment_was_stored(moment, day):
    assert day_said(moment) == day


def test_no_words_lie_about_for_what_never_happens():
    assert {path.stem for path in _OURS.glob("*.yaml")} == {*OCCASIONS, "_frame"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_is_escaped_in_the_letter(language):
    said = say({"email": {"subject": "A", "text": "{person}"}}, "email", {"person": "<b>Hoa</b> & {body}"})
    html = as_html(frame_words(language)["html"], said, "https://a.example/?a=1&b=2", "Mở", "chân")
    assert "&lt;b&gt;Hoa&lt;/b&gt; &amp; {body}" in html
    assert "<b>" not in html
    assert "a=1&amp;b=2" in html


def test_a_province_replaces_words_with_its_own(tmp_path, settings):
    (tmp_path / "submitted.yaml").write_text('vi: {sms: "Khanh Hoa: {code}"}\n', "utf-8")
    settings.NOTICE_WORDS = str(tmp_path)
    assert words_of("submitted", "vi")["sms"] == "Khanh Hoa: {code}"
    assert words_of("accepted", "vi")["sms"].startswith("Hồ sơ")
