"""The bibliography that comes with holdfast, and the part of it that a run used."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from holdfast.core.finding import Finding

_ENTRY = re.compile(r"@\w+\{(?P<key>[^,\s]+),.*?\n\}", re.DOTALL)
_ALWAYS = ("ClarkMalcolm1959", "SalmonEtAl2011", "ODNI2015")


@cache
def entries() -> Mapping[str, str]:
    """Which entries does the bibliography hold? BibTeX text by key."""
    text = files("holdfast").joinpath("references.bib").read_text(encoding="utf-8")
    return {match["key"]: match.group(0) for match in _ENTRY.finditer(text)}


def used(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Which keys does a run have to cite: its findings' methods, and those always used?"""
    from_findings = [key for found in findings for key in found.citations]
    return tuple(dict.fromkeys([*sorted(from_findings), *_ALWAYS]))


def bibtex(keys: Iterable[str]) -> str:
    """Which BibTeX text cites these keys? KeyError for one the bibliography lacks."""
    return "\n\n".join(entries()[key] for key in keys) + "\n"
