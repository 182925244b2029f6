"""The bibliography that comes with holdfast, and the part of it that a run used."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from holdfast.core.finding import Finding
from holdfast.core.sources import Source

_ENTRY = re.compile(r"@\w+\{(?P<key>[^,\s]+),.*?\n\}", re.DOTALL)
_FIELD = re.compile(r"^\s*(?P<name>\w+)\s*=\s*\{(?P<text>.*)\},?\s*$", re.MULTILINE)
_ACCENT = re.compile(r"\{?\\(?P<mark>['`\"^~]|[cuv](?=\{))\{?(?P<letter>[A-Za-z])\}*")
_MARKS = {
    "'": "\u0301",
    "`": "\u0300",
    '"': "\u0308",
    "^": "\u0302",
    "~": "\u0303",
    "c": "\u0327",
    "u": "\u0306",
    "v": "\u030c",
}
_SIGNS = {
    r"\aa": "\u00e5",
    r"\AA": "\u00c5",
    r"\o": "\u00f8",
    r"\O": "\u00d8",
    r"\&": "&",
    r"\texttimes": "\u00d7",
}
_PLACES = ("journal", "booktitle", "publisher", "institution", "school", "howpublished")
_ALWAYS = ("ClarkMalcolm1959", "SalmonEtAl2011", "ODNI2015")


@cache
def entries() -> Mapping[str, str]:
    """Which entries does the bibliography hold? BibTeX text by key."""
    text = files("holdfast").joinpath("references.bib").read_text(encoding="utf-8")
    return {match["key"]: match.group(0) for match in _ENTRY.finditer(text)}


def used(findings: Iterable[Finding], sources: Iterable[Source] = ()) -> tuple[str, ...]:
    """Which keys does a run have to cite?

    Its findings' methods, those always used, and those of the case's sources that are in the
    bibliography, as the data behind a reference class are.
    """
    keys = [key for found in findings for key in found.citations]
    keys += [one.identifier for one in sources if one.identifier in entries()]
    return tuple(dict.fromkeys([*sorted(keys), *_ALWAYS]))


def bibtex(keys: Iterable[str]) -> str:
    """Which BibTeX text cites these keys? KeyError for one the bibliography lacks."""
    return "\n\n".join(entries()[key] for key in keys) + "\n"


def reference(key: str) -> str:
    """How is this entry printed for readers, with its note on how far it was checked?

    Examples
    --------
    >>> reference("Fearon1995").partition(".  [")[0][:63]
    'Fearon, James D. (1995). Rationalist Explanations for War. Inte'
    """
    given = {m["name"].lower(): _plain(m["text"]) for m in _FIELD.finditer(entries()[key])}
    who = given.get("author") or given.get("editor", "")
    where = ", ".join(given[name] for name in _PLACES if name in given)
    issue = given.get("volume", "") + (f"({given['number']})" if "number" in given else "")
    placed = ", ".join(part for part in (where, issue, given.get("pages", "")) if part)
    link = f"doi:{given['doi']}" if "doi" in given else given.get("url", "")
    when = f" ({given['year']})" if "year" in given else ""
    told = [f"{who}{when}", given.get("title", ""), placed, link]
    note = f" [{given['note']}]" if "note" in given else ""
    return ". ".join(part.rstrip(".") for part in told if part) + f".{note}"


def _plain(text: str) -> str:
    """A field without its TeX: letters with their accents, no braces."""

    def accented(found: re.Match[str]) -> str:
        return unicodedata.normalize("NFC", found["letter"] + _MARKS[found["mark"]])

    text = _ACCENT.sub(accented, text)
    for command, sign in _SIGNS.items():
        text = re.sub(re.escape(command) + r"(?![A-Za-z])", sign, text)
    return " ".join(text.replace("--", "\u2013").replace("{", "").replace("}", "").split())
