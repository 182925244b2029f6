"""The commitment game in plain loops over its states, compiled by numba: a reference to measure by.

Every formula is that of the NumPy modules of `holdfast.commitment.game`, one state at a time.
War and talks are indexed [side, power, trust, willingness, support, domestic, walked back],
settlements [side, power, trust, support, domestic, share]; side 0 is A, side 1 is T.
"""

import math
from collections import namedtuple
from dataclasses import fields
from typing import NamedTuple

import numba
import numpy as np

from holdfast.commitment.game.fighting import flow_of_war
from holdfast.commitment.game.grids import stencil
from holdfast.commitment.game.parameters import GameParameters
from holdfast.commitment.game.solution import HORIZON, terminal

_NAMES = tuple(field.name for field in fields(GameParameters))
_ON = ("violations", "strikes", "talks", "efforts", "ratification")
_OFF = ("smooth_terms", "target_first")
_SLACK = 1e-12  # red lines may be missed by rounding
_STEEPEST = 36.0  # log odds beyond which a choice counts as certain
_AS_NORMAL = 1.7  # slope at which the logistic curve is close to the normal one

Given = namedtuple("Given", _NAMES)


class Read(NamedTuple):
    """A stencil: for each point the node below, and how far it is on the way to the next."""

    lower: np.ndarray
    weight: np.ndarray


class Chain(NamedTuple):
    """Chances of moving between levels of support, of the guarantors and at home."""

    support: np.ndarray
    domestic: np.ndarray


class Game(NamedTuple):
    """What `Rules` says, in the types that numba takes; names are those of `Rules`."""

    given: Given
    power: np.ndarray
    trust: np.ndarray
    willingness: np.ndarray
    share: np.ndarray
    lowest: np.ndarray  # on each piece between shares, the stretch between the red lines
    highest: np.ndarray
    honoured: np.ndarray
    cost: np.ndarray
    strength: np.ndarray
    shortfall: np.ndarray
    standing: Chain  # in war, while the precondition stands
    dropped: Chain  # in war, once it is dropped
    peace: Chain
    resisted: Chain  # in the quarter in which guarantors honour
    broken: Chain  # in the quarter in which they do not
    quiet: Read
    alarm: Read
    attack: Read
    drifted: Read
    crept: Read
    struck_honoured: Read
    struck_alone: Read
    surprise: np.ndarray  # chance of a detected and of an undetected attack
    seen_honoured: Read
    seen_alone: Read
    unseen_honoured: Read
    unseen_alone: Read
    refused: Read
    offered: Read
    up: Read
    down: Read
    walk: np.ndarray
    flow: np.ndarray
    enjoyed: np.ndarray
    suffered: np.ndarray


def solve_by_loops(rules, horizon=HORIZON):
    """What are war, talks and a settlement worth, with so many quarters to go?"""
    given = rules.given
    if not all(getattr(given, n) for n in _ON) or any(getattr(given, n) for n in _OFF):
        raise ValueError("the reference knows the game with exact terms and every choice only")
    return _solve(packed(rules), *terminal(rules), horizon)


def packed(rules):
    """The rules in the types that numba takes."""
    given, on, honour, chains = rules.given, rules.grids, rules.honour, rules.chains
    (seen, *detected), (unseen, *undetected) = rules.attacked
    shift, belief = given.escalation_shift, rules.signals
    chained = (*chains.war, chains.peace, chains.honoured, chains.broken)
    first = (belief.quiet, belief.alarm, belief.attack, rules.drifted, rules.crept)
    steps = (stencil(on.power, on.power + move) for move in (shift, -shift))
    return Game(
        Given(*(float(getattr(given, name)) for name in _NAMES)),
        *(on.power, on.trust, on.willingness, on.share),
        *_between_red_lines(given, on.share),
        *(honour.honoured, honour.cost, honour.strength, honour.shortfall),
        *(Chain(chain.support, chain.domestic) for chain in chained),
        *(_read(at) for at in (*first, *rules.struck)),
        np.array([seen, unseen]),
        *(_read(at) for at in (*detected, *undetected, rules.refused, rules.offered, *steps)),
        *(rules.walk, flow_of_war(rules), np.array(rules.enjoyed), rules.suffered),
    )


def _read(at):
    """A stencil in the types that numba takes."""
    return Read(at.lower, at.weight)


def _between_red_lines(given, share):
    """The stretch between the red lines on each piece, from 0 to 1; empty ones end at -1."""
    step = share[1] - share[0]
    low = (given.red_line_challenger - share[:-1]) / step
    high = (given.red_line_target - share[:-1]) / step
    out = (low > 1.0 + _SLACK) | (high < -_SLACK)
    return np.clip(low, 0.0, 1.0), np.where(out, -1.0, np.clip(high, 0.0, 1.0))


@numba.njit
def _solve(game, war, talks, settled, horizon):
    """Backward from the end of the horizon."""
    for _ in range(horizon):
        going_on, talking = _moved(game, war), _moved(game, talks)
        peace = _expected(game.peace, settled)
        settled = _settlement_quarter(game, war, peace)
        talks = _talks_quarter(game, going_on, peace)
        war = _war_quarter(game, going_on, talking)
    return war, talks, settled


@numba.njit
def _chosen(base, gain):
    """How likely is an act with this gain, in units of precision, at this base rate?"""
    odds = gain + math.log(base / (1.0 - base))
    return 1.0 / (1.0 + math.exp(-min(max(odds, -_STEEPEST), _STEEPEST)))


@numba.njit
def _between(low, high, weight):
    """Linear interpolation."""
    return low + weight * (high - low)


@numba.njit
def _expected(chain, values):
    """What are values of a settlement worth before support moves?"""
    to = np.empty_like(values)
    sides, powers, trusts, supports, domestics, shares = values.shape
    for i, p, t in np.ndindex(sides, powers, trusts):
        for s, d, x in np.ndindex(supports, domestics, shares):
            total = 0.0
            for after in range(supports):
                for home in range(domestics):
                    chance = chain.support[s, after] * chain.domestic[d, home]
                    total += chance * values[i, p, t, after, home, x]
            to[i, p, t, s, d, x] = total
    return to


@numba.njit
def _moved(game, values):
    """What are values of war worth before power and support move?"""
    return _walked(game.walk, _war_expected(game, values))


@numba.njit
def _war_expected(game, values):
    """What are values of war worth before support moves?"""
    to = np.empty_like(values)
    sides, powers, trusts, willing, supports, domestics, dropped = values.shape
    for b in range(dropped):
        chain = game.dropped if b else game.standing
        for i, p, t, w in np.ndindex(sides, powers, trusts, willing):
            for s, d in np.ndindex(supports, domestics):
                total = 0.0
                for after in range(supports):
                    for home in range(domestics):
                        chance = chain.support[s, after] * chain.domestic[d, home]
                        total += chance * values[i, p, t, w, after, home, b]
                to[i, p, t, w, s, d, b] = total
    return to


@numba.njit
def _walked(walk, values):
    """What are values of war worth before power moves?"""
    to = np.zeros_like(values)
    sides, powers, trusts, willing, supports, domestics, dropped = values.shape
    for i, p, q in np.ndindex(sides, powers, powers):
        if walk[p, q] == 0.0:
            continue
        for t, w, s in np.ndindex(trusts, willing, supports):
            for d, b in np.ndindex(domestics, dropped):
                to[i, p, t, w, s, d, b] += walk[p, q] * values[i, q, t, w, s, d, b]
    return to


# A settlement: comply, probe or attack; stay or strike.


@numba.njit
def _settlement_quarter(game, war, peace):
    """What is a settlement worth before anybody acts?"""
    given = game.given
    stay = given.patience * peace
    broken_open = war[:, :, :, -1, :, :, 1:2].copy()  # all is known, and nothing is asked
    price, relief = given.audience_strike, given.audience_relief
    calm = _strike(game, broken_open, 1.0 - given.conditional, price)
    tense = _strike(game, broken_open, given.backs_strike, price - relief)
    quiet = _after_choice_to_strike(given, stay, calm)
    alarm = _after_choice_to_strike(given, stay, tense)
    attack = _attack(game, broken_open)
    to = np.empty_like(peace)
    _, powers, trusts, supports, domestics, shares = peace.shape
    for p, t, s in np.ndindex(powers, trusts, supports):
        for d, x in np.ndindex(domestics, shares):
            at = p, t, s, d, x
            comply = _comply(game, stay, quiet, alarm, at)
            probe = _probe(game, stay, quiet, alarm, at)
            attacked = attack[0, p, t, s, d], attack[1, p, t, s, d]
            mine, theirs = _act(given, game.trust[t], comply, probe, attacked)
            flow = 1.0 - given.patience
            to[0, p, t, s, d, x] = flow * game.share[x] + mine
            to[1, p, t, s, d, x] = flow * (1.0 - game.share[x]) + theirs
    return to


@numba.njit
def _strike(game, broken_open, share, audience):
    """T's strike, when this share of the guarantors' readiness covers it."""
    war = _expected(game.dropped, broken_open)
    sides, powers, trusts, supports, domestics, _ = war.shape
    to = np.empty((sides, powers, trusts, supports, domestics))
    for i, p, t, s, d in np.ndindex(sides, powers, trusts, supports, domestics):
        covered = share * game.honoured[s]
        honoured = _at_power(war, game.struck_honoured, i, p, t, s, d)
        alone = _at_power(war, game.struck_alone, i, p, t, s, d)
        worth = game.given.patience * (covered * honoured + (1.0 - covered) * alone)
        to[i, p, t, s, d] = worth - audience * i
    return to


@numba.njit
def _at_power(war, read, i, p, t, s, d):
    """War broken out of a settlement, read at another power."""
    low = read.lower[p]
    return _between(war[i, low, t, s, d, 0], war[i, low + 1, t, s, d, 0], read.weight[p])


@numba.njit
def _after_choice_to_strike(given, stay, strike):
    """T strikes or stays."""
    to = np.empty_like(stay)
    _, powers, trusts, supports, domestics, shares = stay.shape
    for p, t, s in np.ndindex(powers, trusts, supports):
        for d, x in np.ndindex(domestics, shares):
            gain = strike[1, p, t, s, d] - stay[1, p, t, s, d, x]
            chance = _chosen(given.base_strike, given.precision_settlement * gain)
            for i in range(2):
                here = stay[i, p, t, s, d, x]
                to[i, p, t, s, d, x] = _between(here, strike[i, p, t, s, d], chance)
    return to


@numba.njit
def _attack(game, broken_open):
    """A's attack: with or without warning, honoured or not, T's belief as after an attack."""
    met = _expected(game.resisted, broken_open)
    unmet = _expected(game.broken, broken_open)
    sides, powers, trusts, supports, domestics, _ = met.shape
    worth = np.empty((sides, powers, trusts, supports, domestics))
    for i, p, t, s, d in np.ndindex(worth.shape):
        chance = game.honoured[s]
        seen = chance * _at_power(met, game.seen_honoured, i, p, t, s, d)
        seen += (1.0 - chance) * _at_power(unmet, game.seen_alone, i, p, t, s, d)
        unseen = chance * _at_power(met, game.unseen_honoured, i, p, t, s, d)
        unseen += (1.0 - chance) * _at_power(unmet, game.unseen_alone, i, p, t, s, d)
        worth[i, p, t, s, d] = game.surprise[0] * seen + game.surprise[1] * unseen
    to = np.empty_like(worth)
    for i, p, t, s, d in np.ndindex(worth.shape):
        low, weight = game.attack.lower[t], game.attack.weight[t]
        known = _between(worth[i, p, low, s, d], worth[i, p, low + 1, s, d], weight)
        to[i, p, t, s, d] = game.given.patience * known - game.cost[s] * (1 - i)
    return to


@numba.njit
def _read_at(values, power, trust, i, at):
    """A settlement read at another power and trust."""
    p, t, s, d, x = at
    q, u, weight = power.lower[p], trust.lower[t], trust.weight[t]
    low = _between(values[i, q, u, s, d, x], values[i, q, u + 1, s, d, x], weight)
    high = _between(values[i, q + 1, u, s, d, x], values[i, q + 1, u + 1, s, d, x], weight)
    return _between(low, high, power.weight[p])


@numba.njit
def _heard(game, stay, unanswered, power, i, at):
    """An alarm is answered inside the settlement, at a price to A, or left to T."""
    given = game.given
    answered = _read_at(stay, game.drifted, game.alarm, i, at)
    answered -= given.probe_penalty * game.cost[at[2]] * (1 - i)
    left = _read_at(unanswered, power, game.alarm, i, at)
    return given.answered * answered + (1.0 - given.answered) * left


@numba.njit
def _comply(game, stay, quiet, alarm, at):
    """What both get after A complies."""
    false = game.given.false_alarm
    calm_a = _read_at(quiet, game.drifted, game.quiet, 0, at)
    calm_t = _read_at(quiet, game.drifted, game.quiet, 1, at)
    heard_a = _heard(game, stay, alarm, game.drifted, 0, at)
    heard_t = _heard(game, stay, alarm, game.drifted, 1, at)
    return (1.0 - false) * calm_a + false * heard_a, (1.0 - false) * calm_t + false * heard_t


@numba.njit
def _probe(game, stay, quiet, alarm, at):
    """What both get after A probes, which moves power where it goes unseen."""
    seen = game.given.detection
    flow = (1.0 - game.given.patience) * game.given.probe_gain
    calm_a = _read_at(quiet, game.crept, game.quiet, 0, at)
    calm_t = _read_at(quiet, game.crept, game.quiet, 1, at)
    heard_a = _heard(game, stay, alarm, game.crept, 0, at)
    heard_t = _heard(game, stay, alarm, game.crept, 1, at)
    mine = (1.0 - seen) * calm_a + seen * heard_a + flow
    return mine, (1.0 - seen) * calm_t + seen * heard_t - flow


@numba.njit
def _act(given, trust, comply, probe, attack):
    """What an opportunist A expects of its choice, and T of both kinds of A."""
    precision = given.precision_settlement
    kept = precision * comply[0] + math.log(1.0 - given.base_probe - given.base_attack)
    probed = precision * probe[0] + math.log(given.base_probe)
    attacked = precision * attack[0] + math.log(given.base_attack)
    most = max(kept, probed, attacked)
    kept, probed = math.exp(kept - most), math.exp(probed - most)
    attacked = math.exp(attacked - most)
    total = kept + probed + attacked
    kept, probed, attacked = kept / total, probed / total, attacked / total
    mine = probed * probe[0] + attacked * attack[0] + kept * comply[0]
    probed = (1.0 - trust) * probed + trust * given.accident_probe
    attacked = (1.0 - trust) * attacked + trust * given.accident_attack
    kept = 1.0 - probed - attacked
    return mine, probed * probe[1] + attacked * attack[1] + kept * comply[1]


# Talks: terms, ratification, and whether both sign.


@numba.njit
def _talks_quarter(game, war, peace):
    """What are talks worth before anybody acts?"""
    to = np.empty_like(war)
    _, powers, trusts, _, supports, domestics, _ = war.shape
    gain = np.empty((2, game.share.size))
    for p, t, s, d in np.ndindex(powers, trusts, supports, domestics):
        for i, x in np.ndindex(gain.shape):
            gain[i, x] = peace[i, p, t, s, d, x] - war[i, p, t, -1, s, d, 1]
        terms, agreed = _nash(game, gain)
        works = game.given.mediation * _ratified(game, terms, s) if agreed else 0.0
        signed_a = _at_terms(game.share, peace[0, p, t, s, d], terms)
        signed_t = _at_terms(game.share, peace[1, p, t, s, d], terms)
        _sign(game, war, to, works, (signed_a, signed_t), (p, t, s, d))
    return to


@numba.njit
def _nash(game, gain):
    """The share with the greatest Nash product, and whether there is any without a loss.

    What is told where there is none has no weight in the values.
    """
    lean, share = game.given.mediator_lean, game.share
    best, terms, agreed = -1.0, share[0], False
    for x in range(share.size - 1):
        low, high = _no_loss(game, gain, x)
        if low > high:
            continue
        agreed = True
        mine, theirs = gain[0, x], gain[1, x]
        slope_a, slope_t = gain[0, x + 1] - mine, gain[1, x + 1] - theirs
        at = min(max(_peak(mine, theirs, slope_a, slope_t, lean), low), high)
        mine, theirs = max(mine + at * slope_a, 0.0), max(theirs + at * slope_t, 0.0)
        product = mine**lean * theirs ** (1.0 - lean)
        if product > best:
            best, terms = product, share[x] + at * (share[1] - share[0])
    return terms, agreed


@numba.njit
def _no_loss(game, gain, x):
    """The stretch of a piece, between the red lines, on which neither side loses."""
    low, high = game.lowest[x], game.highest[x]
    for i in range(2):
        start, slope = gain[i, x], gain[i, x + 1] - gain[i, x]
        if abs(slope) < np.finfo(np.float64).tiny:
            high = -1.0 if start < 0.0 else high
        elif slope > 0.0:
            low = max(low, -start / slope)
        else:
            high = min(high, -start / slope)
    return low, high


@numba.njit
def _peak(mine, theirs, slope_a, slope_t, lean):
    """Where the weighted product has its peak, were the lines to go on for ever."""
    if slope_a * slope_t < 0.0:
        pull = lean * slope_a * theirs + (1.0 - lean) * slope_t * mine
        return -pull / (slope_a * slope_t)
    return 1.0 if lean * slope_a + (1.0 - lean) * slope_t > 0.0 else 0.0


@numba.njit
def _ratified(game, terms, s):
    """How likely does T's public ratify these terms?"""
    given = game.given
    eased = given.ratify_guarantee * game.strength[s]
    distance = (1.0 - terms - given.ratify_share + eased) / given.ratify_spread
    return 1.0 / (1.0 + math.exp(-_AS_NORMAL * distance))


@numba.njit
def _at_terms(share, peace, terms):
    """A settlement at the terms, between the shares of the grid."""
    place = (terms - share[0]) / (share[1] - share[0])
    low = min(max(int(place), 0), share.size - 2)
    return _between(peace[low], peace[low + 1], place - low)


@numba.njit
def _sign(game, war, to, works, signed, at):
    """Both sign or not, at every willingness and whether or not the precondition stands."""
    given = game.given
    p, t, s, d = at
    left, now = 1.0 - given.calm, 1.0 - given.patience
    decided = given.decided * left
    enjoyed, power = game.enjoyed[p], game.power[p]
    flow_a = now * (enjoyed - given.cost_challenger * left)
    flow_a += given.patience * decided * power
    flow_t = now * (1.0 - enjoyed - game.suffered[d] * left)
    flow_t += given.patience * decided * (1.0 - power)
    later = given.patience * (1.0 - decided)
    for w, b in np.ndindex(game.willingness.size, 2):
        mine, theirs = war[0, p, t, w, s, d, b], war[1, p, t, w, s, d, b]
        gain_a, gain_t = signed[0] - mine, signed[1] - theirs
        deal = works * _chosen(given.base_accept, given.precision_settlement * gain_a)
        deal *= _chosen(given.base_accept, given.precision_settlement * gain_t)
        mine += game.willingness[w] * deal * gain_a
        to[0, p, t, w, s, d, b] = flow_a + later * mine
        to[1, p, t, w, s, d, b] = flow_t + later * (theirs + deal * gain_t)


# War: talks offered and accepted, then how hard each side fights.


@numba.njit
def _war_quarter(game, war, talks):
    """What is war worth before anybody acts?"""
    node = np.empty_like(war)
    to = np.empty_like(war)
    _, powers, trusts, willing, supports, domestics, dropped = war.shape
    for p, t, w in np.ndindex(powers, trusts, willing):
        for s, d, b in np.ndindex(supports, domestics, dropped):
            at = p, t, w, s, d, b
            node[0, p, t, w, s, d, b], node[1, p, t, w, s, d, b] = _offer(game, war, talks, at)
    for p, t, w in np.ndindex(powers, trusts, willing):
        for s, d, b in np.ndindex(supports, domestics, dropped):
            at = p, t, w, s, d, b
            to[0, p, t, w, s, d, b], to[1, p, t, w, s, d, b] = _effort(game, node, at)
    return to


@numba.njit
def _believed(values, read, i, at):
    """War or talks read at another belief of A."""
    p, t, w, s, d, b = at
    low = read.lower[w]
    here, there = values[i, p, t, low, s, d, b], values[i, p, t, low + 1, s, d, b]
    return _between(here, there, read.weight[w])


@numba.njit
def _refused(game, war, i, at):
    """What a quarter without an offer is worth: A may misread it."""
    given = game.given
    p, t, w, s, d, b = at
    misread = _believed(war, game.refused, i, at)
    later = given.clarity * war[i, p, t, w, s, d, b] + (1.0 - given.clarity) * misread
    return game.flow[i, p, d] + given.patience * (1.0 - given.decided) * later


@numba.njit
def _offered(game, values, i, at):
    """What follows an offer; one short of the precondition drops it, as surely as it is."""
    given = game.given
    p, t, w, s, d, b = at
    later = _believed(values, game.offered, i, at)
    if b == 0:
        short = game.shortfall[s]
        dropped = _believed(values, game.offered, i, (p, t, w, s, d, 1))
        later = short * dropped + (1.0 - short) * later
    return game.flow[i, p, d] + given.patience * (1.0 - given.decided) * later


@numba.njit
def _offer(game, war, talks, at):
    """T may offer talks, at a price while its precondition stands unmet; A may accept."""
    given = game.given
    refused_a, refused_t = _refused(game, war, 0, at), _refused(game, war, 1, at)
    declined_a, declined_t = _offered(game, war, 0, at), _offered(game, war, 1, at)
    agreed_a = _offered(game, talks, 0, at) - given.audience_challenger
    agreed_t = _offered(game, talks, 1, at)
    gain = agreed_a - declined_a
    accepted = _chosen(given.base_answer, given.precision_talks * gain)
    made_a = _between(declined_a, agreed_a, accepted)
    made_t = _between(declined_t, agreed_t, accepted)
    if at[5] == 0:
        made_t -= given.audience_target * game.shortfall[at[3]]
    offered = _chosen(given.base_offer, given.precision_talks * (made_t - refused_t))
    return _between(refused_a, made_a, offered), _between(refused_t, made_t, offered)


@numba.njit
def _shifted(values, read, i, at):
    """War read at another power."""
    p, t, w, s, d, b = at
    low = read.lower[p]
    here, there = values[i, low, t, w, s, d, b], values[i, low + 1, t, w, s, d, b]
    return _between(here, there, read.weight[p])


@numba.njit
def _effort(game, values, at):
    """A, then T, may escalate; both together leave power where it is."""
    given = game.given
    p, t, w, s, d, b = at
    base, precision, now = given.base_escalate, given.precision_effort, 1.0 - given.patience
    cost_a = now * given.escalation_cost_challenger
    cost_t = now * given.escalation_cost_target
    here_a, here_t = values[0, p, t, w, s, d, b], values[1, p, t, w, s, d, b]
    up_a, up_t = _shifted(values, game.up, 0, at), _shifted(values, game.up, 1, at)
    down_a, down_t = _shifted(values, game.down, 0, at), _shifted(values, game.down, 1, at)
    after_hold = _chosen(base, precision * (down_t - cost_t - here_t))
    after_first = _chosen(base, precision * (here_t - cost_t - up_t))
    hold_a = _between(here_a, down_a, after_hold)
    hold_t = _between(here_t, down_t, after_hold) - after_hold * cost_t
    first_a = _between(up_a, here_a, after_first) - cost_a
    first_t = _between(up_t, here_t, after_first) - after_first * cost_t
    leads = _chosen(base, precision * (first_a - hold_a))
    return _between(hold_a, first_a, leads), _between(hold_t, first_t, leads)
