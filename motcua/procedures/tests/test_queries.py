import pytest

from motcua.procedures.queries import Filters, counts
from motcua.procedures.search import browse, search
from motcua.procedures.tests.make import definition, published

pytestmark = pytest.mark.django_db


def keys(rows):
    return [row.procedure.key for row in rows]


@pytest.fixture
def _shelf():
    published(
        definition(
            "9.000001", name="Đăng ký khai sinh", sector="Hộ tịch", levels=["commune"], life_events=["sinh-con"]
        ),
        definition(
            "9.000002",
            name="Cấp bản sao trích lục",
            sector="Hộ tịch",
            levels=["commune"],
            summary="Giấy khai sinh, khai tử",
        ),
        definition("9.000003", name="Cấp phép xây dựng", sector="Xây dựng", keywords=["làm nhà"], by_post=True),
        definition("9.000004", name="Đất rừng", sector="Đất đai", online_level="fully_online", payable_online=True),
    )


@pytest.mark.usefixtures("_shelf")
@pytest.mark.parametrize("words", ["khai sinh", "KHAI SINH", "Đăng ký khai sinh", "dang ky khai sinh", "khai si"])
def test_words_are_found_with_and_without_accents_and_unfinished(words):
    assert keys(search(words).rows)[0] == "9.000001"


@pytest.mark.usefixtures("_shelf")
def test_the_d_with_a_bar_is_a_d():
    assert keys(search("dat rung").rows) == keys(search("đất rừng").rows) == ["9.000004"]


@pytest.mark.usefixtures("_shelf")
def test_a_hit_in_the_name_comes_before_a_hit_in_the_text():
    assert keys(search("khai sinh").rows) == ["9.000001", "9.000002"]


@pytest.mark.usefixtures("_shelf")
def test_who_types_accents_gets_the_word_with_those_accents_first():
    published(definition("9.000005", name="Đặt tên đường"), definition("9.000006", name="Dật"))
    assert keys(search("đặt").rows)[0] == "9.000005"
    assert keys(search("đất").rows)[0] == "9.000004"


@pytest.mark.usefixtures("_shelf")
def test_a_procedure_called_exactly_so_comes_first():
    published(definition("9.000005", name="Đăng ký khai sinh lại"), definition("9.000006", name="Khai sinh"))
    assert keys(search("khai sinh").rows)[0] == "9.000006"
    assert keys(search("đăng ký khai sinh").rows)[0] == "9.000001"


@pytest.mark.usefixtures("_shelf")
def test_the_words_people_use_are_found():
    assert keys(search("làm nhà").rows) == ["9.000003"]


@pytest.mark.usefixtures("_shelf")
@pytest.mark.parametrize("typed", ["9.000003", "9000003"])
def test_a_code_is_found(typed):
    assert keys(search(typed).rows)[0] == "9.000003"


@pytest.mark.usefixtures("_shelf")
def test_a_question_of_which_no_procedure_has_every_word_finds_the_nearest():
    found = search("tôi muốn xin phép xây dựng chuồng gà thì làm sao")
    assert not found.whole
    assert keys(found.rows)[0] == "9.000003"


@pytest.mark.usefixtures("_shelf")
@pytest.mark.parametrize(
    "words", ["", "  ", "!!!", '"', "xyzzy", "a" * 5000, "'); --", "NEAR(", "* OR", "&|!():*", "\x00"]
)
def test_no_words_whatever_break_the_search(words):
    assert keys(search(words).rows) == []


@pytest.mark.usefixtures("_shelf")
def test_a_search_is_narrowed_and_goes_on_where_it_ended():
    assert keys(search("khai sinh", Filters(level="province")).rows) == []
    first = search("khai sinh", limit=1)
    assert keys(search("khai sinh", after=first.after, limit=1).rows) == ["9.000002"]
    assert search("khai sinh", after=1, limit=1).after == 0


@pytest.mark.usefixtures("_shelf")
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(sector="ho-tich"), ["9.000002", "9.000001"]),
        (Filters(level="commune"), ["9.000002", "9.000001"]),
        (Filters(level="galaxy"), []),
        (Filters(life_event="sinh-con"), ["9.000001"]),
        (Filters(online="fully_online"), ["9.000004"]),
    ],
)
def test_lists_are_narrowed_by_sector_level_life_event_and_online(filters, found):
    assert keys(browse(filters).rows) == found


@pytest.mark.usefixtures("_shelf")
def test_pages_of_a_list_show_everything_once_in_the_order_of_the_alphabet():
    seen, after = [], 0
    while True:
        page = browse(after=after, limit=1)
        seen += keys(page.rows)
        after = page.after
        if not after:
            break
    assert seen == ["9.000002", "9.000003", "9.000001", "9.000004"]


@pytest.mark.usefixtures("_shelf")
def test_the_four_figures_of_the_province_are_counted_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = counts()
    assert (found.public, found.fully_online, found.partly_online, found.by_post, found.payable_online) == (
        4,
        1,
        3,
        1,
        1,
    )


@pytest.mark.usefixtures("_shelf")
def test_only_the_version_in_force_counts_and_is_found():
    published(definition("9.000001", name="Tên khác", sector="Khác"))
    assert counts().public == 4
    assert "9.000001" not in keys(search("dang ky khai sinh").rows)
    assert browse().facets["linh-vuc"].keys() == {"ho-tich", "khac", "xay-dung", "dat-dai"}
