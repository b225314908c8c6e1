"""What fees come to: the table of the law, and what holds for every formula."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.payments.rules.fees import (
    Exemption,
    Facts,
    Fee,
    Formula,
    Tier,
    bill,
    line_of,
    one_copy,
    read_fee,
    reduced,
)
from motcua.procedures.rules.definition import read_definition

DAY = date(2026, 3, 2)
COPIES = Formula("per_page", tiers=(Tier(2000, 2), Tier(1000)), cap=200_000, pages="pages", copies="copies")


@pytest.mark.parametrize(
    ("pages", "amount"), [(1, 2_000), (2, 4_000), (5, 7_000), (300, 200_000), (198, 200_000), (197, 199_000)]
)
def test_certified_copies_cost_what_the_circular_says(pages, amount):
    assert one_copy(COPIES, pages) == amount
    facts = Facts(on=DAY, answers={"pages": pages, "copies": 3})
    assert line_of(Fee("fee", "Phí", formula=COPIES), facts).amount == 3 * amount


@given(st.integers(1, 100_000))
def test_one_page_more_never_costs_less_and_never_more_than_the_cap(pages):
    assert one_copy(COPIES, pages) <= one_copy(COPIES, pages + 1) <= 200_000
    assert one_copy(COPIES, pages) == min(200_000, 2_000 * min(pages, 2) + 1_000 * max(pages - 2, 0))


@pytest.mark.parametrize(
    ("formula", "facts", "amount"),
    [
        (Formula("fixed", amount=20_000), {}, 20_000),
        (Formula("per_set", amount=5_000), {"sets": 3}, 15_000),
        (Formula("by_quantity", amount=8_000, quantity="n"), {"answers": {"n": 4}}, 32_000),
        (Formula("by_quantity", tiers=(Tier(9_000, 10), Tier(7_000)), quantity="n"), {"answers": {"n": 10}}, 90_000),
        (Formula("by_quantity", tiers=(Tier(9_000, 10), Tier(7_000)), quantity="n"), {"answers": {"n": 11}}, 77_000),
        (Formula("by_quantity", tiers=(Tier(9_000, 10), Tier(7_000)), whole=True), {"counted": {"quantity": 11}}, 7_000),
        (Formula("by_quantity", tiers=(Tier(9_000, 10),), quantity="n"), {"answers": {"n": 99}}, 891_000),
        (Formula("by_hand"), {"by_hand": {"Phí": 123_456}}, 123_456),
    ],
)  # fmt: skip
def test_each_kind_of_formula(formula, facts, amount):
    assert line_of(Fee("fee", "Phí", formula=formula), Facts(on=DAY, **facts)).amount == amount


@pytest.mark.parametrize(
    ("formula", "needs"),
    [
        (COPIES, ("pages", "copies")),
        (Formula("by_quantity", amount=1), ("quantity",)),
        (Formula("by_hand"), ("amount",)),
    ],
)
def test_without_its_quantities_a_fee_tells_what_it_needs_and_never_guesses(formula, needs):
    line = line_of(Fee("fee", "Phí", formula=formula), Facts(on=DAY))
    assert (line.amount, line.needs) == (None, needs)


@pytest.mark.parametrize("nonsense", [0, -3, "", "abc", "²", True, 1.5, None, 10**9])
def test_a_quantity_that_is_none_counts_as_missing(nonsense):
    facts = Facts(on=DAY, answers={"pages": nonsense, "copies": 1})
    assert line_of(Fee("fee", "Phí", formula=COPIES), facts).amount is None


def test_what_an_officer_counted_comes_before_what_the_form_says():
    facts = Facts(on=DAY, answers={"pages": 1, "copies": 1}, counted={"pages": 5})
    assert line_of(Fee("fee", "Phí", formula=COPIES), facts).amount == 7_000


@pytest.mark.parametrize(
    ("line", "facts", "amount"),
    [
        ({"amount": 20_000}, {}, 20_000),
        ({"amount": 2_000, "per": "page"}, {"counted": {"pages": 3, "copies": 2}}, 12_000),
        ({"amount": 8_000, "per": "copy"}, {"counted": {"quantity": 2}}, 16_000),
        ({"amount": 8_000, "per": "set"}, {"sets": 2}, 16_000),
        ({"amount": None}, {"by_hand": {"Phí": 9_000}}, 9_000),
    ],
)
def test_a_fee_without_a_formula_is_reckoned_by_what_it_is_for(line, facts, amount):
    fee = read_fee({"kind": "fee", "name": "Phí", "when": "after", "note": "…", **line})
    assert line_of(fee, Facts(on=DAY, **facts)).amount == amount


POOR = Exemption("ngheo", "Hộ nghèo", 100, "Luật 97/2015/QH13, Điều 10", category="poor", evidence="giay-ho-ngheo")
ONLINE = Exemption(
    "truc-tuyen", "Nộp trực tuyến", 50, "Nghị quyết của HĐND", channel="online",
    valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31),
)  # fmt: skip
DUTY = Fee("duty", "Lệ phí", 5_001, exemptions=(POOR, ONLINE))


@pytest.mark.parametrize(
    ("facts", "amount"),
    [
        ({}, 5_001),
        ({"channel": "online"}, 2_500),
        ({"channel": "counter"}, 5_001),
        ({"channel": "online", "on": date(2025, 12, 31)}, 5_001),
        ({"channel": "online", "on": date(2026, 12, 31)}, 2_500),
        ({"channel": "online", "on": date(2027, 1, 1)}, 5_001),
        ({"claims": {"poor": ""}}, 5_001),  # said, not proven
        ({"papers": frozenset({"giay-ho-ngheo"})}, 5_001),  # proven, not claimed
        ({"claims": {"poor": ""}, "papers": frozenset({"giay-ho-ngheo"})}, 0),
        ({"claims": {"poor": "tra cứu cơ sở dữ liệu hộ nghèo"}}, 0),
        ({"claims": {"poor": "x"}, "channel": "online"}, 0),  # the better of two
    ],
)
def test_an_exemption_holds_for_whom_by_which_way_on_which_day_and_only_when_proven(facts, amount):
    assert line_of(DUTY, Facts(**{"on": DAY, **facts})).amount == amount


def test_a_reduced_line_keeps_the_full_amount_the_basis_and_the_proof():
    line = line_of(DUTY, Facts(on=DAY, claims={"poor": ""}, papers=frozenset({"giay-ho-ngheo"})))
    assert (line.full, line.exemption, line.evidence) == (
        5_001,
        "Hộ nghèo (Luật 97/2015/QH13, Điều 10)",
        "giay-ho-ngheo",
    )


@given(st.integers(0, 10**12), st.integers(1, 100))
def test_a_reduction_takes_whole_dong_within_half_a_dong_of_the_percentage(full, percent):
    left = reduced(full, percent)
    assert isinstance(left, int)
    assert 0 <= left <= full
    assert abs(100 * (full - left) - full * percent) <= 50


KINDS = st.sampled_from(["fee", "duty"])
AMOUNTS = st.integers(0, 10**9)


@given(st.lists(st.tuples(KINDS, AMOUNTS), max_size=8))
def test_a_bill_is_the_sum_of_its_lines_and_never_mixes_fees_with_duties(rows):
    made = bill([Fee(kind, f"Khoản {n}", amount) for n, (kind, amount) in enumerate(rows)], Facts(on=DAY))
    assert made.total == sum(amount for _kind, amount in rows)
    assert made.complete
    for kind in ("fee", "duty"):
        assert sum(line.amount for line in made.lines if line.kind == kind) == sum(a for k, a in rows if k == kind)


def test_the_pack_of_certified_copies_carries_the_formula_of_the_circular():
    import yaml

    from tests.house.floors import PACKAGE

    path = next((PACKAGE / "procedures/packs/H32/chung-thuc").glob("2.000815-*.yaml"))
    definition = read_definition(yaml.safe_load(path.read_text("utf-8")))
    import msgspec

    for case in definition.cases:
        for channel in case.channels:
            fee = read_fee(msgspec.to_builtins(channel.fees[0]))
            assert line_of(fee, Facts(on=DAY, answers={"page_count": 5, "copy_count": 2})).amount == 14_000
            assert fee.when == "after"
