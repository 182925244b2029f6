"""Reading a run back: its findings and case, its numbers, and its bibliography."""

import json
from collections.abc import Mapping
from pathlib import Path

from holdfast import __version__
from holdfast.casefile.loader import load_text
from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import bad_input
from holdfast.core.finding import Finding
from holdfast.report.answers import listing, mapping
from holdfast.report.lineage import INPUT_KEYS, NUMBER_KEYS
from holdfast.report.runfiles import BIBLIOGRAPHY, CASE, LINEAGE
from holdfast.study.run import (
    FINDINGS,
    MANIFEST,
    findings_of,
    is_run,
    manifest_of,
    unchanged,
)


def numbers_of(run: Path) -> list[Mapping[str, object]]:
    """Which numbers does the brief of this run print?

    Raises
    ------
    HoldfastError
        HF405 when the folder is no run or its files are damaged.
    """
    return [entry for entry, _ in _lineage(run)]


def number_of(run: Path, number: int) -> dict[str, object]:
    """Where does this number of the brief come from? Its entry with every input in full.

    Raises
    ------
    HoldfastError
        HF405 as above; HF406 when the brief has no such number.
    """
    entries = _lineage(run)
    if not 1 <= number <= len(entries):
        expected = f"1 to {len(entries)}" if entries else "none; this brief prints no number"
        raise bad_input("HF406", f"{run} has no number {number}", expected=expected)
    entry, inputs = entries[number - 1]
    return {**entry, "inputs": inputs}


def bibliography_of(run: Path) -> str:
    """Which BibTeX entries does this run have to cite?"""
    return _read(run, BIBLIOGRAPHY)


def answered(run: Path) -> tuple[Conflict, dict[str, Finding]]:
    """Which case did this run answer, and what did it find?

    Raises
    ------
    HoldfastError
        HF405 where the folder is no run, is of another version, or lacks or changed its case
        or findings.
    """
    if not is_run(run):
        raise bad_input("HF405", f"{run} is no run of holdfast", remedy=_AGAIN)
    known = manifest_of(run)
    if known["holdfast"] != __version__:
        what = f"{run} was written by holdfast {known['holdfast']}, and this is {__version__}"
        raise bad_input("HF405", what, remedy=_AGAIN)
    text, found = (unchanged(run, name) for name in (CASE, FINDINGS))
    variant = str(known.get("variant", ""))
    return load_text(text.decode("utf-8"), str(run / CASE), variant), findings_of(found)


def _lineage(run: Path) -> list[tuple[Mapping[str, object], list[object]]]:
    """Every number of the run with its inputs; anything unexpected in the file is damage."""
    try:
        whole = mapping(json.loads(_read(run, LINEAGE)))
        inputs = mapping(whole["inputs"])
        entries = [mapping(entry) for entry in listing(whole["numbers"])]
        assert all(entry.keys() >= NUMBER_KEYS for entry in entries)
        assert all(mapping(given).keys() >= INPUT_KEYS for given in inputs.values())
        return [(e, [inputs[str(name)] for name in listing(e["inputs"])]) for e in entries]
    except (ValueError, KeyError, AssertionError):
        raise bad_input("HF405", f"{run / LINEAGE} is damaged", remedy=_AGAIN) from None


def _read(run: Path, name: str) -> str:
    try:
        if not (run / MANIFEST).is_file():
            raise bad_input("HF405", f"{run} is no run of holdfast", remedy=_AGAIN)
        return (run / name).read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise bad_input("HF405", f"cannot read {run / name}", remedy=_AGAIN) from None


_AGAIN = "run holdfast assess again"
