"""The arithmetic of a split, for any price and any terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.invoicing.splitting import NotSplittable, split_line
from billing.settlement.terms import DEFAULT_PARTS, SharingTerms
from kith.money import allocate_more, tax_inside

KINDS = sorted(DEFAULT_PARTS)
PRICES = st.integers(min_value=0, max_value=10**9)
TAXES = st.integers(min_value=0, max_value=3_000)


def terms_of(kind: str) -> SharingTerms:
    return SharingTerms(version=1, seller_kind=kind, **DEFAULT_PARTS[kind])


@pytest.mark.parametrize("kind", KINDS)
@given(gross=PRICES, tax=TAXES, wholesale=PRICES, has_sponsor=st.booleans())
def test_the_parts_sum_to_the_line_and_none_is_negative(kind, gross, tax, wholesale, has_sponsor):
    parts = split_line(
        gross_minor=gross,
        tax_basis_points=tax,
        wholesale_minor=wholesale,
        terms=terms_of(kind),
        has_sponsor=has_sponsor,
    )

    assert sum(parts.values()) == gross
    assert all(amount > 0 for amount in parts.values())


@given(gross=PRICES, tax=TAXES)
def test_a_sponsor_takes_from_the_telco_and_not_from_the_seller(gross, tax):
    price = {"gross_minor": gross, "tax_basis_points": tax, "wholesale_minor": 0}
    without = split_line(**price, terms=terms_of("reseller"), has_sponsor=False)
    sponsored = split_line(**price, terms=terms_of("reseller"), has_sponsor=True)

    # A cent of rounding may change hands; a tenth of the commission comes from wholesale.
    assert abs(sponsored.get("seller", 0) - without.get("seller", 0)) <= 1
    assert sponsored.get("sponsor", 0) <= without.get("seller", 0) // 10 + 1


@given(gross=st.integers(min_value=1, max_value=10**6), steps=st.lists(st.integers(1, 10**5)))
def test_partial_refunds_sum_to_the_split_and_nobody_passes_its_share(gross, steps):
    split = split_line(
        gross_minor=gross,
        tax_basis_points=2_100,
        wholesale_minor=gross // 3,
        terms=terms_of("operator"),
        has_sponsor=False,
    )
    given_back, refunded = dict.fromkeys(split, 0), 0
    for step in [*steps, gross]:
        after = min(gross, refunded + step)
        more = allocate_more(refunded, after, split)
        assert sum(more.values()) == after - refunded
        given_back = {party: given_back[party] + more[party] for party in split}
        assert all(0 <= given_back[party] <= split[party] for party in split)
        refunded = after

    assert given_back == split


def test_a_price_below_cost_leaves_the_seller_nothing():
    parts = split_line(
        gross_minor=1_000,
        tax_basis_points=2_100,
        wholesale_minor=5_000,
        terms=terms_of("operator"),
        has_sponsor=False,
    )

    assert parts == {"tax": 174, "platform": 25, "wholesale": 801}


def test_a_negative_price_is_refused():
    with pytest.raises(NotSplittable):
        split_line(
            gross_minor=-1,
            tax_basis_points=0,
            wholesale_minor=0,
            terms=terms_of("home"),
            has_sponsor=False,
        )


@pytest.mark.parametrize(("gross", "tax"), [(1_210, 210), (1_200, 208), (1, 0), (0, 0)])
def test_the_tax_within_a_total_price(gross, tax):
    assert tax_inside(gross, 2_100) == tax
