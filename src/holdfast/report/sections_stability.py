"""What the stability section says of strong sanctions, misread conflicts and open orders."""

from collections.abc import Iterator, Mapping, Sequence

from holdfast.conflict.conflict import Conflict
from holdfast.report.answers import listing, mapping, real
from holdfast.report.phrases import listed, share_of_draws
from holdfast.report.tables import Table

_NONE = "none"


def stability_sentences(conflict: Conflict, answer: Mapping[str, object]) -> tuple[str, ...]:
    """What do the added parts of a stability answer come to, a sentence each?"""
    said = []
    if "strength" in answer:
        said.append(_strength_said(mapping(answer["strength"])))
    if "hypergame" in answer:
        said.append(_hypergame_said(conflict, mapping(answer["hypergame"])))
    if "frequency" in answer:
        said.append(_frequency_said(mapping(answer["frequency"])))
    return tuple(said)


def stability_tables(conflict: Conflict, answer: Mapping[str, object]) -> tuple[Table, ...]:
    """Which tables go with the added parts? Only such as have rows."""
    tables = []
    if "strength" in answer:
        tables.append(_strength_table(conflict, mapping(answer["strength"])))
    if "hypergame" in answer:
        tables.append(_hypergame_table(conflict, mapping(answer["hypergame"])))
    if "frequency" in answer:
        tables += _frequency_tables(conflict, mapping(answer["frequency"]))
    return tuple(table for table in tables if table.rows)


def _strength_said(found: Mapping[str, object]) -> str:
    if "reason" in found:
        return f"Strength of preference: {found['reason']}."
    shown = [
        f"{concept}: {_states(states)}"
        for concept, states in mapping(found["strong_equilibria"]).items()
    ]
    return (
        "States from which every gain of every actor can be answered by something much worse "
        f"for it, or in which there is nothing to gain: {'; '.join(shown)}."
    )


def _strength_table(conflict: Conflict, found: Mapping[str, object]) -> Table:
    rows = [
        (
            f"{concept}, {conflict.name(actor)}",
            _states(states),
            _states(mapping(mapping(found["weak"])[concept])[actor]),
        )
        for concept, actors in mapping(found.get("strong", {})).items()
        for actor, states in mapping(actors).items()
    ]
    columns = ("Concept, actor", "Strongly stable", "Weakly stable")
    return Table("Stable states by how much a sanction hurts", columns, tuple(rows))


def _hypergame_said(conflict: Conflict, found: Mapping[str, object]) -> str:
    if "reason" in found:
        return f"Misread games: {found['reason']}."
    shown = [f"{c}: {_states(states)}" for c, states in mapping(found["equilibria"]).items()]
    blind = [conflict.name(a) for a, unseen in mapping(found["unseen"]).items() if unseen]
    names = listed(blind)
    partly = f" Some states do not occur to {names}; these are no equilibria." if blind else ""
    return (
        "With each actor in the game that it believes it plays, states that all of them see "
        f"and find stable: {'; '.join(shown)}.{partly}"
    )


def _hypergame_table(conflict: Conflict, found: Mapping[str, object]) -> Table:
    rows = [
        (
            f"{concept}, {conflict.name(actor)}",
            _states(states),
            _states(mapping(mapping(found["expected"])[concept])[actor]),
            _states(mapping(found["unseen"])[actor]),
        )
        for concept, actors in mapping(found.get("stable", {})).items()
        for actor, states in mapping(actors).items()
    ]
    columns = ("Concept, actor", "Finds stable", "Takes for equilibria", "Does not see")
    return Table("Each actor in its own game", columns, tuple(rows))


def _frequency_said(found: Mapping[str, object]) -> str:
    if "reason" in found:
        return f"Frequency over uncertain orders: {found['reason']}."
    orders, draws = int(real(found["orders"])), int(real(found["draws"]))
    over = (
        f"{draws} draws of the orders hold {orders} different sets of them" if draws > 1 else ""
    )
    over = over or "One draw of the orders was looked at"
    turning = [
        (abs(real(entry["share"]) - 0.5), concept, entry)
        for concept, entry in _entries(found)
        if real(entry["share"]) < 1.0
    ]
    if not turning:
        return f"{over}; every equilibrium is one in all of them."
    _, concept, entry = min(turning, key=lambda item: item[0])
    return (
        f"{over}; most open is state {entry['state']}, under {concept} an equilibrium in "
        f"{share_of_draws(real(entry['share']))} of draws."
    )


def _frequency_tables(conflict: Conflict, found: Mapping[str, object]) -> list[Table]:
    shares: dict[int, dict[str, str]] = {}
    for concept, entry in _entries(found):
        row = shares.setdefault(int(real(entry["state"])), {})
        row[concept] = share_of_draws(real(entry["share"]))
    concepts = tuple(mapping(found.get("equilibria", {})))
    rows = [(str(s), *(shares[s].get(c, _NONE) for c in concepts)) for s in sorted(shares)]
    caption = "Share of draws in which a state is an equilibrium"
    return [
        Table(caption, ("State", *concepts), tuple(rows)),
        _inputs_table(conflict, listing(found.get("inputs", []))),
    ]


def _inputs_table(conflict: Conflict, inputs: Sequence[object]) -> Table:
    rows = [
        (
            _named(conflict, str(entry["input"])),
            f"state {entry['state']}, {entry['concept']}",
            share_of_draws(real(entry["low"])),
            share_of_draws(real(entry["high"])),
        )
        for entry in map(mapping, inputs)
    ]
    columns = ("Input", "Equilibrium it moves most", "Its low half of draws", "Its high half")
    return Table("Inputs that the equilibria hang on", columns, tuple(rows))


def _named(conflict: Conflict, name: str) -> str:
    """An unknown pair by its conditions, a quantity by its place in the case."""
    for preferences in conflict.preferences:
        for place, (one, other) in enumerate(preferences.unknown):
            if name == f"preferences.{preferences.actor}.unknown.{place}":
                who = conflict.name(preferences.actor)
                return f"how {who} ranks ({one}) against ({other}); high: the first higher"
    return name


def _entries(found: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    for concept, entries in mapping(found.get("equilibria", {})).items():
        for entry in listing(entries):
            yield concept, mapping(entry)


def _states(states: object) -> str:
    return ", ".join(str(state) for state in listing(states)) or _NONE
