"""The legacy challenge model against the emission-standards table.

Inputs and published rows: Scholz, Calbert and Smith (2011), tables 1 and 2, after Bueno
de Mesquita (1994), as copied into vectors/emission.json. The `recomputed` rounds there
were made by a separate program when the design was written.
"""

import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from holdfast.bargaining.challenge_model import (
    AS_TABULATED,
    AS_WRITTEN,
    Actors,
    Reading,
    challenge_rounds,
    mean_position,
    median_position,
)
from holdfast.bargaining.forecasts import forecast

TABLE = json.loads(
    (Path(__file__).parents[1] / "vectors" / "emission.json").read_text(encoding="utf-8")
)
EMISSION = Actors(
    *(
        np.array([row[key] for row in TABLE["input"]], dtype=float)
        for key in ("position", "capability", "salience")
    )
)
PLAYED = challenge_rounds(EMISSION, rounds=12)
PUBLISHED = TABLE["published"]["scholz_table2"]
# The table has one digit, at times cut off instead of rounded: 0.05 for rounding, more
# for cutting.
DIGIT = 0.08


@pytest.mark.parametrize("row", TABLE["recomputed"], ids=lambda row: f"round-{row['round']}")
def test_every_recomputed_round_is_met(row):
    played = PLAYED[row["round"] - 1]
    assert played.position == pytest.approx(row["positions"], abs=1e-9)
    assert played.risk == pytest.approx(row["risk"], abs=1e-9)
    assert played.median == pytest.approx(row["median"], abs=1e-9)
    assert played.mean == pytest.approx(row["mean"], abs=1e-9)


def test_all_but_one_published_cell_is_met():
    missed = [
        (kind, number)
        for kind in ("median", "mean")
        for number, printed in enumerate(PUBLISHED[kind], start=1)
        if abs(getattr(PLAYED[number - 1], kind) - printed) > DIGIT
    ]
    assert missed == [("median", 2)]
    # The one miss, for the record: 9.61 here, 9.9 in print.
    assert PLAYED[1].median == pytest.approx(9.61, abs=0.005)


def test_before_the_first_round_the_median_is_seven():
    # By hand: pull at 4, 7, 10 is .248, .093, .336 of .677; half of it lies at 7.
    assert median_position(EMISSION) == 7.0
    assert mean_position(EMISSION) == pytest.approx((0.248 * 4 + 0.093 * 7 + 3.36) / 0.677)


@pytest.mark.parametrize(
    ("compromise", "span"),
    list(product(["smallest mean", "smallest move"], ["first round", "this round"])),
)
def test_votes_of_the_pair_alone_end_at_seven_whatever_the_other_choices(compromise, span):
    # The design page: as written, the model collapses to 7.0. Choice (a) decides it.
    rounds = challenge_rounds(EMISSION, 12, Reading("pair", compromise, span))
    assert {played.median for played in rounds} == {7.0}
    assert np.all(rounds[2].position == 7.0)
    assert np.all(rounds[-1].position == 7.0)


def test_the_plain_reading_is_one_of_those():
    assert Reading("pair", "smallest move", "this round") == AS_WRITTEN
    assert challenge_rounds(EMISSION, 3, AS_WRITTEN)[-1].median == 7.0


def test_the_smallest_move_does_not_meet_the_table():
    # Without choice (b) the median reaches 10 in round 4 and stays where 7.4 is printed.
    rounds = challenge_rounds(EMISSION, 8, Reading("all pairs", "smallest move", "first round"))
    assert rounds[5].median > 9.9
    assert PUBLISHED["median"][5] == 7.4


def test_choice_c_is_not_put_to_the_test_by_this_table():
    # Somebody stands at 4 and at 10 in every round, so both spans are the same.
    other = challenge_rounds(EMISSION, 12, Reading("all pairs", "smallest mean", "this round"))
    assert [played.mean for played in other] == [played.mean for played in PLAYED]
    assert all(np.ptp(played.position) == 6.0 for played in PLAYED)


def test_it_does_not_treat_mirrored_inputs_alike():
    # The reason it stays a replication: turning the scale round (x -> 14 - x) should
    # turn the answer round, and does not.
    turned = Actors(14 - EMISSION.position, EMISSION.capability, EMISSION.salience)
    belgium = 1
    here = PLAYED[3].position[belgium]
    there = 14 - challenge_rounds(turned, 4, AS_TABULATED)[-1].position[belgium]
    assert here == pytest.approx(4.80, abs=0.005)
    assert there > 9.9
    # Choice (b) is to blame: with the smallest move instead, these rounds do mirror.
    # (Later ones hang on actors some 5e-8 apart, where rounding decides.)
    fair = Reading("all pairs", "smallest move", "first round")
    for one, other in zip(
        challenge_rounds(EMISSION, 5, fair), challenge_rounds(turned, 5, fair), strict=True
    ):
        assert other.position == pytest.approx(14 - one.position, abs=1e-9)


def test_the_simple_rules_on_the_same_inputs():
    # Three evenly spaced positions: S is the same for both votes. By hand, with weights
    # 248, 93, 336: P(4>7) = 248/677, P(7>10) = 341/677, P(4>10) = 248/584.
    found = forecast(EMISSION.position, EMISSION.capability, EMISSION.salience)
    beats = np.array([[0, 248 / 677, 248 / 584], [429 / 677, 0, 341 / 677], [0, 0, 0]])
    beats[2] = [336 / 584, 336 / 677, 0]
    flow = beats - np.diag(beats.sum(axis=0))
    flow[0] = 1.0
    by_hand = np.linalg.solve(flow, [1.0, 0.0, 0.0])
    assert found.weighted_mean == pytest.approx(mean_position(EMISSION))
    for election in (found.proportional, found.binary):
        for place, chance in zip((4, 7, 10), by_hand, strict=True):
            here = election.chance[0][EMISSION.position == place].sum()
            assert here == pytest.approx(chance, abs=1e-12)
