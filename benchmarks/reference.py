"""Straightforward versions to measure against: loops over draws, strengths and sequences."""

from itertools import product


def window_by_loops(columns, steps=41):
    """The two edges of the window, draw by draw, by scanning the strengths."""
    edges = []
    for p, q, c_a, c_t, x, t, h, f, k, met, a, r in zip(*columns, strict=True):
        enters, leaves = float("inf"), float("-inf")
        for step in range(steps):
            s = step / (steps - 1)
            breaking = q - c_a - s * h * (f + k)
            if_broken = 1 - q - c_t + s * h * f
            gain_t = (1 - x) - (1 - p - c_t) - a * max(0.0, 1 - s / met)
            if breaking > x:
                gain_t -= r * (1 - t) * ((1 - x) - if_broken)
            gain_a = x + r * max(0.0, breaking - x) - (p - c_a)
            if gain_t >= 0:
                enters = min(enters, s)
            if gain_a >= 0:
                leaves = max(leaves, s)
        edges.append((enters, leaves))
    return edges


def seq_by_search(moves, ranks):
    """Sequential stability of every actor and state, by a search from each improvement."""
    actors, states = range(len(moves)), range(len(ranks[0]))
    stable = []
    for i in actors:
        row = []
        for s in states:
            verdict = True
            for first in moves[i][s]:
                if ranks[i][first] <= ranks[i][s]:
                    continue
                if not _sanctioned(moves, ranks, i, s, first):
                    verdict = False
                    break
            row.append(verdict)
        stable.append(row)
    return stable


def _sanctioned(moves, ranks, i, s, first):
    seen, queue = set(), [(first, None)]
    while queue:
        state, last = queue.pop()
        for j in range(len(moves)):
            if j in (i, last):
                continue
            for after in moves[j][state]:
                if ranks[j][after] <= ranks[j][state] or (after, j) in seen:
                    continue
                if ranks[i][after] <= ranks[i][s]:
                    return True
                seen.add((after, j))
                queue.append((after, j))
    return False


def option_moves(actors, options_each):
    """Moves of a conflict in which each actor sets so many yes-or-no options of its own."""
    states = 2 ** (actors * options_each)
    moves = []
    for i in range(actors):
        shift = i * options_each
        mask = (2**options_each - 1) << shift
        own = [
            sum(b << (shift + n) for n, b in enumerate(bits))
            for bits in product((0, 1), repeat=options_each)
        ]
        moves.append([[(s & ~mask) | o for o in own if (s & mask) != o] for s in range(states)])
    return moves


def five_by_search(moves, ranks):
    """Nash, gmr, smr, seq and sim for every actor and state, from the definitions in loops."""
    actors, states = range(len(moves)), range(len(ranks[0]))
    gains = [
        [[t for t in moves[i][s] if ranks[i][t] > ranks[i][s]] for s in states] for i in actors
    ]
    found = {"seq": seq_by_search(moves, ranks)}
    found["nash"] = [[not gains[i][s] for s in states] for i in actors]
    for concept, lasting in (("gmr", False), ("smr", True)):
        worst = [_worst_answers(moves, ranks, i, lasting=lasting) for i in actors]
        found[concept] = [
            [all(worst[i][t] <= ranks[i][s] for t in gains[i][s]) for s in states]
            for i in actors
        ]
    found["sim"] = [[_sim(gains, ranks, i, s) for s in states] for i in actors]
    return found


def _worst_answers(moves, ranks, i, *, lasting):
    """The least that any answer of the others leaves the actor, from each state."""
    key = list(ranks[i])
    if lasting:
        key = [max([key[s], *(ranks[i][t] for t in moves[i][s])]) for s in range(len(key))]
    worst = []
    for start in range(len(key)):
        seen, queue, least = set(), [(start, None)], float("inf")
        while queue:
            state, last = queue.pop()
            for j in range(len(moves)):
                if j in (i, last):
                    continue
                for after in moves[j][state]:
                    if (after, j) not in seen:
                        seen.add((after, j))
                        queue.append((after, j))
                        least = min(least, key[after])
        worst.append(least)
    return worst


def _sim(gains, ranks, i, s):
    others = [[s, *gains[j][s]] for j in range(len(gains)) if j != i]
    answers = [sum(c) - s * len(c) for c in product(*others) if any(end != s for end in c)]
    return all(
        any(ranks[i][t + change] <= ranks[i][s] for change in answers) for t in gains[i][s]
    )
