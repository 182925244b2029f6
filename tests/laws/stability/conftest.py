"""Random conflicts, and the definitions written out in plain Python as a second method.

Nothing below `Brute` calls the engine: states, moves and verdicts are enumerated pattern by
pattern from the definitions in docs/theory/.
"""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import assume
from hypothesis import strategies as st

from holdfast.conflict.actors import Actor
from holdfast.conflict.conditions import And, Is, Not, Or
from holdfast.conflict.issues import Issue, ListedMove
from holdfast.conflict.states import StateSpace
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order

LETTERS = ("p", "q", "r")
MOST = 36  # patterns in a random conflict; the second method compares every two of them


@st.composite
def _issues(draw, actors, most):
    issues, room = [], most
    for number in range(max(len(actors), draw(st.integers(2, 5)))):
        size = draw(st.integers(2, 3))
        if room < size:
            break
        room //= size
        ids = LETTERS[:size]
        one = actors[number] if number < len(actors) else draw(st.sampled_from(actors))
        more = draw(st.just([]) | st.lists(st.sampled_from(actors), max_size=2))
        pairs = [pair for pair in product((*ids, "*"), ids) if pair[0] != pair[1]]
        issues.append(
            Issue(
                f"i{number}",
                f"Issue {number}?",
                tuple((option, f"{option}{number}") for option in ids),
                tuple(dict.fromkeys([one, *more])),
                tuple(draw(st.lists(st.sampled_from(pairs), max_size=2))),
            )
        )
    return tuple(issues)


@st.composite
def _conditions(draw, issues, most):
    atoms = st.sampled_from([Is(i.id, option) for i in issues for option in i.option_ids])
    pair = st.builds(And, atoms, atoms) | st.builds(Or, st.builds(And, atoms, atoms), atoms)
    but = st.builds(And, atoms, st.builds(Not, atoms))
    return tuple(draw(st.lists(pair | but, max_size=most)))


@st.composite
def _barred_when(draw, issues):
    """The same issues, some of them with changes that only some states bar."""
    place = draw(st.integers(0, len(issues) - 1))
    ids = (*issues[place].option_ids, "*")
    limits = draw(_conditions(issues, 2))
    pairs = [(draw(st.sampled_from(ids)), draw(st.sampled_from(ids))) for _ in limits]
    barred = tuple((*pair, limit) for pair, limit in zip(pairs, limits, strict=True))
    return tuple(
        replace(issue, barred_when=barred) if k == place else issue
        for k, issue in enumerate(issues)
    )


@st.composite
def _listed(draw, issues, actors):
    """Up to three moves of anybody's, to options of up to two issues, some from anywhere."""
    moves = []
    for limit in draw(_conditions(issues, 3)):
        made_by = draw(st.lists(st.sampled_from(actors), min_size=1, max_size=2, unique=True))
        moved = draw(st.lists(st.sampled_from(issues), min_size=1, max_size=2, unique=True))
        to = tuple((issue.id, draw(st.sampled_from(issue.option_ids))) for issue in moved)
        when = draw(st.sampled_from([None, limit]))
        moves.append(ListedMove(tuple(made_by), to, when))
    return tuple(moves)


@st.composite
def graph_models(draw, unknown=False, actors=4, patterns=MOST):
    actors = [f"a{number}" for number in range(draw(st.integers(2, actors)))]
    issues = draw(_barred_when(draw(_issues(actors, patterns))))
    listed = draw(_listed(issues, actors))
    space = StateSpace(
        issues, draw(_conditions(issues, 2)), draw(_conditions(issues, 1)), listed
    )
    assume(len(space) > 0)
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    spread = draw(st.sampled_from([2, 4, 1000]))
    orders = {}
    for actor in actors:
        pairs = draw(_conditions(issues, 2)) if unknown else ()
        open_ = tuple((space.holds(one), random.random(len(space)) < 0.3) for one in pairs)
        orders[actor] = Order(random.integers(0, spread, len(space)), open_)
    return graph_model(space, [Actor(a, f"Actor {a}", "state") for a in actors], orders)


def _true(condition, pattern, issues):
    if isinstance(condition, Is):
        place = next(k for k, issue in enumerate(issues) if issue.id == condition.issue)
        return issues[place].option_ids[pattern[place]] == condition.option
    if isinstance(condition, Not):
        return not _true(condition.inner, pattern, issues)
    sides = (_true(side, pattern, issues) for side in (condition.left, condition.right))
    return all(sides) if isinstance(condition, And) else any(sides)


class Brute:
    """The definitions, enumerated."""

    def __init__(self, model):
        space = model.space
        self.issues, self.orders, self.listed = space.issues, model.orders, space.moves
        self.ids = [actor.id for actor in model.actors]
        digits = [range(len(issue.options)) for issue in reversed(self.issues)]
        every = [pattern[::-1] for pattern in product(*digits)]  # first issue fastest
        self.patterns = [
            p for p in every if not any(_true(c, p, self.issues) for c in space.impossible)
        ]
        self.number = {pattern: number for number, pattern in enumerate(every)}
        blocks = [{p} for p in self.patterns]
        for condition in space.same:
            inside = {p for p in self.patterns if _true(condition, p, self.issues)}
            merged = [block for block in blocks if block & inside]
            blocks = [block for block in blocks if not block & inside]
            blocks += [set.union(*merged)] if merged else []
        blocks.sort(key=lambda block: min(self.number[p] for p in block))
        self.members = [sorted(block, key=self.number.get) for block in blocks]
        self.state = {p: s for s, block in enumerate(blocks) for p in block}
        self.size = len(blocks)
        self.changes = {i: self._changes((i,)) for i in self.ids}
        self.moves = {i: self._moves(self.changes[i]) for i in self.ids}

    def _legal(self, group, p, q):
        made, group = len(group) == 1, set(group)
        for issue, old, new in zip(self.issues, p, q, strict=True):
            if old == new:
                continue
            deciders = set(issue.decided_by)
            if not (deciders <= group or (deciders & group and new == 0)):
                return False
            if issue.bars(issue.option_ids[old], issue.option_ids[new]):
                return False
            for first, second, limit in issue.barred_when:
                named = first in ("*", issue.option_ids[old])
                named = named and second in ("*", issue.option_ids[new])
                if named and _true(limit, p, self.issues):
                    return False
            made = made or (deciders == group and new != 0)
        return p != q and made

    def _changes(self, group):
        every = self.patterns
        found = {p: [q for q in every if self._legal(group, p, q)] for p in every}
        for move in self.listed:
            if set(move.made_by) == set(group):
                self._add_listed(found, move)
        return found

    def _add_listed(self, found, move):
        """Add to the changes what this move makes of every pattern that meets its condition."""
        to = dict(move.to)
        for p, ends in found.items():
            q = tuple(
                issue.option_ids.index(to[issue.id]) if issue.id in to else old
                for issue, old in zip(self.issues, p, strict=True)
            )
            meets = move.when is None or _true(move.when, p, self.issues)
            if meets and q != p and q in found and q not in ends:
                ends.append(q)

    def _moves(self, changes):
        reach = [{self.state[q] for p in block for q in changes[p]} for block in self.members]
        return [targets - {s} for s, targets in enumerate(reach)]

    def open(self, i, s, t):
        pairs = self.orders[self.ids.index(i)].unknown
        return s != t and any((a[s] and b[t]) or (b[s] and a[t]) for a, b in pairs)

    def better(self, i, s, t, through):
        ranks = self.orders[self.ids.index(i)].ranks
        return through if self.open(i, s, t) else bool(ranks[t] > ranks[s])

    def not_better(self, i, s, u, counted):
        ranks = self.orders[self.ids.index(i)].ranks
        return counted if self.open(i, s, u) else bool(ranks[u] <= ranks[s])

    def gains(self, i, s, through):
        return {t for t in self.moves[i][s] if self.better(i, s, t, through)}

    def reach(self, movers, start):
        """R_H: `movers` maps a mover to its moves from each state."""
        seen, todo = set(), [(start, None)]
        while todo:
            state, last = todo.pop()
            for mover, moves in movers.items():
                new = {(t, mover) for t in moves[state]} - seen if mover != last else set()
                seen |= new
                todo += new
        return {state for state, _ in seen}

    def answers(self, i, concept, reading):
        """The states that sanctioners of i can bring about after each improvement."""
        moves = {j: self.moves[j] for j in self.ids if j != i}
        if concept in ("seq", "sseq"):
            for j in moves:
                moves[j] = [self.gains(j, s, reading.sanctions) for s in range(self.size)]
        return [self.reach(moves, t) for t in range(self.size)]

    def deters(self, i, concept, s, u, reading):
        states = {u} | (self.moves[i][u] if concept in ("smr", "sseq") else set())
        return all(self.not_better(i, s, v, reading.sanctions) for v in states)

    def stable(self, i, concept, reading):
        if concept == "sim":
            return [not self.unanswered(i, s, reading) for s in range(self.size)]
        if concept == "nash":
            return [not self.gains(i, s, reading.deviates) for s in range(self.size)]
        ends = self.answers(i, concept, reading)
        return [
            all(
                any(self.deters(i, concept, s, u, reading) for u in ends[t])
                for t in self.gains(i, s, reading.deviates)
            )
            for s in range(self.size)
        ]

    def improving_changes(self, i, s, through):
        return [
            (p, q)
            for p in self.members[s]
            for q in self.changes[i][p]
            if self.state[q] != s and self.better(i, s, self.state[q], through)
        ]

    def together(self, p, choices):
        """All changes at once; None where they clash or make nothing possible."""
        wanted = [{q[place] for q in choices if q} - {old} for place, old in enumerate(p)]
        if any(len(options) > 1 for options in wanted):
            return None
        united = (min(options, default=old) for options, old in zip(wanted, p, strict=True))
        return self.state.get(tuple(united))

    def unanswered(self, i, s, reading):
        """The improving changes of i that no choice of the others at the same time deters."""
        own = {j: self.improving_changes(j, s, reading.sanctions) for j in self.ids if j != i}
        left = []
        for p, q in self.improving_changes(i, s, reading.deviates):
            choices = [[None, *(r for o, r in pairs if o == p)] for pairs in own.values()]
            ends = {self.together(p, (q, *c)) for c in product(*choices) if any(c)} - {None}
            if not any(self.not_better(i, s, u, reading.sanctions) for u in ends):
                left.append((p, q))
        return left

    def coalition_movers(self, members):
        groups = {frozenset(issue.decided_by) for issue in self.issues if issue.joint}
        groups |= {frozenset(m.made_by) for m in self.listed if len(m.made_by) > 1}
        movers = {(i,): self.moves[i] for i in members}
        for group in groups:
            if group <= set(members):
                movers[tuple(sorted(group))] = self._moves(self._changes(tuple(group)))
        return movers

    def coalitions(self):
        sizes = range(2, len(self.ids) + 1)
        return [group for size in sizes for group in combinations(self.ids, size)]


@pytest.fixture(scope="session")
def conflicts():
    """Models of 2 to 4 actors: ties, barred, impossible, merged, joint, listed."""
    return graph_models()


@pytest.fixture(scope="session")
def open_conflicts():
    """The same with unknown comparisons."""
    return graph_models(unknown=True)


@pytest.fixture(scope="session")
def wide_conflicts():
    """The same with all comparisons known and up to 64 patterns."""
    return graph_models(patterns=64)


@pytest.fixture(scope="session")
def pairs():
    """The same for two actors."""
    return graph_models(actors=2)


@pytest.fixture(scope="session")
def brute():
    """The second method."""
    return Brute
