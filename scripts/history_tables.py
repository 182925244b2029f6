"""Count the package's tables of the past from extracts of published datasets.

For maintainers: python scripts/history_tables.py FOLDER_OF_EXTRACTS [OUT]
The extracts are not part of the repository; what is written are counts, no row of anybody.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from holdfast.history.survival.kaplan_meier import Curve, Lasting, kaplan_meier, survival_at
from holdfast.history.survival.spells import at_risk, spells

Row = dict[str, str]
Line = Sequence[object]

YEARS = (1, 2, 5, 10)
DAYS = 365.25
SINCE = {"1816-1944": "before-1945", "1945-2003": "since-1945"}
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
    """Commitments called on and honoured, by era, number of members and clauses."""
    yield "era", "members", *CLAUSES, "commitments", "honoured"
    called, kept = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for row in rows:
        if row["relevant"] != "1":
            continue
        members = "several" if row["multilateral"] == "1" else "two"
        clauses = (str(int(float(row[name]))) for name in CLAUSES.values())
        key = SINCE[row["period"]], members, *clauses
        called[key] += 1
        kept[key] += int(row["honored"])
    for key in sorted(called):
        yield *key, called[key], kept[key]


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


def peace_lengths(extracts: Path) -> Iterable[Line]:
    """How many of the peaces were still kept so many years on, by what ended the war."""
    yield (
        "population", "group", "years", "survival", "low", "high", "at_risk", "n", "failed",
        "effective",
    )  # fmt: skip
    for population, groups in _populations(extracts).items():
        for group, peaces in groups.items():
            yield from _kept(population, group, peaces)


Peaces = list[tuple[float, bool]]


def _populations(extracts: Path) -> dict[str, dict[str, Peaces]]:
    between = [
        (float(r["Tf"]), r["Ef"] == "1", r["tie"] == "1", r["post45"] == "1")
        for r in _read(extracts, "cow_interstate_dyad_peace")
    ]
    recent = [(t, e, tie) for t, e, tie, post in between if post]
    agreements = _read(extracts, "ucdp_peace_agreements")
    endings = _read(extracts, "ucdp_conflict_termination")
    civil = _civil(_read(extracts, "fortna_civilwar"))
    return {
        "wars between states since 1946, no fatal dispute": {
            "all": [(t, e) for t, e, _ in recent],
            "a draw": [(t, e) for t, e, tie in recent if tie],
            "a decision": [(t, e) for t, e, tie in recent if not tie],
        },
        "civil wars ended 1989 to 1999, no renewed war": civil,
        "agreements in civil wars, not ended": {
            "all": _agreed(agreements, None),
            **{
                name: _agreed(agreements, ("pa_type", code))
                for name, code in (("full", "1"), ("partial", "2"), ("process", "3"))
            },
            "with peacekeepers": _agreed(agreements, ("pko", "1")),
            "without peacekeepers": _agreed(agreements, ("pko", "0")),
        },
        "endings of civil conflicts, same sides not active again": {
            name: [
                (float(r["T_dyad"]), r["E_dyad"] == "1")
                for r in endings
                if r["outc"] == outcome
            ]
            for name, outcome in (
                ("a peace agreement", "peace agreement"),
                ("a ceasefire agreement", "ceasefire agreement"),
                ("victory of the government", "victory side A"),
                ("victory of the rebels", "victory side B"),
                ("low activity", "low activity"),
            )
        },
    }


def _civil(rows: list[Row]) -> dict[str, Peaces]:
    """Peaces that began in 1989 to 1999, as in Fortna 2008; one may come in several rows."""
    pieces: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: float(row["_t"])):
        pieces.setdefault(row["id"], []).append(row)
    whole = [
        (float(spell[-1]["_t"]) / DAYS, spell[-1]["_d"] == "1", spell[0])
        for spell in pieces.values()
        if "1989" <= spell[0]["t0"][:4] <= "1999"
    ]
    return {
        "all": [(t, e) for t, e, _ in whole],
        "a truce": [(t, e) for t, e, r in whole if _is(r, "truce")],
        "a treaty": [(t, e) for t, e, r in whole if _is(r, "treaty")],
        "victory": [(t, e) for t, e, r in whole if _is(r, "victory")],
    }


def _is(row: Row, name: str) -> bool:
    return row[name] not in ("", "0", "0.0")


def _agreed(rows: list[Row], only: tuple[str, str] | None) -> Peaces:
    seen = [r for r in rows if r["years_observed"] and float(r["years_observed"]) > 0.0]
    chosen = [r for r in seen if only is None or r[only[0]] == only[1]]
    return [(float(r["years_observed"]), r["failed"] == "1") for r in chosen]


def _kept(population: str, group: str, peaces: Peaces) -> Iterable[Line]:
    cases = spells([years for years, _ in peaces], [failed for _, failed in peaces])
    curve = kaplan_meier(cases)
    failed = int(cases.ended.sum())
    for years, found in zip(YEARS, survival_at(curve, YEARS), strict=True):
        if not isinstance(found, Lasting):
            continue  # nobody was followed for so long: not known
        still = int(at_risk(cases, [years])[0])
        numbers = (f"{x:.4f}" for x in (found.share, found.low, found.high))
        effective = f"{_effective(curve, years, found.share):.1f}"
        yield population, group, years, *numbers, still, len(cases), failed, effective


def _effective(curve: Curve, years: float, share: float) -> float:
    """Of how many cases followed to the end would a share have this variance?"""
    step = int((curve.time <= years).sum()) - 1
    variance = float(curve.variance[step]) if step >= 0 else 0.0
    return share * (1.0 - share) / variance if variance > 0.0 else float(curve.at_risk[0])


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
