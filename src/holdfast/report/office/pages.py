"""What stands on the pages of the Word documents, in order."""

from collections.abc import Iterator, Mapping, Sequence

from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Finding
from holdfast.report.answers import listing, mapping
from holdfast.report.bibliography import reference, used
from holdfast.report.document import Document, document
from holdfast.report.lineage import Lineage, input_names
from holdfast.report.notice import NOTICE
from holdfast.report.numbers import Brief, Sentence
from holdfast.report.office.word import Page, Word, Words
from holdfast.report.onepage import OnePage, one_page
from holdfast.report.packages_page import packages_page
from holdfast.report.sections import Section

_PORTRAIT = 3  # packages that fit beside each other on an upright page


def brief_pages(conflict: Conflict, findings: Mapping[str, Finding]) -> bytes:
    """Which document is the report of these findings?"""
    report = document(conflict, findings)
    word = Word(Page(report.title, f"holdfast. Case {conflict.id}, {conflict.as_of}."))
    word.title(report.title)
    word.paragraph([Words(report.setting, italic=True)])
    for paragraph in report.brief.paragraphs:
        word.paragraph(_linked(report.brief, paragraph))
    word.paragraph([Words(NOTICE, italic=True)])
    for section in report.sections:
        _section(word, section)
    _origins(word, report)
    word.heading("References")
    for key in used(findings.values(), conflict.sources):
        word.paragraph(reference(key), "List Paragraph")
    return word.bytes()


def comparison_page(conflict: Conflict, findings: Mapping[str, Finding]) -> bytes:
    """Which page compares the packages of this case?"""
    wide = len(conflict.packages) > _PORTRAIT
    return _sheet(conflict, one_page(conflict, findings), wide=wide)


def packages_sheet(conflict: Conflict, found: Finding) -> bytes:
    """Which page sets these packages side by side?"""
    return _sheet(conflict, packages_page(conflict, found), wide=True)


def section_pages(
    conflict: Conflict, findings: Mapping[str, Finding], names: Sequence[str]
) -> bytes:
    """Which document has these sections of the report alone?"""
    report = document(conflict, findings)
    foot = f"holdfast. Case {conflict.id}, {conflict.as_of}."
    word = Word(Page(report.title, foot, dense=True))
    word.title(report.title)
    word.paragraph([Words(report.setting, italic=True)])
    for section in report.sections:
        if section.id in names:
            _section(word, section)
    word.paragraph([Words(NOTICE, italic=True)])
    return word.bytes()


def _sheet(conflict: Conflict, shown: OnePage, *, wide: bool) -> bytes:
    foot = f"holdfast. Case {conflict.id}, {conflict.as_of}."
    word = Word(Page(shown.title, foot, landscape=wide, dense=True))
    word.title(shown.title)
    word.paragraph([Words(shown.setting, italic=True)])
    word.heading(shown.question)
    for sentence in shown.answer:
        word.paragraph(sentence)
    word.table(shown.table)
    for note in shown.notes:
        word.paragraph(note)
    word.paragraph([Words(NOTICE, italic=True)])
    return word.bytes()


def _linked(brief: Brief, paragraph: tuple[Sentence, ...]) -> Iterator[Words]:
    """The sentences, each number followed by its raised id, which leads to where it is from."""
    for place, sentence in enumerate(paragraph):
        if place:
            yield Words(" ")
        for part in sentence.parts:
            if isinstance(part, str):
                yield Words(part)
                continue
            id_ = brief.id_of(part)
            yield Words(part.text)
            yield Words(f"[{id_}]", raised=True, to=f"why_{id_}")


def _section(word: Word, section: Section) -> None:
    word.heading(section.question)
    for sentence in section.answer:
        word.paragraph(sentence)
    for picture in section.pictures:
        word.picture(picture.png(), picture.says)
    for table in section.tables:
        word.table(table)
    if section.details:
        left = (
            f"{len(section.details)} more lines, told in the report as a page and as Markdown."
        )
        word.paragraph(f"Left out here: {left}")
    if section.method:
        method = [f"Method: {section.method}", *section.caveats]
        word.paragraph([Words(" ".join(method), italic=True)])


def _origins(word: Word, report: Document) -> None:
    """Where each number comes from; what many numbers rest on is listed once, by letter."""
    word.heading("Where each number comes from")
    lists = report.lineage.shared()
    told: dict[str, str] = {}  # each method in full once, by the number that it stands with
    for entry in report.lineage.numbers:
        method, id_ = str(entry["method"]), f"[{entry['id']}]"
        how = f"Method as for {told[method]}." if method in told else method
        told.setdefault(method, id_)
        word.place(f"why_{entry['id']}", _origin(report.lineage, entry, lists, how))
    for names, place in lists.items():
        word.heading(f"Inputs, list {place}", 2)
        labels = (_labelled(report.lineage, name) for name in names)
        word.paragraph("; ".join(labels) + ".")
    others = [_told(mapping(given)) for given in report.lineage.inputs.values()]
    if others:
        word.heading("Inputs, with their sources and judges", 2)
        word.bullets(others)


def _origin(
    lineage: Lineage,
    entry: Mapping[str, object],
    lists: Mapping[tuple[str, ...], int],
    how: str,
) -> Iterator[Words]:
    yield Words(f"[{entry['id']}] {entry['text']}", bold=True)
    yield Words(f": {entry['means']} Formula: {entry['formula']}. {how}")
    names = input_names(entry)
    if names in lists:
        yield Words(f" Inputs: list {lists[names]}, {len(names)} of them.")
    elif names:
        yield Words(f" Inputs: {'; '.join(_labelled(lineage, name) for name in names)}.")


def _labelled(lineage: Lineage, name: str) -> str:
    given = lineage.inputs.get(name)
    return str(given["label"]) if given else name


def _told(given: Mapping[str, object]) -> str:
    """One input: its range or order, what it rests on, its sources or its judge."""
    if "order" in given:
        value = "; ".join(str(line) for line in listing(given["order"]))
    elif given["low"] == given["high"]:
        value = f"{given['likely']:g} {given['unit']}"
    else:
        value = f"{given['low']:g} / {given['likely']:g} / {given['high']:g} {given['unit']}"
    judged = f" by {given['by']}" if given["by"] else ""
    note = f". {str(given['note']).rstrip('.')}" if given["note"] else ""
    sources = "".join(f". {_source(mapping(source))}" for source in listing(given["sources"]))
    return (
        f"{given['label']} ({given['name']}): {value}; {given['basis']}{judged}{note}{sources}."
    )


def _source(source: Mapping[str, object]) -> str:
    parts = (source[key] for key in ("title", "publisher", "published", "where", "at"))
    figure = f" [{source['figure']}]" if source["figure"] else ""
    says = f": {str(source['says']).rstrip('.')}" if source["says"] else ""
    return f"{', '.join(str(part) for part in parts if part)}{figure}{says}"
