"""A template drawn once for a shape says what the template itself would say."""

from typing import Any

from django.template import Context, Engine
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.gaps import Shapes

TEMPLATE = Engine(autoescape=True).from_string(
    "{% if words %}<h1>{{ words }}</h1>{% endif %}{% if whole %}!{% endif %}{{ rows }}"
    "{% for one in groups %}<p id={{ one.key }}>{{ one.label }}{% if one.rest %}: {{ one.rest }}{% endif %}</p>{% endfor %}"
)
TEXTS = st.text(alphabet="a<&\"' 0zqgap-{}1", max_size=12)
CONTEXTS = st.fixed_dictionaries(
    {
        "words": TEXTS,
        "whole": st.booleans(),
        "rows": TEXTS.map(SafeString),
        "groups": st.lists(st.fixed_dictionaries({"key": TEXTS, "label": TEXTS, "rest": TEXTS}), max_size=2),
    }
)
drawings = 0


def draw(context: dict[str, Any]) -> str:
    global drawings
    drawings += 1
    return TEMPLATE.render(Context(context))


@given(st.lists(CONTEXTS, min_size=1, max_size=8))
def test_what_is_filled_is_what_the_template_draws(contexts):
    shapes = Shapes(draw)
    for context in [*contexts, *contexts]:
        plain = TEMPLATE.render(Context(context)).replace("&#x27;", "&#39;")
        assert shapes.drawn(context, "vi").replace("&#x27;", "&#39;") == plain


def test_texts_alone_draw_nothing_anew_but_another_flag_length_or_language_does():
    shapes, before = Shapes(draw), drawings

    def count(language="vi", **context):
        shapes.drawn({"words": "a", "groups": [], **context}, language)
        return drawings - before

    assert [count(), count(words="b"), count(words="c")] == [1, 1, 1]
    assert count(words="") == 2
    assert count(groups=[{"key": "a"}]) == 3
    assert count(whole=True) == 4
    assert count(whole=1) == 5
    assert count("en") == 6
