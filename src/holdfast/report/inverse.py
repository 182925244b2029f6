"""What would make a state stable, in words."""

from collections.abc import Iterator, Mapping, Sequence

from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Answer
from holdfast.report.answers import listing, mapping, real
from holdfast.report.phrases import listed, share_of_draws

MOST_PAIRS = 12
"""Most states that one state is said to pass; the JSON has them all."""

_LONGEST = 15  # digits of a number that is printed in full


def inverse_lines(conflict: Conflict, answer: Answer) -> Iterator[str]:
    """Which lines tell the answer, in the order in which they are printed?

    Parameters
    ----------
    conflict : the case, for names.
    answer : of the finding.
    """
    yield from _wanted(conflict, answer)
    yield ""
    yield from _required(conflict, answer)
    yield from _counts(conflict, mapping(answer["counts"]))
    yield ""
    yield from _orders(conflict, mapping(answer["orders"]))
    yield ""
    yield from _priorities(conflict, mapping(answer["priorities"]))
    yield ""
    for state, label in mapping(answer["labels"]).items():
        yield f"State {state}: {label}"


def _wanted(conflict: Conflict, answer: Answer) -> Iterator[str]:
    for entry in map(mapping, listing(answer["wanted"])):
        names = [conflict.name(str(actor)) for actor in listing(entry["actors"])]
        whom = listed(names) if entry["stable"] else f"at least one of {listed(names)}"
        verdict = "stable" if entry["stable"] else "not stable"
        now = "it is so now" if entry["given_now"] else "it is not so now"
        what = f"state {entry['state']} {verdict} under {entry['concept']} for {whom}"
        yield f"Wanted: {what}; {now}."


def _required(conflict: Conflict, answer: Answer) -> Iterator[str]:
    for entry in map(mapping, listing(answer["required"])):
        name = conflict.name(str(entry["actor"]))
        now = "met now" if entry["stable_now"] else "not met now"
        yield f"State {entry['state']} is stable for {name}, others as they are, with ({now}):"
        yield from (f"  {line}" for line in listing(entry["lines"]))
        yield ""


def _counts(conflict: Conflict, counts: Mapping[str, object]) -> Iterator[str]:
    yield "Of all orders that one actor could have, the others as they are, this many would do:"
    for actor, given in counts.items():
        yield f"  {conflict.name(actor)}: {_count(mapping(given))}"


def _count(count: Mapping[str, object]) -> str:
    if "reason" in count:
        return f"not counted ({count['reason']})"
    told = share_of_draws(real(count["share"])) if 0 < real(count["share"]) < 1 else "all"
    told = "none" if real(count["share"]) == 0 else told
    rankings, of_rankings = str(count["rankings"]), str(count["of_rankings"])
    if len(of_rankings) > _LONGEST or of_rankings == "0":
        return f"{told} of the rankings without ties"
    weak = (
        f"; with ties {count['weak']} of {count['of_weak']}" if count["of_weak"] != "0" else ""
    )
    return f"{rankings} of {of_rankings} rankings without ties ({told}){weak}"


def _orders(conflict: Conflict, orders: Mapping[str, object]) -> Iterator[str]:
    if not orders["found"]:
        yield f"Nearest orders: {_not_found(orders)}."
        return
    by_actor = mapping(orders["by_actor"])
    if not by_actor:
        yield "Nearest orders: the present ones; nothing has to change."
        return
    many = "1 pair" if orders["distance"] == 1 else f"{orders['distance']} pairs"
    yield f"Nearest orders: {many} of states the other way round."
    for actor, given in by_actor.items():
        yield from _pairs(conflict.name(actor), mapping(given))


def _pairs(name: str, given: Mapping[str, object]) -> Iterator[str]:
    told = {"flips": ", not the reverse", "settled": ", where it has no preference now"}
    for key, how in told.items():
        lower: dict[object, list[str]] = {}
        for above, below in map(listing, listing(given[key])):
            lower.setdefault(above, []).append(str(below))
        for above, states in lower.items():
            yield f"  {name} would prefer state {above} to {_states(states)}{how}"


def _states(numbers: Sequence[str]) -> str:
    if len(numbers) == 1:
        return f"state {numbers[0]}"
    if len(numbers) > MOST_PAIRS:
        left = f"{len(numbers) - MOST_PAIRS} more"
        return f"states {', '.join(numbers[:MOST_PAIRS])} and {left}"
    return f"states {listed(numbers)}"


def _priorities(conflict: Conflict, found: Mapping[str, object]) -> Iterator[str]:
    if not found["found"]:
        yield f"Fewest moved priorities: {_not_found(found)}."
        return
    by_actor = mapping(found["by_actor"])
    if not by_actor:
        yield "Fewest moved priorities: none has to move."
        return
    yield f"Fewest moved priorities: {found['moved_lines']}."
    for actor, given in by_actor.items():
        for line in map(mapping, listing(mapping(given)["moved"])):
            move = f"from place {line['from']} to place {line['to']}"
            yield f"  {conflict.name(actor)}: '{line['line']}' {move}"


def _not_found(part: Mapping[str, object]) -> str:
    if part["completeness"] != "gave up":
        return str(part["reason"])
    searched = part.get("none_up_to", -1)
    so_far = f"; {searched} moved lines are not enough" if searched != -1 else ""
    return f"gave up ({part['reason']}{so_far})"
