"""Facts about packages that theory demands, on the bundled case of March 2025.

Each sets packages side by side on the same hundred draws; the instruments are made up so that
they differ in the one thing that the fact is about.
"""

from dataclasses import replace

import numpy as np
import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.commitment.game.answers import answers
from holdfast.commitment.game.kernel import Kernel
from holdfast.conflict.instruments import NUMERALS, Instrument
from holdfast.core.quantity import Quantity
from holdfast.guarantees.composition import toolbox
from holdfast.study.ensemble import ensemble
from holdfast.study.packages.bench import ASKED, Bench, Package, bench
from holdfast.study.packages.outcomes import FIVE, outcomes
from holdfast.study.packages.signs import ADDED_TO, signs

DRAWS = 100
PROMISE = {
    "force": 0.2, "cost_imposed": 0.1, "abandonment": 0.08, "half_life": 6.0,
    "honouring_cost": 0.06,
}  # fmt: skip


@pytest.fixture(scope="module")
def case():
    if Kernel.find("coarse") is None:
        pytest.skip("a hundred draws need the compiled solver")
    return bench(ensemble(open_case("ukraine-2025-03-01"), 20250301, DRAWS))


def made(name, rival_veto=False, **numbers):
    held = {
        key: Quantity(f"{name}.{key}", NUMERALS[key].unit, value, value, value)
        for key, value in numbers.items()
    }
    return Instrument(name, name, held, {}, rival_veto=rival_veto)


def on(case, *instruments, **columns):
    """The case with these instruments for a catalogue, and columns of the game pinned."""
    drawn = {q.name: np.full(DRAWS, q.likely) for i in instruments for q in i.numbers.values()}
    pinned = {name: np.full(DRAWS, value) for name, value in columns.items()}
    described = replace(case.case, columns={**case.case.columns, **pinned})
    return Bench(described, toolbox(instruments, drawn), case.whole)


def packages(*strengths):
    return [Package("", "", ASKED, given) for given in strengths]


def test_a_stronger_guarantee_can_reduce_the_rivals_participation(case):
    """What it could have taken by breaking the deal is lost to it; the target gains."""
    found = outcomes(on(case, made("a", **PROMISE)), packages({}, {"a": 0.5}, {"a": 1.0}))
    falls = np.diff(found.challenger_gain, axis=0) < 0.0
    assert (falls.mean(axis=1) >= 0.85).all()
    assert np.mean(found.target_gain[2] > found.target_gain[0]) >= 0.85
    assert found.agreed[2].mean() < found.agreed[0].mean()


def test_what_provokes_the_rival_keeps_it_away(case):
    calm, sharp = made("a", **PROMISE), made("b", **PROMISE, provokes=0.05)
    found = outcomes(on(case, calm, sharp), packages({"a": 1.0}, {"b": 1.0}))
    assert found.agreed[1].sum() < found.agreed[0].sum()
    assert (found.agreed[1] <= found.room[1]).all()


def test_seeing_without_naming_or_answering_changes_deliberate_breaches_by_nothing(case):
    """Where nothing is answered and no surprise is lost, detection alone leaves A's choice be.

    A sanction stands in both; with attribution and an answer the same detection makes probing
    dearer by more than ten times as much.
    """
    tools = on(
        case,
        made("eyes", detection=0.6),
        made("answer", attribution=0.8, answer=0.8),
        made("sanction", cost_imposed=0.15, snap=0.5, graded=0.4),
        answered=0.0,
        warning=0.0,
    )
    held = {"sanction": 1.0}
    told = packages(held, {**held, "eyes": 1.0}, {**held, "eyes": 1.0, "answer": 1.0})
    found = answers(tools.games(told), grid="coarse")
    probing = found.over_probe_terms.reshape(3, DRAWS)
    attacking = found.over_attack_terms.reshape(3, DRAWS)
    attacked = found.attacked_terms[:, 19].reshape(3, DRAWS)
    alone, answered = probing[1] - probing[0], probing[2] - probing[0]
    assert abs(np.median(alone)) < 0.001
    assert np.median(answered) > 0.02
    assert abs(np.median(attacking[1] - attacking[0])) < 0.001
    assert abs(np.median(attacked[1] - attacked[0])) < 0.001


def test_two_years_of_will_are_worth_less_than_a_weaker_codified_promise(case):
    """Where guarantors act for their support and not for their word, fading counts.

    The lasting one has four fifths of the force and cost, and a half-life of fifteen years.
    """
    dear = {**PROMISE, "abandonment": 0.05, "honouring_cost": 0.12}
    weaker = {key: 0.8 * dear[key] for key in ("force", "cost_imposed")}
    fading = made("fading", **{**dear, "half_life": 2.0})
    lasting = made("lasting", **{**dear, **weaker, "half_life": 15.0})
    found = outcomes(on(case, fading, lasting), packages({"fading": 1.0}, {"lasting": 1.0}))
    more = found.holds[1, FIVE] - found.holds[0, FIVE]
    assert found.strength[1].mean() < found.strength[0].mean()
    assert more.mean() > 0.05
    assert np.mean(more[np.abs(more) > 1e-6] > 0.0) >= 0.7


def test_fading_counts_for_little_where_the_word_binds_anyway(case):
    """Guarantors whom acting costs little act at any support: then the stronger is better."""
    weaker = {key: 0.8 * PROMISE[key] for key in ("force", "cost_imposed")}
    fading = made("fading", **{**PROMISE, "half_life": 2.0})
    lasting = made("lasting", **{**PROMISE, **weaker, "half_life": 15.0})
    found = outcomes(on(case, fading, lasting), packages({"fading": 1.0}, {"lasting": 1.0}))
    assert np.mean(found.target_gain[1] < found.target_gain[0]) >= 0.85


def test_a_rival_with_a_veto_voids_a_guarantee(case):
    """All of it needs a decision, so nothing is left: the game is the one with nothing."""
    treaty, rival = made("a", **PROMISE, needs_decision=1.0), made("b", rival_veto=True)
    tools = on(case, treaty, rival)
    found = outcomes(tools, packages({}, {"a": 1.0}, {"a": 1.0, "b": 1.0}))
    assert (found.strength[2] == 0.0).all()
    assert found.strength[1].min() > 0.0
    assert found.holds[2] == pytest.approx(found.holds[0], abs=1e-12)
    assert found.holds[1, FIVE].mean() > found.holds[0, FIVE].mean() + 0.05


@pytest.fixture(scope="module")
def told(case):
    return {(s.instrument, s.added_to, s.outcome): s for s in signs(case.first(60))}


FORCES = ("tripwire-force", "denial-force", "air-cover", "defence-treaty")


@pytest.mark.parametrize("name", FORCES)
def test_force_keeps_the_peace_longer(told, name):
    assert told[name, ADDED_TO[0], "kept five years"].share >= 0.8


@pytest.mark.parametrize("name", FORCES[1:])
def test_much_force_brings_fewer(told, name):
    """The rival's price for it; a tripwire is too small to tell in sixty draws."""
    assert told[name, ADDED_TO[0], "both come"].change < 0.0


@pytest.mark.parametrize("name", ["snap-back-sanctions", "escrowed-assets"])
def test_imposed_costs_take_from_the_challenger_what_breaking_was_worth(told, name):
    assert told[name, ADDED_TO[0], "challenger's gain"].verdict == "-"
    assert told[name, ADDED_TO[0], "kept five years"].verdict == "+"


@pytest.mark.parametrize("name", ["monitoring-mission", "demilitarised-zone"])
def test_what_takes_fear_away_brings_the_target(told, name):
    assert told[name, ADDED_TO[0], "target's gain"].share >= 0.8
    assert told[name, ADDED_TO[0], "both come"].change > 0.0


def test_the_rival_as_guarantor_comes_and_keeps_less(told):
    assert told["rival-guarantor", ADDED_TO[1], "both come"].change > 0.0
    assert told["rival-guarantor", ADDED_TO[1], "kept five years"].verdict == "-"
