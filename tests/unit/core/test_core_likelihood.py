"""Words for probabilities: the bands of ICD-203, written out by hand."""

import pytest

from holdfast.core.likelihood import (
    BANDS,
    CANNOT_TELL,
    likelihood,
    percent_range,
    two_digits,
)

# ICD-203, D.6.e.(2)(a), the percentages as printed there
PRINTED = [
    ("almost no chance", 1, 5),
    ("very unlikely", 5, 20),
    ("unlikely", 20, 45),
    ("roughly even", 45, 55),
    ("likely", 55, 80),
    ("very likely", 80, 95),
    ("almost certain", 95, 99),
]


def test_the_bands_are_those_of_the_directive():
    assert [(b.words, round(100 * b.low), round(100 * b.high)) for b in BANDS] == PRINTED


@pytest.mark.parametrize(("words", "low", "high"), PRINTED)
def test_a_range_inside_one_band_has_its_words(words, low, high):
    middle = (low + high) / 200
    expected = f"{words} ({low}-{high}%)"
    assert str(likelihood(middle, middle)) == expected
    assert str(likelihood(low / 100, high / 100)) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.0, 0.0, "almost no chance (1-5%)"),
        (1.0, 1.0, "almost certain (95-99%)"),
        (0.001, 0.03, "almost no chance (1-5%)"),
        (0.97, 1.0, "almost certain (95-99%)"),
        (0.05, 0.05, "very unlikely (5-20%)"),
        (0.3, 0.5, "unlikely to roughly even (20-55%)"),
        (0.10, 0.45, "very unlikely to unlikely (5-45%)"),
        (0.10, 0.50, "very unlikely to roughly even (5-55%)"),
        (0.50, 0.90, "roughly even to very likely (45-95%)"),
        (0.10, 0.56, "the model cannot tell (5-80%)"),
        (0.04, 0.46, "the model cannot tell (1-55%)"),
        (0.0, 1.0, "the model cannot tell (1-99%)"),
    ],
)
def test_a_range_over_several_bands(low, high, expected):
    found = likelihood(low, high)
    assert str(found) == expected
    assert found.can_tell == (CANNOT_TELL not in expected)


@pytest.mark.parametrize(
    ("low", "high"), [(0.5, 0.4), (-0.1, 0.5), (0.5, 1.1), (float("nan"), 0.5)]
)
def test_what_is_no_range_is_refused(low, high):
    with pytest.raises(ValueError, match="0 <= low <= high <= 1"):
        likelihood(low, high)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.0, 1.0, "1-99%"),
        (0.0, 0.0, "1-1%"),
        (0.0, 0.001, "1-1%"),
        (0.999, 1.0, "99-99%"),
        (0.995, 0.997, "99-99%"),
        (0.2, 0.45, "20-45%"),
    ],
)
def test_neither_nought_nor_a_hundred_is_printed(low, high, expected):
    assert percent_range(low, high) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, "0"), (-0.0, "0"), (1.0, "1"), (10.0, "10"), (100.0, "100"), (99.9, "100"),
        (9.99, "10"), (0.0999, "0.1"), (0.5, "0.5"), (0.3456, "0.35"), (12.34, "12"),
        (1234.0, "1200"), (-0.0451, "-0.045"), (0.000045, "0.000045"), (250_000.0, "250000"),
        (float("inf"), "inf"), (float("nan"), "nan"),
    ],
)  # fmt: skip
def test_two_digits_by_hand(value, expected):
    assert two_digits(value) == expected
