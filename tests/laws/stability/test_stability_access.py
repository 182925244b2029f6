"""Blockers and needed coalitions against plain searches."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.stability.blockers import access


def searched(movers, start):
    """States that legal sequences reach, by lists and sets."""
    seen, queue = set(), [(start, None)]
    while queue:
        state, last = queue.pop()
        for mover, moves in movers.items():
            if mover == last:
                continue
            for after in moves[state]:
                if (after, mover) not in seen:
                    seen.add((after, mover))
                    queue.append((after, mover))
    return {state for state, _ in seen}


@settings(max_examples=60)
@given(data=st.data())
def test_a_blocker_is_one_without_whom_the_state_is_not_reached(conflicts, brute, data):
    model = data.draw(conflicts)
    plain = brute(model)
    start = data.draw(st.integers(0, plain.size - 1))
    movers = plain.coalition_movers(plain.ids)
    free = searched(movers, start)
    gaining = {
        group: [
            {t for t in moves[s] if all(plain.better(i, s, t, through=True) for i in group)}
            for s in range(plain.size)
        ]
        for group, moves in movers.items()
    }
    gained = searched(gaining, start)
    for found in access(model, start, range(plain.size)):
        wanted = [
            i
            for i in plain.ids
            if found.target in free
            and found.target != start
            and found.target
            not in searched({g: m for g, m in movers.items() if i not in g}, start)
        ]
        assert list(found.blockers) == wanted
        if found.target in gained or found.target == start:
            assert found.coalition == ()
            continue
        able = [
            group
            for size in range(2, len(plain.ids) + 1)
            for group in combinations(plain.ids, size)
            if found.target in searched(plain.coalition_movers(group), start)
            and all(plain.better(i, start, found.target, through=True) for i in group)
        ]
        assert found.coalition == (able[0] if able else ())
