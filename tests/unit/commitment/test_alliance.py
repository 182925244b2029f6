"""Second methods for alliances: compared payoffs, the protege's best demand on a grid."""

import numpy as np
import pytest

from holdfast.commitment.alliance import deterrence_threshold, intervention, protege_risk
from holdfast.core.tolerances import EXACT

GRID = np.linspace(0.0, 1.0, 100_001)


@pytest.mark.parametrize("quo", [0.1, 0.3, 0.45])
def test_threshold_is_where_attack_stops_paying(quo):
    attack = (1 - 0.4) - 0.4 * GRID - 0.1
    found = GRID[(attack <= quo + 1e-12).argmax()]
    answer = deterrence_threshold(
        power_target=0.4, cost_challenger=0.1, status_quo_challenger=quo, force=0.4
    )
    assert answer.deterrable
    assert abs(answer.reliability - found) < 2e-5


def test_an_ally_without_force_deters_nobody_who_wants_to_attack():
    case = {"power_target": 0.4, "cost_challenger": 0.1, "force": 0.0}
    keen = deterrence_threshold(status_quo_challenger=0.3, **case)
    assert np.isinf(keen.reliability)
    assert not keen.deterrable
    content = deterrence_threshold(status_quo_challenger=0.6, **case)
    assert content.reliability == 0.0
    assert content.deterrable


def test_an_ally_that_is_indifferent_keeps_its_word():
    choice = intervention(stake=0.5, force=0.4, cost=0.3, abandonment_cost=0.1)
    assert abs(choice.net) < EXACT
    assert choice.intervenes


@pytest.mark.parametrize("reliability", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("conditionality", [0.0, 0.6, 1.0])
def test_risk_is_that_of_the_best_demand(reliability, conditionality):
    # The protege asks for a premium over its war value; the challenger, whose cost lies
    # evenly below .4, fights if the premium exceeds its own cost.
    premium = GRID * 0.4
    war = premium / 0.4
    cost = 0.2 * (1 - reliability * 0.5 * (1 - conditionality))
    best = ((1 - war) * premium - war * cost).argmax()
    risk = protege_risk(
        cost_target=0.2,
        share_borne=0.5,
        challenger_cost_max=0.4,
        reliability=reliability,
        conditionality=conditionality,
    )
    assert abs(risk.war - war[best]) < 2e-5


def test_a_protege_that_risks_no_war_is_not_entrapped_yet():
    risk = protege_risk(
        cost_target=0.9, share_borne=0.5, challenger_cost_max=0.4, reliability=[0.0, 1.0]
    )
    assert risk.war[0] == risk.war[1] == 0.0
    assert risk.entrapment.tolist() == [0.0, 0.0]
