"""The commitment game in plain loops over its states, compiled by numba: to measure against.

Every formula is that of the NumPy modules of `holdfast.commitment.game`, one state at a time.
War and talks are indexed [side, power, trust, willingness, support, domestic, walked back],
settlements [side, power, trust, support, domestic, share]; side 0 is A, side 1 is T.

Functions of a whole quarter take the game; those of one state take numbers and single arrays,
since numba copies a game, and counts references to its arrays, at every call.
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
        war = _efforts(game, _offers(game, going_on, talking))
    return war, talks, settled


@numba.njit
def _log_odds(base):
    """The log odds of a base rate."""
    return math.log(base / (1.0 - base))


@numba.njit
def _chosen(odds):
    """How likely is an act with these log odds, gain and base rate together?"""
    return 1.0 / (1.0 + math.exp(-min(max(odds, -_STEEPEST), _STEEPEST)))


@numba.njit
def _between(low, high, weight):
    """Linear interpolation."""
    return low + weight * (high - low)


@numba.njit
def _expected(chain, values):
    """What are values of a settlement worth before support moves?"""
    support, domestic = chain.support, chain.domestic
    to = np.empty_like(values)
    sides, powers, trusts, supports, domestics, shares = values.shape
    for i, p, t in np.ndindex(sides, powers, trusts):
        for s in range(supports):
            for d in range(domestics):
                for x in range(shares):
                    total = 0.0
                    for after in range(supports):
                        for home in range(domestics):
                            chance = support[s, after] * domestic[d, home]
                            total += chance * values[i, p, t, after, home, x]
                    to[i, p, t, s, d, x] = total
    return to


@numba.njit
def _moved(game, values):
    """What are values of war worth before power and support move?"""
    expected = np.empty_like(values)
    _war_expected(game.standing, values, 0, expected)
    _war_expected(game.dropped, values, 1, expected)
    return _walked(game.walk, expected)


@numba.njit
def _war_expected(chain, values, b, to):
    """What are values of war worth before support moves, the precondition dropped or not?"""
    support, domestic = chain.support, chain.domestic
    sides, powers, trusts, willing, supports, domestics, _ = values.shape
    for i, p, t in np.ndindex(sides, powers, trusts):
        for w in range(willing):
            for s in range(supports):
                for d in range(domestics):
                    total = 0.0
                    for after in range(supports):
                        for home in range(domestics):
                            chance = support[s, after] * domestic[d, home]
                            total += chance * values[i, p, t, w, after, home, b]
                    to[i, p, t, w, s, d, b] = total


@numba.njit
def _walked(walk, values):
    """What are values of war worth before power moves?"""
    to = np.zeros_like(values)
    sides, powers, trusts, willing, supports, domestics, dropped = values.shape
    for i, p, q in np.ndindex(sides, powers, powers):
        chance = walk[p, q]
        if chance == 0.0:
            continue
        for t in range(trusts):
            for w in range(willing):
                for s in range(supports):
                    for d in range(domestics):
                        for b in range(dropped):
                            to[i, p, t, w, s, d, b] += chance * values[i, q, t, w, s, d, b]
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
    base, precision = _log_odds(given.base_strike), given.precision_settlement
    quiet = _after_choice_to_strike(base, precision, stay, calm)
    alarm = _after_choice_to_strike(base, precision, stay, tense)
    complied = _read_settlement(quiet, game.drifted, game.quiet)
    unseen = _read_settlement(quiet, game.crept, game.quiet)
    answered = _read_settlement(stay, game.drifted, game.alarm)
    false_alarm = _read_settlement(alarm, game.drifted, game.alarm)
    true_alarm = _read_settlement(alarm, game.crept, game.alarm)
    heard = _answered_or_left(game, answered, false_alarm)
    comply = _after_signal(complied, heard, given.false_alarm)
    heard = _answered_or_left(game, answered, true_alarm)
    probe = _after_signal(unseen, heard, given.detection)
    return _acts(game, comply, probe, _attack(game, broken_open))


@numba.njit
def _strike(game, broken_open, share, audience):
    """T's strike, when this share of the guarantors' readiness covers it."""
    patience, chances = game.given.patience, game.honoured
    honoured, alone = game.struck_honoured, game.struck_alone
    honoured_low, honoured_weight = honoured.lower, honoured.weight
    alone_low, alone_weight = alone.lower, alone.weight
    war = _expected(game.dropped, broken_open)
    sides, powers, trusts, supports, domestics, _ = war.shape
    to = np.empty((sides, powers, trusts, supports, domestics))
    for i, p, t in np.ndindex(sides, powers, trusts):
        for s in range(supports):
            for d in range(domestics):
                covered = share * chances[s]
                met = _at_power(war, honoured_low[p], honoured_weight[p], i, t, s, d)
                unmet = _at_power(war, alone_low[p], alone_weight[p], i, t, s, d)
                worth = patience * (covered * met + (1.0 - covered) * unmet)
                to[i, p, t, s, d] = worth - audience * i
    return to


@numba.njit
def _at_power(war, low, weight, i, t, s, d):
    """War broken out of a settlement, read at another power."""
    return _between(war[i, low, t, s, d, 0], war[i, low + 1, t, s, d, 0], weight)


@numba.njit
def _after_choice_to_strike(base, precision, stay, strike):
    """T strikes or stays."""
    to = np.empty_like(stay)
    _, powers, trusts, supports, domestics, shares = stay.shape
    for p, t, s in np.ndindex(powers, trusts, supports):
        for d in range(domestics):
            strike_a, strike_t = strike[0, p, t, s, d], strike[1, p, t, s, d]
            for x in range(shares):
                stay_a, stay_t = stay[0, p, t, s, d, x], stay[1, p, t, s, d, x]
                chance = _chosen(precision * (strike_t - stay_t) + base)
                to[0, p, t, s, d, x] = _between(stay_a, strike_a, chance)
                to[1, p, t, s, d, x] = _between(stay_t, strike_t, chance)
    return to


@numba.njit
def _attack(game, broken_open):
    """A's attack: with or without warning, T's belief as after an attack."""
    patience, cost, belief = game.given.patience, game.cost, game.attack
    met = _expected(game.resisted, broken_open)
    unmet = _expected(game.broken, broken_open)
    seen = _attacked(game.honoured, met, game.seen_honoured, unmet, game.seen_alone)
    unseen = _attacked(game.honoured, met, game.unseen_honoured, unmet, game.unseen_alone)
    worth = game.surprise[0] * seen + game.surprise[1] * unseen
    to = np.empty_like(worth)
    sides, powers, trusts, supports, domestics = worth.shape
    for i, p, t in np.ndindex(sides, powers, trusts):
        low, weight = belief.lower[t], belief.weight[t]
        for s in range(supports):
            for d in range(domestics):
                known = _between(worth[i, p, low, s, d], worth[i, p, low + 1, s, d], weight)
                to[i, p, t, s, d] = patience * known - cost[s] * (1 - i)
    return to


@numba.njit
def _attacked(chances, met, honoured, unmet, alone):
    """War after an attack, the guarantee honoured or not."""
    honoured_low, honoured_weight = honoured.lower, honoured.weight
    alone_low, alone_weight = alone.lower, alone.weight
    sides, powers, trusts, supports, domestics, _ = met.shape
    to = np.empty((sides, powers, trusts, supports, domestics))
    for i, p, t in np.ndindex(sides, powers, trusts):
        for s in range(supports):
            for d in range(domestics):
                resisted = _at_power(met, honoured_low[p], honoured_weight[p], i, t, s, d)
                free = _at_power(unmet, alone_low[p], alone_weight[p], i, t, s, d)
                to[i, p, t, s, d] = chances[s] * resisted + (1.0 - chances[s]) * free
    return to


@numba.njit
def _read_settlement(values, power, trust):
    """A settlement read at another power and trust."""
    to = np.empty_like(values)
    sides, powers, trusts, supports, domestics, shares = values.shape
    for i, p, t in np.ndindex(sides, powers, trusts):
        q, by_power = power.lower[p], power.weight[p]
        u, by_trust = trust.lower[t], trust.weight[t]
        for s in range(supports):
            for d in range(domestics):
                for x in range(shares):
                    here, next_ = values[i, q, u, s, d, x], values[i, q, u + 1, s, d, x]
                    low = _between(here, next_, by_trust)
                    here, next_ = values[i, q + 1, u, s, d, x], values[i, q + 1, u + 1, s, d, x]
                    high = _between(here, next_, by_trust)
                    to[i, p, t, s, d, x] = _between(low, high, by_power)
    return to


@numba.njit
def _answered_or_left(game, answered, left):
    """An alarm is answered inside the settlement, at a price to A, or left to T."""
    share, price = game.given.answered, game.given.probe_penalty * game.cost
    to = np.empty_like(left)
    sides, powers, trusts, supports, domestics, shares = left.shape
    for i, p, t in np.ndindex(sides, powers, trusts):
        for s in range(supports):
            paid = price[s] * (1 - i)
            for d in range(domestics):
                for x in range(shares):
                    inside = share * (answered[i, p, t, s, d, x] - paid)
                    to[i, p, t, s, d, x] = inside + (1.0 - share) * left[i, p, t, s, d, x]
    return to


@numba.njit
def _after_signal(quiet, heard, chance):
    """An alarm is heard with this chance."""
    return (1.0 - chance) * quiet + chance * heard


@numba.njit
def _acts(game, comply, probe, attack):
    """A complies, probes or attacks; T weighs both kinds of A by its belief."""
    given, trust, share = game.given, game.trust, game.share
    precision, flow = given.precision_settlement, 1.0 - given.patience
    gain = flow * given.probe_gain
    slips = given.accident_probe, given.accident_attack
    bases = (
        math.log(1.0 - given.base_probe - given.base_attack),
        math.log(given.base_probe),
        math.log(given.base_attack),
    )
    to = np.empty_like(comply)
    _, powers, trusts, supports, domestics, shares = comply.shape
    for p, t, s in np.ndindex(powers, trusts, supports):
        for d in range(domestics):
            attack_a, attack_t = attack[0, p, t, s, d], attack[1, p, t, s, d]
            for x in range(shares):
                mine = comply[0, p, t, s, d, x], probe[0, p, t, s, d, x] + gain, attack_a
                theirs = comply[1, p, t, s, d, x], probe[1, p, t, s, d, x] - gain, attack_t
                worth_a, worth_t = _act(precision, bases, slips, trust[t], mine, theirs)
                to[0, p, t, s, d, x] = flow * share[x] + worth_a
                to[1, p, t, s, d, x] = flow * (1.0 - share[x]) + worth_t
    return to


@numba.njit
def _act(precision, bases, slips, trust, mine, theirs):
    """What an opportunist A expects of its choice, and T of both kinds of A."""
    kept = precision * mine[0] + bases[0]
    probed = precision * mine[1] + bases[1]
    attacked = precision * mine[2] + bases[2]
    most = max(kept, probed, attacked)
    kept, probed = math.exp(kept - most), math.exp(probed - most)
    attacked = math.exp(attacked - most)
    total = kept + probed + attacked
    kept, probed, attacked = kept / total, probed / total, attacked / total
    worth = probed * mine[1] + attacked * mine[2] + kept * mine[0]
    probed = (1.0 - trust) * probed + trust * slips[0]
    attacked = (1.0 - trust) * attacked + trust * slips[1]
    kept = 1.0 - probed - attacked
    return worth, probed * theirs[1] + attacked * theirs[2] + kept * theirs[0]


# Talks: terms, ratification, and whether both sign.


@numba.njit
def _talks_quarter(game, war, peace):
    """What are talks worth before anybody acts?"""
    given, share = game.given, game.share
    lowest, highest, lean = game.lowest, game.highest, given.mediator_lean
    _, powers, trusts, _, supports, domestics, _ = war.shape
    shape = (powers, trusts, supports, domestics)
    works, signed = np.zeros(shape), np.empty((2, *shape))
    gain = np.empty((2, share.size))
    for p, t, s, d in np.ndindex(shape):
        for i in range(2):
            fallback = war[i, p, t, -1, s, d, 1]
            for x in range(share.size):
                gain[i, x] = peace[i, p, t, s, d, x] - fallback
        terms, agreed = _nash(share, lowest, highest, lean, gain)
        if agreed:
            works[p, t, s, d] = given.mediation * _ratified(game, terms, s)
        for i in range(2):
            signed[i, p, t, s, d] = _at_terms(share, peace[i, p, t, s, d], terms)
    return _sign(game, war, works, signed)


@numba.njit
def _nash(share, lowest, highest, lean, gain):
    """The share with the greatest Nash product, and whether there is any without a loss.

    What is told where there is none has no weight in the values.
    """
    best, terms, agreed = -1.0, share[0], False
    for x in range(share.size - 1):
        low, high = _no_loss(lowest[x], highest[x], gain, x)
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
def _no_loss(low, high, gain, x):
    """The stretch of a piece, between the red lines, on which neither side loses."""
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
def _sign(game, war, works, signed):
    """Both sign or not, at every willingness and whether or not the precondition stands."""
    given, willingness = game.given, game.willingness
    base, precision = _log_odds(given.base_accept), given.precision_settlement
    later = given.patience * (1.0 - given.decided * (1.0 - given.calm))
    flow = _flow_of_talks(game)
    to = np.empty_like(war)
    _, powers, trusts, willing, supports, domestics, dropped = war.shape
    for p, t, w, s in np.ndindex(powers, trusts, willing, supports):
        for d in range(domestics):
            flow_a, flow_t = flow[0, p, d], flow[1, p, d]
            chance = works[p, t, s, d]
            signed_a, signed_t = signed[0, p, t, s, d], signed[1, p, t, s, d]
            for b in range(dropped):
                war_a, war_t = war[0, p, t, w, s, d, b], war[1, p, t, w, s, d, b]
                gain_a, gain_t = signed_a - war_a, signed_t - war_t
                deal = chance * _chosen(precision * gain_a + base)
                deal *= _chosen(precision * gain_t + base)
                war_a += willingness[w] * deal * gain_a
                to[0, p, t, w, s, d, b] = flow_a + later * war_a
                to[1, p, t, w, s, d, b] = flow_t + later * (war_t + deal * gain_t)
    return to


@numba.njit
def _flow_of_talks(game):
    """What a quarter of talks pays, a decision of the war included: [side, power, domestic]."""
    given, power, enjoyed, suffered = game.given, game.power, game.enjoyed, game.suffered
    left, now = 1.0 - given.calm, 1.0 - given.patience
    won = given.patience * given.decided * left
    to = np.empty((2, power.size, suffered.size))
    for p in range(power.size):
        for d in range(suffered.size):
            mine = now * (enjoyed[p] - given.cost_challenger * left)
            theirs = now * (1.0 - enjoyed[p] - suffered[d] * left)
            to[0, p, d] = mine + won * power[p]
            to[1, p, d] = theirs + won * (1.0 - power[p])
    return to


# War: talks offered and accepted, then how hard each side fights.


@numba.njit
def _offers(game, war, talks):
    """T may offer talks, at a price while its precondition stands unmet; A may accept."""
    given = game.given
    audience, price = given.audience_challenger, given.audience_target * game.shortfall
    answer, offer = _log_odds(given.base_answer), _log_odds(given.base_offer)
    precision = given.precision_talks
    refused, declined, agreed = _after_talk(game, war, talks)
    to = np.empty_like(war)
    _, powers, trusts, willing, supports, domestics, dropped = war.shape
    for p, t, w, s in np.ndindex(powers, trusts, willing, supports):
        for d in range(domestics):
            for b in range(dropped):
                no_a, no_t = declined[0, p, t, w, s, d, b], declined[1, p, t, w, s, d, b]
                yes_a = agreed[0, p, t, w, s, d, b] - audience
                yes_t = agreed[1, p, t, w, s, d, b]
                none_a, none_t = refused[0, p, t, w, s, d, b], refused[1, p, t, w, s, d, b]
                accepted = _chosen(precision * (yes_a - no_a) + answer)
                made_a = _between(no_a, yes_a, accepted)
                made_t = _between(no_t, yes_t, accepted) - price[s] * (1 - b)
                offered = _chosen(precision * (made_t - none_t) + offer)
                to[0, p, t, w, s, d, b] = _between(none_a, made_a, offered)
                to[1, p, t, w, s, d, b] = _between(none_t, made_t, offered)
    return to


@numba.njit
def _after_talk(game, war, talks):
    """What no offer, an offer declined and one accepted are worth."""
    given = game.given
    later, clarity = given.patience * (1.0 - given.decided), given.clarity
    misread = _believed(war, game.refused)
    declined, agreed = _believed(war, game.offered), _believed(talks, game.offered)
    _walk_back(game.shortfall, declined)
    _walk_back(game.shortfall, agreed)
    refused = clarity * war + (1.0 - clarity) * misread
    for values in (refused, declined, agreed):
        _discount(game.flow, later, values)
    return refused, declined, agreed


@numba.njit
def _believed(values, read):
    """War or talks read at other beliefs of A."""
    to = np.empty_like(values)
    sides, powers, trusts, willing, supports, domestics, dropped = values.shape
    for i, p, t, w in np.ndindex(sides, powers, trusts, willing):
        low, weight = read.lower[w], read.weight[w]
        for s in range(supports):
            for d in range(domestics):
                for b in range(dropped):
                    here = values[i, p, t, low, s, d, b]
                    there = values[i, p, t, low + 1, s, d, b]
                    to[i, p, t, w, s, d, b] = _between(here, there, weight)
    return to


@numba.njit
def _walk_back(shortfall, values):
    """An offer short of the precondition drops it, as surely as it is short; in place."""
    sides, powers, trusts, willing, supports, domestics, _ = values.shape
    for i, p, t, w in np.ndindex(sides, powers, trusts, willing):
        for s in range(supports):
            short = shortfall[s]
            for d in range(domestics):
                stands, fell = values[i, p, t, w, s, d, 0], values[i, p, t, w, s, d, 1]
                values[i, p, t, w, s, d, 0] = short * fell + (1.0 - short) * stands


@numba.njit
def _discount(flow, later, values):
    """The quarter's own flow, and what comes later; in place."""
    sides, powers, trusts, willing, supports, domestics, dropped = values.shape
    for i, p, t, w in np.ndindex(sides, powers, trusts, willing):
        for s in range(supports):
            for d in range(domestics):
                paid = flow[i, p, d]
                for b in range(dropped):
                    worth = values[i, p, t, w, s, d, b]
                    values[i, p, t, w, s, d, b] = paid + later * worth


@numba.njit
def _efforts(game, values):
    """A, then T, may escalate; both together leave power where it is."""
    given, up, down = game.given, game.up, game.down
    base, precision = _log_odds(given.base_escalate), given.precision_effort
    now = 1.0 - given.patience
    cost_a = now * given.escalation_cost_challenger
    cost_t = now * given.escalation_cost_target
    to = np.empty_like(values)
    _, powers, trusts, willing, supports, domestics, dropped = values.shape
    for p, t, w, s in np.ndindex(powers, trusts, willing, supports):
        q, rise, r, fall = up.lower[p], up.weight[p], down.lower[p], down.weight[p]
        for d in range(domestics):
            for b in range(dropped):
                here_a, here_t = values[0, p, t, w, s, d, b], values[1, p, t, w, s, d, b]
                up_a = _shifted(values, q, rise, 0, t, w, s, d, b)
                up_t = _shifted(values, q, rise, 1, t, w, s, d, b)
                down_a = _shifted(values, r, fall, 0, t, w, s, d, b)
                down_t = _shifted(values, r, fall, 1, t, w, s, d, b)
                after_hold = _chosen(precision * (down_t - cost_t - here_t) + base)
                after_first = _chosen(precision * (here_t - cost_t - up_t) + base)
                hold_a = _between(here_a, down_a, after_hold)
                hold_t = _between(here_t, down_t, after_hold) - after_hold * cost_t
                first_a = _between(up_a, here_a, after_first) - cost_a
                first_t = _between(up_t, here_t, after_first) - after_first * cost_t
                leads = _chosen(precision * (first_a - hold_a) + base)
                to[0, p, t, w, s, d, b] = _between(hold_a, first_a, leads)
                to[1, p, t, w, s, d, b] = _between(hold_t, first_t, leads)
    return to


@numba.njit
def _shifted(values, low, weight, i, t, w, s, d, b):
    """War read at another power."""
    return _between(values[i, low, t, w, s, d, b], values[i, low + 1, t, w, s, d, b], weight)
