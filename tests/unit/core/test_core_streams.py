"""Streams by name, against Philox written out in plain Python and against simple statistics."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b

import numpy as np
import pytest
from scipy import stats

from holdfast.core.streams import inside, uniforms

MASK = 2**64 - 1
SEED = 20250331


def philox(counter: list[int], key: list[int]) -> list[int]:
    """Philox4x64-10 as Salmon, Moraes, Dror and Shaw (2011) define it."""
    for _ in range(10):
        first = 0xD2E7470EE14C6C93 * counter[0]
        second = 0xCA5A826395121157 * counter[2]
        counter = [
            (second >> 64) ^ counter[1] ^ key[0],
            second & MASK,
            (first >> 64) ^ counter[3] ^ key[1],
            first & MASK,
        ]
        key = [(key[0] + 0x9E3779B97F4A7C15) & MASK, (key[1] + 0xBB67AE8584CAA73B) & MASK]
    return counter


def by_hand(seed: int, name: str, places: range) -> list[float]:
    digest = blake2b(f"{seed}\x00{name}".encode(), digest_size=16).digest()
    key = [int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little")]
    words = [philox([place // 4 + 1, 0, 0, 0], key)[place % 4] for place in places]
    return [(word >> 11) * 2.0**-53 + 2.0**-54 for word in words]


def test_the_second_method_gives_the_published_answer():
    # the known-answer file that the authors of Philox publish, all-zero key and counter
    assert philox([0, 0, 0, 0], [0, 0]) == [
        0x16554D9ECA36314C,
        0xDB20FE9D672D0FDC,
        0xD7E772CEE186176B,
        0x7E68B68AEC7BA23B,
    ]


@pytest.mark.parametrize("start", [0, 1, 3, 4, 5, 2**40 + 3])
def test_each_place_holds_the_word_of_its_counter(start):
    places = range(start, start + 11)
    assert uniforms(SEED, "contest.power", start, start + 11).tolist() == by_hand(
        SEED, "contest.power", places
    )


@pytest.mark.parametrize("seed", [0, -1, 2**80])
def test_any_integer_is_a_seed(seed):
    assert uniforms(seed, "x", 0, 5).tolist() == by_hand(seed, "x", range(5))


def test_names_are_utf8():
    assert uniforms(1, "Überfall.力", 0, 3).tolist() == by_hand(1, "Überfall.力", range(3))


def test_a_name_that_starts_with_a_digit_is_no_longer_seed():
    assert (uniforms(1, "2x", 0, 8) != uniforms(12, "x", 0, 8)).all()


@pytest.mark.parametrize(("start", "stop"), [(-1, 3), (3, 2)])
def test_a_range_that_makes_no_sense_is_refused(start, stop):
    with pytest.raises(ValueError, match="0 <= start <= stop"):
        uniforms(1, "x", start, stop)


def test_an_empty_range_is_empty():
    assert uniforms(1, "x", 9, 9).shape == (0,)


def test_the_ends_are_never_reached():
    # 1 - 2**-53 is the largest step; plus half a step it would be rounded to 1
    ends = inside(np.array([0.0, 1.0 - 2.0**-53]))
    assert ends[0] == 2.0**-54
    assert ends[1] == np.nextafter(1.0, 0.0)


def test_two_threads_read_what_one_reads():
    cuts = [(0, 700), (700, 1501), (1501, 4000), (2000, 2001)]
    with ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(lambda cut: uniforms(SEED, "a", *cut), cuts * 20))
    whole = uniforms(SEED, "a", 0, 4000)
    for (start, stop), part in zip(cuts * 20, parts, strict=True):
        assert (part == whole[start:stop]).all()


def test_a_stream_looks_uniform():
    draws = uniforms(SEED, "contest.power", 0, 20_000)
    # critical values of the usual tests at one in a thousand; seed and name are fixed
    assert stats.kstest(draws, "uniform").pvalue > 1e-3
    counts, _ = np.histogram(draws, bins=100, range=(0.0, 1.0))
    assert stats.chisquare(counts).pvalue > 1e-3
    assert abs(np.corrcoef(draws[1:], draws[:-1])[0, 1]) < 3.3 / np.sqrt(draws.size)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((SEED, "contest.power"), (SEED, "contest.line")),
        ((SEED, "contest.power"), (SEED + 1, "contest.power")),
        ((SEED, "a"), (SEED, "b")),
    ],
)
def test_two_streams_look_independent(one, other):
    first, second = uniforms(*one, 0, 20_000), uniforms(*other, 0, 20_000)
    assert abs(np.corrcoef(first, second)[0, 1]) < 3.3 / np.sqrt(first.size)
    table, _, _ = np.histogram2d(first, second, bins=8, range=[(0, 1), (0, 1)])
    assert stats.chi2_contingency(table).pvalue > 1e-3
