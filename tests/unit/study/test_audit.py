"""The claim audit: levers, outcomes and verdicts against second ways of reckoning them."""

import numpy as np
import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.core.errors import HoldfastError
from holdfast.reading.items import Item
from holdfast.reading.lexicon import entries_of
from holdfast.reading.vocabulary import term, terms
from holdfast.study.audit.claims import VERDICTS, audit
from holdfast.study.audit.levers import moved, pull
from holdfast.study.audit.outcomes import UNITS, outcome
from holdfast.study.audit.precedents import _rows, precedents
from holdfast.study.audit.splits import best_split
from holdfast.study.ensemble import at_percentile, ensemble
from holdfast.study.package import headlines

ALONE = {"supporters": None}  # outcomes then are those of the whole package


def claim(lever, effect, direction=1, quote="A raises B"):
    slots = {
        "cause": "A", "effect": "B", "sign": "+", "hedge": "", "lever": lever,
        "outcome": effect, "direction": direction,
    }  # fmt: skip
    return Item("claim", 0, len(quote), quote, "test", "stated", slots)


def told(drawn, *claims):
    return audit(drawn, claims).answer["claims"]


def test_every_output_of_the_vocabulary_is_reckoned():
    assert {one.output for one in terms() if one.output} == set(UNITS)


def test_precedents_name_what_the_vocabulary_has():
    roles = {entry["id"]: entry["role"] for entry in entries_of("claims")}
    for row in _rows():
        assert {roles[lever] for lever in row["levers"]} == {"lever"}
        assert {roles[effect] for effect in row["outcomes"]} == {"outcome"}
        assert row["direction"] in ("+", "-", "0", "mixed")
        assert row["source"]
    assert precedents("guarantee-strength", "deal-reached")[0].direction == "+"
    assert precedents("clarity", "war-losses") == ()


@pytest.mark.parametrize(
    ("lever", "wanted"),
    [
        ("trust", {"contest.trust.west in east"}),
        ("guarantor-credibility", {"guarantees.shield.kept_with"}),
        ("allied-unity", {"supporters.north.position"}),
        ("military-balance", {"contest.power"}),
        ("guarantee-strength", set()),  # fixed in this case: nobody doubts it
        ("delay", set()),
    ],
)
def test_a_lever_moves_what_the_case_leaves_open(toy, uncertain, lever, wanted):
    assert set(moved(toy(uncertain), term(lever))) == wanted


def test_a_lever_whose_parameter_falls_is_pulled_the_other_way(drawn, uncertain):
    found = drawn(uncertain)
    name = ("contest.power",)
    levers = (term("military-balance"), term("supplies-to-target"))
    up, down = (pull(found, lever, name) for lever in levers)
    power = found.conflict.quantity("contest.power")
    low, high = (at_percentile(power, percentile) for percentile in (5, 95))
    assert (up.less.of(power)[0], up.more.of(power)[0]) == (low, high)
    assert (down.less.of(power)[0], down.more.of(power)[0]) == (high, low)
    trust = found.conflict.contest.target_trusts
    assert (up.less.of(trust) == found.of(trust)).all()  # common random numbers


@pytest.mark.parametrize(
    ("output", "years", "headline"),
    [
        ("kept_5y", 5.0, "kept_5y"),
        ("kept_5y", 1.0, "kept_1y"),
        ("kept_5y", 10.0, "kept_10y"),
        ("target_comes_with", 5.0, "target_comes_with"),
        ("target_comes_without", 5.0, "target_comes_without"),
        ("challenger_comes_with", 5.0, "challenger_comes_with"),
        ("window_open", 5.0, "window_open"),
    ],
)
def test_headlines_are_those_of_assess(drawn, uncertain, output, years, headline):
    """A second way: the window's own headlines, the whole package in force."""
    found = drawn({**uncertain, **ALONE}, draws=300)
    shield = found.conflict.packages[0]
    reckoned = outcome(found, shield, output, years)
    assert reckoned.headline.mean() == pytest.approx(headlines(found, shield)[headline])


@pytest.mark.parametrize("output", ["target_comes_with", "challenger_comes_with"])
def test_a_side_comes_where_its_margin_is_not_negative(drawn, uncertain, output):
    found = drawn(uncertain, draws=300)
    reckoned = outcome(found, found.conflict.packages[0], output, 5.0)
    assert ((reckoned.margin >= -1e-9) == (reckoned.headline > 0.5)).all()


def test_a_window_is_open_where_its_margin_is_not_negative_but_for_the_grid(drawn, uncertain):
    """The margin looks at eleven strengths, the window at all: it is never the more open."""
    found = drawn({**uncertain, **ALONE}, draws=500)
    reckoned = outcome(found, found.conflict.packages[0], "window_open", 5.0)
    opened = reckoned.headline > 0.5
    assert not (~opened & (reckoned.margin > 1e-9)).any()
    assert (opened == (reckoned.margin >= -1e-9)).mean() > 0.97


def test_the_supply_is_what_the_supporters_reach(drawn, uncertain):
    found = drawn(uncertain, draws=4)
    reckoned = outcome(found, found.conflict.packages[0], "supply_inside", 1.0)
    north = found.of(found.conflict.quantity("supporters.north.position"))
    by_hand = (0.3 * north + 0.1 * 0.8) / 0.4  # weight times salience: 0.6 * 0.5 and 0.4 * 0.25
    assert reckoned.margin == pytest.approx(by_hand)


def test_surer_guarantors_keep_the_peace_and_hold_the_rival_back(drawn, uncertain):
    found = drawn(uncertain, draws=200)
    kept, broken = told(
        found,
        claim("guarantor-credibility", "peace-holds"),
        claim("guarantor-credibility", "violation", -1),
    )
    assert kept["verdict"] == broken["verdict"] == "supported"
    assert kept["share"] == broken["share"] >= 0.9
    assert kept["effect"]["median"] == pytest.approx(-broken["effect"]["median"])
    assert kept["moves"] == ["guarantees.shield.kept_with"]


PAIRS = [
    ("trust", "target-enters-talks"),
    ("allied-unity", "violation"),
    ("guarantor-credibility", "peace-holds"),
    ("military-balance", "deal-reached"),
]


@pytest.mark.parametrize("pair", PAIRS)
def test_the_opposite_claim_gets_the_opposite_verdict(drawn, uncertain, pair):
    found = drawn(uncertain, draws=200)
    one, other = told(found, claim(*pair, 1), claim(*pair, -1))
    swap = {"supported": "contradicted", "contradicted": "supported"}
    assert other["verdict"] == swap.get(one["verdict"], one["verdict"])
    for run in ("short", "long"):
        first, second = one["readings"][run], other["readings"][run]
        assert first["share"] == first["raises"]
        assert second["share"] == second["lowers"] == first["lowers"]


def test_ends_are_those_of_assess_with_the_lever_pinned(drawn, uncertain):
    """A second way: the whole chain of `headlines` on ensembles pinned by hand."""
    found = drawn({**uncertain, **ALONE}, draws=200)
    (row,) = told(found, claim("guarantor-credibility", "peace-holds"))
    shield = found.conflict.packages[0]
    kept = found.conflict.quantity("guarantees.shield.kept_with")
    for run, headline in (("short", "kept_1y"), ("long", "kept_10y")):
        for key, percentile in (("at_less", 5), ("at_more", 95)):
            pinned = found.pinned(kept.name, at_percentile(kept, percentile))
            wanted = headlines(pinned, shield)[headline]
            assert row["readings"][run]["effect"][key] == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("lever", "effect", "reason"),
    [
        ("", "peace-holds", "its cause is none"),
        ("trust", "", "its effect is none"),
        ("delay", "escalation", "the closed forms ask whether"),
        ("trust", "war-losses", "losses are an input"),
        ("guarantee-strength", "peace-holds", "leaves nothing open"),
        ("trust", "supply-of-guarantees", "no path in these engines"),
    ],
)
def test_what_cannot_be_expressed_is_outside_with_the_reason(
    drawn, uncertain, lever, effect, reason
):
    (row,) = told(drawn(uncertain), claim(lever, effect))
    assert (row["verdict"], row["share"], row["effect"]) == ("outside", None, {})
    assert reason in row["reason"]


def test_a_claim_without_direction_tells_what_the_engines_say(drawn, uncertain):
    (row,) = told(drawn(uncertain, draws=50), claim("trust", "target-enters-talks", 0))
    assert (row["verdict"], row["sign"]) == ("outside", "?")
    assert "no direction" in row["reason"]
    assert row["readings"]["long"]["raises"] > 0


def test_a_verdict_that_depends_names_an_input_that_tells(drawn, uncertain):
    """Trust helps talks only where the challenger would gain by breaking its word."""
    found = drawn(uncertain, draws=400)
    (row,) = told(found, claim("trust", "target-enters-talks"))
    if row["verdict"] == "depends":
        split = row["depends_on"]
        assert abs(split["above"] - split["below"]) >= 0.2
    for reading in row["readings"].values():
        assert reading["lowers"] == 0.0  # trust never keeps the target away


def test_the_cut_is_the_one_that_a_search_over_all_places_finds():
    rng = np.random.default_rng(5)
    x, y = rng.uniform(size=(2, 400))
    holds = (x > 0.62) & (y > 0.1)
    found = best_split(holds, {"y": y, "x": x})
    assert found.name == "x"
    assert found.at == pytest.approx(0.62, abs=0.05)
    assert best_split(rng.uniform(size=400) > 0.5, {"x": x, "y": y}) is None


def test_a_case_without_contest_has_no_audit():
    with pytest.raises(HoldfastError) as caught:
        audit(ensemble(open_case("elmira"), 1, 5), [claim("trust", "peace-holds")])
    assert caught.value.problems[0].code == "HF401"


def test_counts_add_up_and_the_same_audit_gives_the_same_answer(drawn, uncertain):
    claims = [claim("trust", "target-enters-talks"), claim("delay", "escalation")] * 2
    one, two = (audit(drawn(uncertain, draws=30), claims) for _ in range(2))
    assert one == two
    assert sum(one.answer["counts"].values()) == 4
    assert set(one.answer["counts"]) == set(VERDICTS)
    assert [row["id"] for row in one.answer["claims"]] == [f"claim-{n}" for n in range(1, 5)]


def test_words_of_trust_and_unity_on_the_bundled_case_keep_their_signs():
    """Theory's signs, on a real case: unity and trust never keep the target from the table."""
    found = ensemble(open_case("ukraine-2025-03-01"), 3, 200)
    rows = told(
        found,
        claim("allied-unity", "target-enters-talks"),
        claim("trust", "target-enters-talks"),
        claim("precondition-firmness", "government-bound"),
    )
    for row in rows:
        assert all(reading["lowers"] == 0.0 for reading in row["readings"].values())
    assert rows[0]["verdict"] == rows[2]["verdict"] == "supported"
