"""Every witness is walked again: each move legal, each preference as said."""

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.stability.analysis import analyse
from holdfast.stability.order import Reading
from holdfast.stability.witness import NO_ANSWER, witness
from holdfast.stability.wording import sentence


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_every_witness_holds(open_conflicts, brute, data):
    model = data.draw(open_conflicts)
    reading = data.draw(st.sampled_from(list(Reading)))
    plain, result = brute(model), analyse(model, reading=reading)
    check = Checker(plain, reading)
    for concept, verdicts in result.stable.items():
        for place, actor in enumerate(model.actors):
            check.prepare(actor.id, concept)
            for state in range(len(model.space)):
                why = witness(result, concept, actor.id, state)
                assert why.stable == verdicts[place, state]
                assert (why.concept, why.actor, why.state) == (concept, actor.id, state)
                check(why)


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_every_witness_can_be_said(open_conflicts, data):
    model = data.draw(open_conflicts)
    result = analyse(model, reading=data.draw(st.sampled_from(list(Reading))))
    for concept in result.concepts:
        for actor in model.actors:
            for state in range(len(model.space)):
                why = witness(result, concept, actor.id, state)
                words = "gains nothing" if why.stable else "can gain"
                said = sentence(result, why)
                assert said.startswith(
                    f"Under these priorities {actor.name} {words} by leaving ("
                )


class Checker:
    """Re-walks witnesses with the second method's own moves and preferences."""

    def __init__(self, plain, reading):
        self.plain, self.reading = plain, reading

    def prepare(self, actor, concept):
        """What can happen after each state, once for all states of this actor and concept."""
        self.ends = self.plain.answers(actor, concept, self.reading)

    def __call__(self, why):
        improvements = [answer.improvement for answer in why.answers]
        for step in improvements:
            self.improves(why, step)
        if why.stable:
            self.complete(why, improvements)
            assert all(answer.end != NO_ANSWER for answer in why.answers)
        else:
            assert len(why.answers) == 1
            self.unanswerable(why, why.answers[0])
        for answer in why.answers:
            if answer.end != NO_ANSWER:
                assert answer.path
                self.deterred(why, answer)
                (self.at_once if why.concept == "sim" else self.in_turn)(why, answer)

    def improves(self, why, step):
        assert step.movers == (why.actor,)
        assert step.before == why.state
        assert step.after in self.plain.moves[why.actor][why.state]
        assert self.plain.better(why.actor, why.state, step.after, self.reading.deviates)

    def complete(self, why, improvements):
        if why.concept == "sim":
            made = self.plain.improving_changes(why.actor, why.state, self.reading.deviates)
            expected = sorted(self.plain.state[q] for _, q in made)
        else:
            expected = sorted(self.plain.gains(why.actor, why.state, self.reading.deviates))
        assert sorted(step.after for step in improvements) == expected

    def unanswerable(self, why, answer):
        assert (answer.end, answer.path) == (NO_ANSWER, ())
        if why.concept == "sim":
            left = self.plain.unanswered(why.actor, why.state, self.reading)
            p, q, *rest = answer.patterns
            assert set(rest) == {-1}
            assert (p, q) in [(self.plain.number[a], self.plain.number[b]) for a, b in left]
        elif why.concept != "nash":
            deters = self.plain.deters
            assert not any(
                deters(why.actor, why.concept, why.state, end, self.reading)
                for end in self.ends[answer.improvement.after]
            )

    def deterred(self, why, answer):
        assert self.plain.deters(why.actor, why.concept, why.state, answer.end, self.reading)

    def in_turn(self, why, answer):
        here, last = answer.improvement.after, why.actor
        for step in answer.path:
            (mover,) = step.movers
            assert step.before == here
            assert mover not in (last, why.actor)
            assert step.after in self.plain.moves[mover][here]
            if why.concept in ("seq", "sseq"):
                assert self.plain.better(mover, here, step.after, self.reading.sanctions)
            here, last = step.after, mover
        assert here == answer.end

    def at_once(self, why, answer):
        pattern = {number: p for p, number in self.plain.number.items()}
        p, q, *choices, together = answer.patterns
        others = [j for j in self.plain.ids if j != why.actor]
        moving = [(j, c) for j, c in zip(others, choices, strict=True) if c >= 0]
        assert [step.movers for step in answer.path] == [(j,) for j, _ in moving]
        for (j, choice), step in zip(moving, answer.path, strict=True):
            assert pattern[choice] in self.plain.changes[j][pattern[p]]
            assert step.before == self.plain.state[pattern[p]] == why.state
            assert step.after == self.plain.state[pattern[choice]]
            assert self.plain.better(j, why.state, step.after, self.reading.sanctions)
        made = [pattern[q], *(pattern[choice] for _, choice in moving)]
        assert self.plain.together(pattern[p], made) == answer.end
        assert self.plain.state[pattern[together]] == answer.end
