"""The claim audit: levers, outcomes and verdicts against second ways of reckoning them."""

import numpy as np
import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.commitment.game.grids import GRIDS
from holdfast.commitment.game.honouring import honouring_of
from holdfast.commitment.game.readings import readings
from holdfast.core.errors import HoldfastError
from holdfast.reading.items import Item
from holdfast.reading.lexicon import entries_of
from holdfast.reading.vocabulary import term, terms
from holdfast.study.audit.claims import VERDICTS, audit
from holdfast.study.audit.levers import End, moved, pull
from holdfast.study.audit.outcomes import UNITS, outcome, play
from holdfast.study.audit.precedents import _rows, precedents
from holdfast.study.ensemble import at_percentile, ensemble
from holdfast.study.game.parameters import described
from holdfast.study.splits import best_split

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
        ("allied-unity", {"supporters.north.position", "contest.conduct.contagion"}),
        ("military-balance", {"contest.power"}),
        ("guarantee-strength", set()),  # fixed in this case: nobody doubts it
        ("delay", {"game.talks"}),
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
    ends = [end.ensemble.of(power)[0] for end in (up.less, up.more, down.less, down.more)]
    assert ends == [low, high, high, low]
    trust = found.conflict.contest.target_trusts
    assert (up.less.ensemble.of(trust) == found.of(trust)).all()  # common random numbers


def test_a_switch_is_off_for_less_of_it(drawn, uncertain):
    found = drawn(uncertain, draws=3)
    more = pull(found, term("diplomacy"), ("game.talks",))
    delayed = pull(found, term("delay"), ("game.talks",))
    assert (more.less.switches, more.more.switches) == ({"talks": 0.0}, {"talks": 1.0})
    assert (delayed.less.switches, delayed.more.switches) == ({"talks": 1.0}, {"talks": 0.0})
    without = play(more.less, found.conflict.packages[0])
    assert outcome(without, "talks", 10.0) == pytest.approx(0.0)


def test_what_the_target_asks_for_does_not_move_with_the_package(drawn, uncertain, quantity):
    """A stronger package comes closer to the demand, instead of raising it."""
    open_force = {
        **uncertain,
        "guarantees.shield.force": quantity((0.1, 0.2, 0.3), "probability"),
    }
    found = drawn(open_force, draws=5)
    ends = pull(found, term("guarantee-strength"), ("guarantees.shield.force",))
    shield = found.conflict.packages[0]
    asked = [play(end, shield).games.columns["precondition"] for end in (ends.less, ends.more)]
    assert asked[0] == pytest.approx(asked[1])


@pytest.mark.parametrize("years", [1.0, 5.0, 10.0])
def test_outcomes_are_those_of_the_game_solved_apart(drawn, uncertain, years):
    """A second way: the game of each draw alone, by the modules, not the compiled solver."""
    found = drawn({**uncertain, **ALONE}, draws=2)
    shield = found.conflict.packages[0]
    played = play(End(found, found, {}), shield)
    kept, talks = (outcome(played, output, years) for output in ("kept", "talks"))
    quarter = int(4 * years) - 1
    for place, one in enumerate(described(found).games(shield, 1.0).each()):
        alone = readings(one, GRIDS["coarse"], 80, later=True)
        assert talks[place] == pytest.approx(alone["talks"][quarter], abs=1e-10)
        if alone["agreed"] > 0.0:
            assert kept[place] == pytest.approx(alone["holds_terms"][quarter], abs=1e-10)
        else:
            assert np.isnan(kept[place])


def test_a_refusal_is_read_by_bayes_rule(drawn, uncertain):
    """A second way: odds, for challengers who see an offer, a refusal, or a clear one."""
    found = drawn(uncertain, draws=3)
    played = play(End(found, found, {}), found.conflict.packages[0])
    given = {name: column.tolist() for name, column in played.games.columns.items()}
    for place, thinks in enumerate(outcome(played, "unwilling", 1.0)):
        willing, clear = given["willingness"][place], given["clarity"][place]
        offered = played.answers.offered[place]
        believed = 0.0
        for share, likelihood_ratio in (
            (offered, given["offer_odds"][place]),
            ((1 - offered) * (1 - clear), given["refusal_odds"][place]),
            ((1 - offered) * clear, 1.0),
        ):
            odds = willing / (1 - willing) * likelihood_ratio
            believed += share * odds / (1 + odds)
        assert thinks == pytest.approx(1 - believed, abs=1e-12)


def test_the_supply_is_what_the_supporters_reach(drawn, uncertain):
    found = drawn(uncertain, draws=4)
    played = play(End(found, found, {}), found.conflict.packages[0])
    north = found.of(found.conflict.quantity("supporters.north.position"))
    by_hand = (0.3 * north + 0.1 * 0.8) / 0.4  # weight times salience: 0.6 * 0.5 and 0.4 * 0.25
    assert outcome(played, "supply", 1.0) == pytest.approx(by_hand)


def test_onlookers_rethink_where_the_promise_is_called_on_and_broken(drawn, uncertain):
    """A second way, draw by draw: Bayes' rule on two kinds of guarantor, by hand."""
    found = drawn(uncertain, draws=4)
    played = play(End(found, found, {}), found.conflict.packages[0])
    given = {name: column.tolist() for name, column in played.games.columns.items()}
    honoured = honouring_of(played.games).honoured[:, 1].tolist()  # the middle level of support
    for place, seen in enumerate(outcome(played, "realign", 5.0)):
        if played.answers.agreed[place] == 0.0:
            assert np.isnan(seen)
            continue
        by_itself = given["automatic"][place] + (1 - given["automatic"][place]) * 0.05
        weak = (honoured[place] - by_itself) / (1 - by_itself)
        assert weak < honoured[place]  # so a failure teaches something
        attacked = played.answers.attacked_terms[place, 19]
        assert seen == pytest.approx(attacked * (1 - honoured[place]))


def test_a_guarantor_who_is_believed_keeps_onlookers(drawn, uncertain):
    """In most draws; in some the terms move so far that the challenger attacks more often."""
    (row,) = told(
        drawn(uncertain, draws=60), claim("guarantor-credibility", "onlookers-realign", -1)
    )
    for reading in row["readings"].values():
        assert reading["share"] > 0.75
        assert reading["effect"]["at_more"] < reading["effect"]["at_less"]


def test_what_keeps_the_peace_is_what_does_not_break_it(drawn, uncertain):
    found = drawn(uncertain, draws=60)
    kept, broken = told(
        found,
        claim("guarantor-credibility", "peace-holds"),
        claim("guarantor-credibility", "violation", -1),
    )
    assert kept["verdict"] == broken["verdict"] != "outside"
    assert kept["share"] == broken["share"]
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
    found = drawn(uncertain, draws=40)
    one, other = told(found, claim(*pair, 1), claim(*pair, -1))
    swap = {"supported": "contradicted", "contradicted": "supported"}
    assert other["verdict"] == swap.get(one["verdict"], one["verdict"])
    for run in ("short", "long"):
        first, second = one["readings"][run], other["readings"][run]
        assert first["share"] == first["raises"]
        assert second["share"] == second["lowers"] == first["lowers"]


@pytest.mark.parametrize(
    ("lever", "effect", "reason"),
    [
        ("", "peace-holds", "its cause is none"),
        ("trust", "", "its effect is none"),
        ("onlookers-watch", "peace-holds", "what they look at is no lever"),
        ("trust", "public-wary", "is an input of the model"),
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
    found = drawn(uncertain, draws=100)
    (row,) = told(found, claim("military-balance", "deal-reached"))
    if row["verdict"] == "depends" and row["depends_on"]:
        split = row["depends_on"]
        assert abs(split["above"] - split["below"]) >= 0.2


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


def test_words_of_trust_and_talks_on_the_bundled_case_keep_their_signs():
    """Theory's signs, on a real case: talks bring deals and spare war, trust brings talks."""
    found = ensemble(open_case("ukraine-2025-03-01"), 3, 30)
    talks, war, trust = told(
        found,
        claim("diplomacy", "deal-reached"),
        claim("delay", "war-losses"),
        claim("trust", "target-enters-talks"),
    )
    assert talks["readings"]["long"]["lowers"] == war["readings"]["long"]["lowers"] == 0.0
    assert trust["readings"]["short"]["raises"] > trust["readings"]["short"]["lowers"]
