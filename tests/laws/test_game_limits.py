"""Classical results as limits of the commitment game, and what a swap of the sides does.

Each limit is reached through the same code as the full game, by parameters alone; what is
expected is the closed form, written out here.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.commitment.game.parameters import GameParameters
from holdfast.commitment.game.rules import rules
from holdfast.commitment.game.settlement import quarter
from holdfast.commitment.game.solution import solve, terminal
from holdfast.commitment.game.start import Start

COSTLY_LOTTERY = GameParameters(
    line_follows_power=True, decided=0.0, weariness=0.0, battle_up=0.0, battle_down=0.0,
    rearming=0.0, false_alarm=0.0, reputation_cost=0.0, red_line_challenger=0.0,
    red_line_target=1.0, answered=0.0,
)  # fmt: skip
"""War is worth power less costs to A, and one less power less costs to T."""


def one_quarter(parameters):
    """The last quarter before the settlement is kept, or the war fought, for ever."""
    game = rules(parameters)
    war, _, settled = terminal(game)
    return game, quarter(game, war, settled)


def read(game, values, share):
    """At the start's power, trust and levels, on these terms."""
    start, on = game.given, game.grids
    held = values[:, :, start.support, start.domestic]
    by_trust = [
        np.interp(start.trust, on.trust, row) for row in held @ share_weights(on, share)
    ]
    return float(np.interp(start.power, on.power, by_trust))


def share_weights(on, share):
    return np.array([np.interp(share, on.share, row) for row in np.eye(on.share.size)])


def zero_of(margin, low, high):
    """By bisection; the margin changes sign once."""
    assert margin(low) * margin(high) < 0.0
    for _ in range(60):
        middle = (low + high) / 2.0
        low, high = (middle, high) if margin(low) * margin(middle) > 0.0 else (low, middle)
    return (low + high) / 2.0


@pytest.mark.parametrize(("gain", "share"), [(0.05, 0.4), (0.02, 0.38), (0.12, 0.45)])
def test_detection_that_stops_probing(gain, share):
    """[Schultz2010]: detection of at least (1 - d) g / (d (u - w)), T surely striking back.

    Here u is the share and w what war is worth to A after T's strike.
    """
    base = replace(
        COSTLY_LOTTERY, probe_gain=gain, probe_power=0.0, audience_relief=9.0, base_strike=1e-9,
        backs_strike=0.0,
    )  # fmt: skip
    worth = base.power - base.first_strike_target - base.cost_challenger
    patience = base.patience
    wanted = (1.0 - patience) * gain / (patience * (share - worth))

    def margin(detection):
        return read(*_probe_margin(replace(base, detection=detection)), share)

    assert zero_of(margin, 1e-9, 1.0) == pytest.approx(wanted, abs=1e-9)


def _probe_margin(parameters):
    game, found = one_quarter(parameters)
    return game, found.over_probe


@pytest.mark.parametrize(
    ("surprise", "force", "cost", "share"), [(0.2, 0.25, 0.1, 0.36), (0.3, 0.3, 0.05, 0.4)]
)
def test_guarantee_that_stops_an_attack(surprise, force, cost, share):
    """[Walter1997], [Fearon1998]: honoured with at least (p' - c - x) / (f + k).

    The power p' includes the surprise; k is the cost that honouring puts on an attack, in
    values of the next quarter.
    """
    base = replace(
        COSTLY_LOTTERY, first_strike=surprise, force=force, sanctions=cost, warning=0.0,
        resolved=0.0, guarantor_cost=99.0, base_strike=1e-9, audience_strike=9.0,
    )  # fmt: skip
    broken = base.power + surprise - base.cost_challenger
    wanted = (broken - share) / (force + cost / base.patience)

    def margin(honoured):
        game, found = one_quarter(replace(base, automatic=honoured))
        return read(game, found.over_attack, share)

    assert zero_of(margin, 1e-6, 1.0) == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("answered", [0.2, 0.6])
def test_an_answered_probe_is_dear_enough(answered):
    """Alarms are answered, T never strikes: detection (1 - d) g / (answer x penalty)."""
    base = replace(
        COSTLY_LOTTERY, answered=answered, sanctions=0.05, snap_back=1.0, probe_penalty=0.5,
        probe_gain=0.02, probe_power=0.0, strikes=False,
    )  # fmt: skip
    wanted = (1.0 - base.patience) * 0.02 / (answered * 0.5 * 0.05)

    def margin(detection):
        return read(*_probe_margin(replace(base, detection=detection)), 0.4)

    assert zero_of(margin, 1e-9, 1.0) == pytest.approx(wanted, abs=1e-9)


SHARES = st.floats(0.05, 0.4)


@settings(max_examples=12, deadline=None)
@given(
    power=st.floats(0.05, 0.95), mine=SHARES, theirs=SHARES, line=st.floats(0.1, 0.9),
    efforts=st.tuples(SHARES, SHARES), battle=st.tuples(SHARES, SHARES),
    lean=st.floats(0.2, 0.8), first=st.booleans(), smooth=st.booleans(),
)  # fmt: skip
def test_swapping_the_sides_mirrors_every_output(
    power, mine, theirs, line, efforts, battle, lean, first, smooth
):
    """Without enforcement, offers and publics the two sides differ by their labels only."""
    one = GameParameters(
        violations=False, strikes=False, talks=False, ratification=False, weariness=0.0,
        rearming=0.0, false_alarm=0.0, willingness=1.0, power=power, cost_challenger=mine,
        cost_target=theirs, line=line, escalation_cost_challenger=efforts[0],
        escalation_cost_target=efforts[1], battle_up=battle[0], battle_down=battle[1],
        mediator_lean=lean, target_first=first, smooth_terms=smooth, red_line_challenger=0.15,
        red_line_target=0.7,
    )  # fmt: skip
    other = replace(
        one, power=1.0 - power, cost_challenger=theirs, cost_target=mine, line=1.0 - line,
        escalation_cost_challenger=efforts[1], escalation_cost_target=efforts[0],
        battle_up=battle[1], battle_down=battle[0], mediator_lean=1.0 - lean,
        target_first=not first, red_line_challenger=0.3, red_line_target=0.85,
    )  # fmt: skip
    here, there = (Start(solve(rules(each), horizon=20)) for each in (one, other))
    for side in (0, 1):
        for phase in ("war", "talks"):
            values = [getattr(each.solution, phase).values for each in (here, there)]
            found = here.in_war(values[0][side]), there.in_war(values[1][1 - side])
            assert found[0] == pytest.approx(found[1], abs=1e-12)
    for policy in ("first", "second_after_hold", "second_after_first"):
        found = [each.in_war(getattr(each.solution.war, policy)) for each in (here, there)]
        assert found[0] == pytest.approx(found[1], abs=1e-9)
    assert here.terms == pytest.approx(1.0 - there.terms, abs=1e-9)
    assert here.gains(line) == pytest.approx(there.gains(1.0 - line)[::-1], abs=1e-12)


@pytest.mark.parametrize(
    ("surprise", "own", "share"), [(0.3, 0.05, 0.34), (0.2, 0.02, 0.3), (0.25, 0.0, 0.32)]
)
def test_trust_from_which_the_target_stays(surprise, own, share):
    """[Kydd2005]: stay from t = (P - S) / ((P - S) + (R - T)), an opportunist surely attacking.

    R is a kept settlement, S one that is attacked a quarter on, and striking first gives the
    same, here called T and P, whoever the other is.
    """
    base = replace(
        COSTLY_LOTTERY, first_strike=surprise, first_strike_target=own, warning=0.0,
        audience_strike=0.0, base_strike=1e-9, base_attack=0.5, accident_attack=0.0,
        accident_probe=0.0, precision_settlement=1e4, trust=0.5, cost_target=0.2, talks=False,
        efforts=False,
    )  # fmt: skip
    patience, power = base.patience, base.power
    kept = 1.0 - share
    attacked = (1.0 - patience) * kept + patience * (1.0 - power - surprise - base.cost_target)
    struck = 1.0 - (power - own) - base.cost_target
    wanted = (struck - attacked) / ((struck - attacked) + (kept - struck))
    assert 0.0 < wanted < 1.0
    found = solve(rules(base), horizon=2)

    def margin(trust):
        game = replace(found.rules, given=replace(base, trust=trust))
        return read(game, found.settlement.over_strike_quiet, share)

    assert zero_of(margin, 1e-6, 1.0) == pytest.approx(wanted, abs=1e-6)


@pytest.mark.parametrize("ceiling", [0.44, 0.54, 0.62, 0.7])
@pytest.mark.parametrize("costs", [(0.05, 0.05), (0.1, 0.14), (0.2, 0.1)])
def test_a_line_that_both_keep_while_power_shifts(ceiling, costs):
    """[Powell2006]: some fixed line is kept iff power shifts by no more than war costs both."""
    base = replace(
        COSTLY_LOTTERY, first_strike=0.0, first_strike_target=0.0, audience_strike=0.0,
        base_strike=1e-9, cost_challenger=costs[0], cost_target=costs[1],
    )  # fmt: skip
    (now, first), (later, last) = (one_quarter(replace(base, power=p)) for p in (0.36, ceiling))

    def stays(share):
        return read(now, first.over_strike_quiet, share)

    def complies(share):
        return read(later, last.over_attack, share)

    least, most = zero_of(complies, 1e-6, 1.0), zero_of(stays, 1e-6, 1.0)
    assert least == pytest.approx(ceiling - costs[0], abs=1e-9)
    assert most == pytest.approx(0.36 + costs[1], abs=1e-9)
    assert (least <= most) == (ceiling - 0.36 <= sum(costs))
