"""Count the package's tables of the past from extracts of published datasets.

For maintainers: python scripts/history_tables.py FOLDER_OF_EXTRACTS [OUT]
The extracts are not part of the repository; what is written are counts, no row of anybody.
"""

import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from holdfast.history.survival.clustered import clustered_kaplan_meier, independent_cases
from holdfast.history.survival.kaplan_meier import Curve, Lasting, survival_at
from holdfast.history.survival.spells import spells

Row = dict[str, str]
Line = Sequence[object]

YEARS = (1, 2, 5, 10)
ENDINGS = "endings of civil conflicts, same sides not active again"
FIRST = {ENDINGS: 2}
"""From how many years on a share says something: an ending counts as one only once a calendar
year has passed without fighting."""

DAYS = 365.25
ERAS = {"": "", "before-1945": "1816-1944", "since-1945": "1945-2003"}
MEMBERS = {"": "", "two": "0", "several": "1"}
CLAUSES = {
    "defence": "defense",
    "offence": "offense",
    "neutrality": "neutral",
    "non_aggression": "nonagg",
}


def main(extracts: Path, out: Path) -> None:
    """Write all tables."""
    _write(out / "honoured.csv", honoured(_read(extracts, "alliance_reliability_berkemeier")))
    _write(out / "war_lengths.csv", war_lengths(_read(extracts, "cow_interstate_war_dur")))
    _write(out / "peace_lengths.csv", peace_lengths(extracts))


def honoured(rows: list[Row]) -> Iterable[Line]:
    """Commitments called on and honoured, by every choice of era, members and clause."""
    yield "era", "members", "clause", "commitments", "honoured", "wars", "effective"
    asked = [row for row in rows if row["relevant"] == "1"]
    for era, members, clause in product(ERAS, MEMBERS, ("", *CLAUSES)):
        chosen = [
            row
            for row in asked
            if ERAS[era] in ("", row["period"])
            and MEMBERS[members] in ("", row["multilateral"])
            and (not clause or float(row[CLAUSES[clause]]) == 1.0)
        ]
        kept = [int(row["honored"]) for row in chosen]
        wars = [row["warid"] for row in chosen]
        counts = len(kept), sum(kept), len(set(wars))
        yield era, members, clause, *counts, f"{independent_cases(kept, wars):.1f}"


def war_lengths(rows: list[Row]) -> Iterable[Line]:
    """Of wars that had lasted so many years: how many ended within the next, after how long."""
    yield "era", "elapsed", "at_risk", "ended", "years_lived"
    for era, last in (("all", None), ("before-1946", 1945), ("since-1946", 1946)):
        lengths = [float(row["days"]) / DAYS for row in rows if _in_era(row["start"], last)]
        for elapsed in range(11):
            lived = [length - elapsed for length in lengths if length > elapsed]
            if lived:
                ended = sum(length <= 1.0 for length in lived)
                years = sum(min(length, 1.0) for length in lived)
                yield era, elapsed, len(lived), ended, f"{years:.3f}"


def _in_era(start: str, last: int | None) -> bool:
    year = int(start[:4])
    return last is None or (year <= last if last == 1945 else year >= last)


@dataclass(frozen=True)
class Peaces:
    """Peaces of one kind: how long each was followed, and what shares its fate.

    Parameters
    ----------
    years, failed, together : one for each peace; what has one name in `together` is no two
        independent cases.
    each_once : whether each of those names counts once, however many peaces it has.
    """

    years: list[float]
    failed: list[bool]
    together: list[str]
    each_once: bool = False


def peace_lengths(extracts: Path) -> Iterable[Line]:
    """How many of the peaces were still kept so many years on, by what ended the war."""
    yield (
        "population", "group", "years", "survival", "low", "high", "at_risk", "n", "clusters",
        "failed", "effective",
    )  # fmt: skip
    for population, groups in _populations(extracts).items():
        for group, peaces in groups.items():
            yield from _kept(population, group, peaces)


def _populations(extracts: Path) -> dict[str, dict[str, Peaces]]:
    agreements = [
        row
        for row in _read(extracts, "ucdp_peace_agreements")
        if row["years_observed"] and float(row["years_observed"]) > 0.0
    ]
    within = [row for row in _read(extracts, "ucdp_conflict_term") if row["type"] in ("3", "4")]
    return {
        "pairs of states at war since 1946, no fatal dispute": _between(
            [r for r in _read(extracts, "cow_interstate_dyad_peace") if r["post45"] == "1"]
        ),
        "civil wars ended 1989 to 1999, no renewed war": _civil(
            _read(extracts, "fortna_civilwar")
        ),
        "agreements in civil wars, not ended": {
            name: _agreed([r for r in agreements if code in ("", r[column])])
            for name, column, code in (
                ("all", "pa_type", ""),
                ("full", "pa_type", "1"),
                ("partial", "pa_type", "2"),
                ("process", "pa_type", "3"),
                ("with peacekeepers", "pko", "1"),
                ("without peacekeepers", "pko", "0"),
            )
        },
        ENDINGS: {
            name: _ended([r for r in within if r["outc"] == outcome])
            for name, outcome in (
                ("a peace agreement", "peace agreement"),
                ("a ceasefire agreement", "ceasefire agreement"),
                ("victory of the government", "victory side A"),
                ("victory of the rebels", "victory side B"),
                ("low activity", "low activity"),
            )
        },
    }


def _between(rows: list[Row]) -> dict[str, Peaces]:
    """Pairs that fought in a war; one war has up to 28, and pairs of one war end alike."""

    def pairs(chosen: list[Row], *, each_once: bool) -> Peaces:
        return Peaces(
            [float(r["Tf"]) for r in chosen],
            [r["Ef"] == "1" for r in chosen],
            [r["warnum"] for r in chosen],
            each_once,
        )

    drawn = [r for r in rows if r["tie"] == "1"]
    decided = [r for r in rows if r["tie"] != "1"]
    by_end = (("all", rows), ("a draw", drawn), ("a decision", decided))
    return {
        f"{name}{', each war counted once' if once else ''}": pairs(chosen, each_once=once)
        for once in (False, True)
        for name, chosen in by_end
    }


def _civil(rows: list[Row]) -> dict[str, Peaces]:
    """Peaces that began in 1989 to 1999, as in Fortna 2008; one may come in several rows."""
    pieces: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: float(row["_t"])):
        pieces.setdefault(row["id"], []).append(row)
    whole = [spell for spell in pieces.values() if "1989" <= spell[0]["t0"][:4] <= "1999"]

    def peaces(name: str) -> Peaces:
        chosen = [spell for spell in whole if not name or _is(spell[0], name)]
        return Peaces(
            [float(spell[-1]["_t"]) / DAYS for spell in chosen],
            [spell[-1]["_d"] == "1" for spell in chosen],
            [spell[0]["cname"].split("-")[0] for spell in chosen],
        )

    names = (("all", ""), ("a truce", "truce"), ("a treaty", "treaty"), ("victory", "victory"))
    return {name: peaces(column) for name, column in names}


def _is(row: Row, name: str) -> bool:
    return row[name] not in ("", "0", "0.0")


def _agreed(rows: list[Row]) -> Peaces:
    return Peaces(
        [float(r["years_observed"]) for r in rows],
        [r["failed"] == "1" for r in rows],
        [r["conflict_id"] for r in rows],
    )


def _ended(rows: list[Row]) -> Peaces:
    return Peaces(
        [float(r["T_dyad"]) for r in rows],
        [r["E_dyad"] == "1" for r in rows],
        [r["conflict_id"] for r in rows],
    )


def _kept(population: str, group: str, peaces: Peaces) -> Iterable[Line]:
    cases = spells(peaces.years, peaces.failed)
    curve = clustered_kaplan_meier(cases, peaces.together, each_once=peaces.each_once)
    many, failed = len(set(peaces.together)), int(cases.ended.sum())
    for years, found in zip(YEARS, survival_at(curve, YEARS), strict=True):
        if years < FIRST.get(population, 0) or not isinstance(found, Lasting):
            continue  # nobody was followed for so long, or by definition: not known
        followed = (cases.end > years) | ((cases.end == years) & ~cases.ended)
        still = {one for one, on in zip(peaces.together, followed, strict=True) if on}
        numbers = (f"{x:.4f}" for x in (found.share, found.low, found.high))
        effective = min(_effective(curve, years, found.share) or len(still), len(cases))
        counts = int(followed.sum()), len(cases), many, failed
        yield population, group, years, *numbers, *counts, f"{effective:.1f}"


def _effective(curve: Curve, years: float, share: float) -> float:
    """Of how many cases followed to the end would a share have this variance?"""
    step = int((curve.time <= years).sum()) - 1
    variance = float(curve.variance[step]) if step >= 0 else 0.0
    return share * (1.0 - share) / variance if variance > 0.0 else 0.0


def _read(extracts: Path, start: str) -> list[Row]:
    [path] = extracts.glob(f"{start}*.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, lines: Iterable[Line]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)


if __name__ == "__main__":
    here = Path(__file__).parents[1] / "src" / "holdfast" / "history" / "data"
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else here)
