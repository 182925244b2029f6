"""One quarter of a settlement: comply, probe or attack; stay or strike.

Values have the shape (side, power, trust, support, domestic, share); side 0 is A, side 1 is T.
"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.game.chains import Chain
from holdfast.commitment.game.grids import Stencil, Values, chosen
from holdfast.commitment.game.rules import Rules

_POWER, _TRUST, _SUPPORT = 1, 2, 3


@dataclass(frozen=True, slots=True, eq=False)
class Quarter:
    """Values of a settlement, and what is done in it.

    Parameters
    ----------
    values : before anybody acts.
    probe, attack : what an opportunist A does; shape (power, trust, support, domestic, share).
    strike_quiet, strike_alarm : what T does after a quiet quarter, an unanswered alarm; same.
    over_probe, over_attack : how much A gains by complying rather than that; same.
    over_strike_quiet, over_strike_alarm : how much T gains by staying; same.
    """

    values: Values
    probe: Values
    attack: Values
    strike_quiet: Values
    strike_alarm: Values
    over_probe: Values
    over_attack: Values
    over_strike_quiet: Values
    over_strike_alarm: Values


def quarter(rules: Rules, fighting: Values, later: Values) -> Quarter:
    """What is a settlement worth, given what war and a settlement are worth next quarter?

    Parameters
    ----------
    rules : of the game.
    fighting : next quarter's values of war, shape (side, power, trust, willingness, support,
        domestic, walked back).
    later : next quarter's values of the settlement.
    """
    given = rules.given
    stay = given.patience * rules.chains.peace.expect(later, _SUPPORT)
    broken_open = fighting[:, :, :, -1, :, :, 1]  # all is known by then, and nothing is asked
    relief = given.audience_relief
    withheld = 1.0 - given.conditional
    calm = _strike(rules, broken_open, withheld, given.audience_strike)
    tense = _strike(rules, broken_open, given.backs_strike, given.audience_strike - relief)
    strike_quiet, strike_alarm = (_struck(rules, stay, values) for values in (calm, tense))
    after_quiet = stay + strike_quiet * (calm - stay)
    after_alarm = stay + strike_alarm * (tense - stay)
    comply = _comply(rules, stay, after_quiet, after_alarm)
    probe = _probe(rules, stay, after_quiet, after_alarm)
    attack = _attack(rules, broken_open)
    acts = _acts(rules, comply[0], probe[0], attack[0])
    return Quarter(
        _values(rules, acts, (comply, probe, attack)),
        probe=acts[0],
        attack=acts[1],
        strike_quiet=strike_quiet,
        strike_alarm=strike_alarm,
        over_probe=comply[0] - probe[0],
        over_attack=comply[0] - attack[0],
        over_strike_quiet=stay[1] - calm[1],
        over_strike_alarm=stay[1] - tense[1],
    )


def _strike(rules: Rules, fighting: Values, share: float, audience: float) -> Values:
    """T's strike, when this share of the guarantors' readiness covers it."""
    covered = share * rules.honour.honoured[:, np.newaxis]
    war = rules.chains.war[1].expect(fighting, _SUPPORT)
    honoured, alone = (read.along(war, _POWER) for read in rules.struck)
    values = rules.given.patience * (covered * honoured + (1.0 - covered) * alone)
    values[1] -= audience
    return np.asarray(values[..., np.newaxis])


def _struck(rules: Rules, stay: Values, strike: Values) -> Values:
    given = rules.given
    gain = given.precision_settlement * (strike[1] - stay[1])
    return chosen(given.base_strike, gain) if given.strikes else np.zeros_like(gain)


def _attack(rules: Rules, fighting: Values) -> Values:
    """A's attack: with or without warning, honoured or not, T's belief as after an attack."""
    met = rules.honour.honoured[:, np.newaxis]
    honoured, dishonoured = (
        chain.expect(fighting, _SUPPORT) for chain in _broken_chains(rules)
    )
    values = np.zeros_like(fighting)
    for chance, resisted, alone in rules.attacked:
        values += chance * (
            met * resisted.along(honoured, _POWER)
            + (1.0 - met) * alone.along(dishonoured, _POWER)
        )
    values = rules.given.patience * rules.signals.attack.along(values, _TRUST)
    values[0] -= rules.honour.cost[:, np.newaxis]
    return np.asarray(values[..., np.newaxis])


def _broken_chains(rules: Rules) -> tuple[Chain, Chain]:
    return rules.chains.honoured, rules.chains.broken


def _comply(rules: Rules, stay: Values, quiet: Values, alarm: Values) -> Values:
    false, read = rules.given.false_alarm, rules.signals
    at = rules.drifted
    heard = read.alarm.along(_alarm(rules, stay, alarm, at), _TRUST)
    return (1.0 - false) * read.quiet.along(at.along(quiet, _POWER), _TRUST) + false * heard


def _probe(rules: Rules, stay: Values, quiet: Values, alarm: Values) -> Values:
    given, read = rules.given, rules.signals
    at = rules.crept
    heard = read.alarm.along(_alarm(rules, stay, alarm, at), _TRUST)
    unseen = read.quiet.along(at.along(quiet, _POWER), _TRUST)
    values = (1.0 - given.detection) * unseen + given.detection * heard
    flow = (1.0 - given.patience) * given.probe_gain
    values[0] += flow
    values[1] -= flow
    return values


def _alarm(rules: Rules, stay: Values, unanswered: Values, at: Stencil) -> Values:
    """An alarm is answered inside the settlement, at a price to A, or left to T."""
    given = rules.given
    answered = rules.drifted.along(stay, _POWER)
    answered[0] -= (given.probe_penalty * rules.honour.cost)[:, np.newaxis, np.newaxis]
    share = given.answered
    return share * answered + (1.0 - share) * at.along(unanswered, _POWER)


def _acts(rules: Rules, comply: Values, probe: Values, attack: Values) -> Values:
    """How likely does an opportunist probe, attack and comply? Shape (3, ...)."""
    given = rules.given
    acts = np.stack([probe, np.broadcast_to(attack, comply.shape), comply])
    if not given.violations:
        acts[:2], acts[2] = 0.0, 1.0
        return acts
    bases = (given.base_probe, given.base_attack, 1.0 - given.base_probe - given.base_attack)
    acts *= given.precision_settlement
    acts += np.log(bases).reshape(3, *(1,) * comply.ndim)
    acts = np.exp(acts - acts.max(axis=0))
    return np.asarray(acts / acts.sum(axis=0))


def _values(rules: Rules, acts: Values, worth: tuple[Values, Values, Values]) -> Values:
    """A knows that it is an opportunist; T weighs both kinds of A by its belief."""
    given, share = rules.given, rules.grids.share
    comply, probe, attack = worth
    trust = rules.grids.trust[:, np.newaxis, np.newaxis, np.newaxis]
    slips = np.array([given.accident_probe, given.accident_attack]) * given.violations
    probed, attacked = (
        (1.0 - trust) * act + trust * slip for act, slip in zip(acts[:2], slips, strict=True)
    )
    flow = 1.0 - given.patience
    mine = flow * share + acts[0] * probe[0] + acts[1] * attack[0] + acts[2] * comply[0]
    kept = 1.0 - probed - attacked
    theirs = flow * (1.0 - share) + probed * probe[1] + attacked * attack[1] + kept * comply[1]
    return np.stack([mine, theirs])
