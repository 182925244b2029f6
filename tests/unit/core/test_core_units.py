"""The closed list of units."""

import pytest

from holdfast.core.units import MONEY_EXAMPLE, MOST, UNITS, unit_named

# written out from the case format: shares and probabilities are different units on purpose
RANGES = {
    "share": (0, 1),
    "probability": (0, 1),
    "probability per quarter": (0, 1),
    "discount per quarter": (0, 0.9999),
    "package strength": (0, 2),
    "lean": (-1, 1),
    "precision": (1.0, 1e4),
    "odds": (0.01, 100.0),
    "day": (0, MOST),
    "month": (0, MOST),
    "year": (0, MOST),
    "km": (0, MOST),
    "person": (0, MOST),
    "count": (0, MOST),
}


def test_the_list_is_closed():
    assert {name: (unit.low, unit.high) for name, unit in UNITS.items()} == RANGES
    assert all(unit.meaning for unit in UNITS.values())


@pytest.mark.parametrize("name", RANGES)
def test_a_unit_is_found_by_name(name):
    unit = unit_named(name)
    assert unit is not None
    assert unit.name == name


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        (MONEY_EXAMPLE, "EUR, thousand millions, prices of 2024"),
        ("USD m 1999", "USD, millions, prices of 1999"),
        ("GBP bn 2099", "GBP, thousand millions, prices of 2099"),
    ],
)
def test_money_has_currency_scale_and_year(name, meaning):
    unit = unit_named(name)
    assert unit is not None
    assert (unit.name, unit.meaning, unit.low) == (name, meaning, 0.0)


@pytest.mark.parametrize(
    "name",
    ["", "Share", " share", "percent", "EUR 2024", "EUR bn", "EUR bn 1899", "EUR bn 2024 ",
     "YEN bn 2024", "EUR tn 2024", "EUR bn 2024\n", "eur bn 2024", "EUR bn ٢٠٢٤"],
)  # fmt: skip
def test_nothing_else_is_a_unit(name):
    assert unit_named(name) is None
