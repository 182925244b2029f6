"""Two thousand random conflicts of up to 200 states against the definitions in matrices.

The matrices are made here, pattern by pattern, and share nothing with the engine but the
numbering of the states. Simultaneous answers are tried one by one in plain Python on the
smaller ones.
"""

from itertools import product

import numpy as np
import pytest

from holdfast.conflict.actors import Actor
from holdfast.conflict.conditions import And, Is
from holdfast.conflict.issues import Issue
from holdfast.conflict.states import StateSpace
from holdfast.stability.analysis import ALL_CONCEPTS, analyse
from holdfast.stability.concepts import sanctioned
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order, Reading
from holdfast.stability.sim import sim_stable

MOST = 200
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
BATCHES = 20
EACH = 100  # conflicts in a batch
TRIED = 24  # states up to which simultaneous answers are tried one by one


def random_model(rng, *, free):
    """2 to 5 actors; ties; impossible patterns; one-way moves unless all move freely."""
    actors = [f"a{k}" for k in range(rng.integers(2, 6))]
    issues, room = [], MOST
    while True:
        size = int(rng.choice([2, 2, 2, 3, 4]))
        owner = actors[len(issues)] if len(issues) < len(actors) else str(rng.choice(actors))
        if room < size or (len(issues) >= len(actors) and rng.random() < 0.15):
            break
        room //= size
        options = tuple((f"o{k}", f"Option {k}") for k in range(size))
        barred = ()
        if not free and rng.random() < 0.3:
            barred = (tuple(f"o{k}" for k in rng.permutation(size)[:2]),)
        issues.append(Issue(f"i{len(issues)}", "?", options, (owner,), barred))
    actors = [a for a in actors if any(a in issue.decided_by for issue in issues)]
    impossible = tuple(
        And(*(Is(issue.id, str(rng.choice(issue.option_ids))) for issue in pair))
        for pair in ([issues[k] for k in rng.permutation(len(issues))[:2]] for _ in range(2))
        if rng.random() < 0.4 and len(pair) == 2
    )
    space = StateSpace(tuple(issues), impossible)
    spread = int(rng.choice([3, 10, 1000]))
    orders = {a: Order(rng.integers(0, spread, len(space))) for a in actors}
    return graph_model(space, [Actor(a, a, "state") for a in actors], orders)


class Matrices:
    """Moves and improvements of each actor as matrices over the states."""

    def __init__(self, model):
        issues = model.space.issues
        sizes = [range(len(issue.options)) for issue in reversed(issues)]
        every = [digits[::-1] for digits in product(*sizes)]
        self.patterns = [p for p, ok in zip(every, model.space.possible, strict=True) if ok]
        self.number = {pattern: k for k, pattern in enumerate(self.patterns)}
        self.issues = issues
        self.ids = [actor.id for actor in model.actors]
        self.ranks = [np.asarray(order.ranks) for order in model.orders]
        self.moves = [self._moves(i) for i in self.ids]
        self.better = [(r[None, :] > r[:, None]).astype(np.float32) for r in self.ranks]
        self.gains = [m * b for m, b in zip(self.moves, self.better, strict=True)]

    def own_changes(self, i, pattern):
        """Every other choice of the actor's own issues that is legal from here."""
        choices = [
            [
                new
                for new in range(len(issue.options))
                if new == old or not issue.bars(issue.option_ids[old], issue.option_ids[new])
            ]
            if i in issue.decided_by
            else [old]
            for issue, old in zip(self.issues, pattern, strict=True)
        ]
        return [q for q in product(*choices) if q != pattern and q in self.number]

    def _moves(self, i):
        matrix = np.zeros((len(self.patterns),) * 2, dtype=np.float32)
        for pattern, state in self.number.items():
            for other in self.own_changes(i, pattern):
                matrix[state, self.number[other]] = 1
        return matrix

    def joint(self, matrices):
        """Where legal sequences lead, one mover never twice in a row."""
        last = [m.copy() for m in matrices]
        while True:
            total = sum(last) if last else np.zeros_like(self.moves[0])
            longer = [
                np.sign(last[h] + np.sign(total - last[h]) @ m)
                if len(matrices) > 1
                else last[h]
                for h, m in enumerate(matrices)
            ]
            if all(map(np.array_equal, longer, last)):
                return np.sign(total)
            last = longer

    def verdicts(self, i, concept):
        ones = np.ones_like(self.moves[i])
        if concept == "nash":
            return self.gains[i].sum(axis=1) == 0
        use = self.gains if concept in ("seq", "sseq") else self.moves
        reach = self.joint([use[j] for j in range(len(self.ids)) if j != i])
        deters = ones - self.better[i]
        if concept in ("smr", "sseq"):
            deters = deters * (ones - np.sign(self.better[i] @ self.moves[i].T))
        answered = np.sign(reach @ deters.T)
        return np.diag(self.gains[i] @ (ones - answered)) == 0

    def sim(self, i, state):
        """Is every improvement of the actor's answered by some choice of the others?"""
        here, me = self.patterns[state], self.ids[i]
        ranks = self.ranks

        def improving(j):
            return [
                q
                for q in self.own_changes(self.ids[j], here)
                if ranks[j][self.number[q]] > ranks[j][state]
            ]

        others = [[None, *improving(j)] for j in range(len(self.ids)) if self.ids[j] != me]
        return all(
            any(self._loses(i, state, change, choice) for choice in product(*others))
            for change in improving(i)
        )

    def _loses(self, i, state, change, choice):
        here = self.patterns[state]
        if not any(choice):
            return False
        together = list(change)
        for other in choice:
            for k, (old, new) in enumerate(zip(here, other or here, strict=True)):
                together[k] = new if new != old else together[k]
        end = self.number.get(tuple(together))
        return end is not None and self.ranks[i][end] <= self.ranks[i][state]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_verdicts_are_those_of_the_definitions(batch):
    rng = np.random.default_rng([20261126, batch])
    for number in range(EACH):
        model = random_model(rng, free=number % 2 == 0)
        plain, result = Matrices(model), analyse(model, [*CONCEPTS, "sim"])
        for i in range(len(model.actors)):
            for concept in CONCEPTS:
                assert (result.stable[concept][i] == plain.verdicts(i, concept)).all()
            if len(model.space) <= TRIED:
                tried = [plain.sim(i, state) for state in range(len(model.space))]
                assert result.stable["sim"][i].tolist() == tried


@pytest.mark.parametrize("batch", range(4))
def test_blocks_and_lists_of_moves_agree(batch):
    """The two engines inside: one sweeps blocks, the other lists of moves."""
    rng = np.random.default_rng([7, batch])
    for _ in range(25):
        model = random_model(rng, free=True)
        assert model.blocks
        result = analyse(model, threads=2)
        for i in range(len(model.actors)):
            for concept in CONCEPTS:
                gains, answered = sanctioned(model, i, concept_of(concept), Reading.CAUTIOUS)
                stable = np.ones(len(model.space), dtype=bool)
                stable[gains.sources[~answered]] = False
                assert (result.stable[concept][i] == stable).all()
            listed = sim_stable(model, i, Reading.CAUTIOUS)
            assert (result.stable["sim"][i] == listed).all()


def concept_of(name):
    from holdfast.stability.concepts import Concept

    return Concept(name)


@pytest.mark.parametrize(
    ("barred", "concepts"), [((), ALL_CONCEPTS), ((("yes", "no"),), CONCEPTS)]
)
def test_threads_change_nothing(barred, concepts):
    """Above the size up to which no thread is started; with moves as blocks, and as lists."""
    names, options = ("a", "b", "c", "d", "e", "f", "g"), (("no", "No"), ("yes", "Yes"))
    issues = tuple(Issue(f"i{k}", "?", options, (names[k // 2],), barred) for k in range(14))
    space, rng = StateSpace(issues), np.random.default_rng(3)
    orders = {name: Order(rng.integers(0, 50, len(space))) for name in names}
    model = graph_model(space, [Actor(name, name, "state") for name in names], orders)
    one, two = analyse(model, concepts), analyse(model, concepts, threads=4)
    for concept in one.concepts:
        assert (one.stable[concept] == two.stable[concept]).all()
        assert one.equilibria[concept].tolist() == two.equilibria[concept].tolist()
