"""The report as Markdown."""

from collections.abc import Iterator

from holdfast.report.document import Document
from holdfast.report.notice import NOTICE
from holdfast.report.sections import Section
from holdfast.report.tables import Table

BAR = "\\|"
_INERT = str.maketrans(
    {"<": "&lt;", ">": "&gt;", "&": "&amp;", **{sign: f"\\{sign}" for sign in "\\`*_[]#"}}
)


def markdown(document: Document, figures: str = "figures") -> str:
    """Which Markdown text is this report? Figures are linked from the folder `figures`."""
    return "\n".join(_lines(document, figures))


def table_text(table: Table) -> str:
    r"""Which Markdown table is this?

    Examples
    --------
    >>> print(table_text(Table("Sums", ("a", "b"), (("1", "x|y"),))))
    *Sums*
    <BLANKLINE>
    | a | b |
    | --- | --- |
    | 1 | x\|y |
    """
    lines = [
        f"*{inert(table.caption)}*",
        "",
        _row(table.columns),
        _row(("---",) * len(table.columns)),
    ]
    return "\n".join([*lines, *(_row(row) for row in table.rows)])


def inert(text: str) -> str:
    r"""How does a text stand in Markdown so that nothing in it acts? Lines stay lines.

    Examples
    --------
    >>> inert("<b>[link](http://x)*")
    '&lt;b&gt;\\[link\\](http://x)\\*'
    """
    return text.translate(_INERT)


def section_text(section: Section) -> str:
    """Which Markdown text is this section? Figures are linked from the folder `figures`."""
    return "\n".join(_section(section, "figures"))


def _lines(document: Document, figures: str) -> Iterator[str]:
    yield f"# {inert(document.title)}"
    yield f"\n{inert(document.setting)}\n"
    yield inert(document.brief.marked())
    yield f"\n> {NOTICE}\n"
    for section in document.sections:
        yield from _section(section, figures)
    yield "## Where each number comes from\n"
    for entry in document.lineage.numbers:
        means = inert(str(entry["means"]))
        yield f"{entry['id']}. **{entry['text']}**: {means} `{entry['formula']}`"
    yield "\n## References\n"
    yield f"```bibtex\n{document.bibtex.strip()}\n```\n"


def _section(section: Section, figures: str) -> Iterator[str]:
    yield f"## {section.question}\n"
    yield from (f"{inert(sentence)}\n" for sentence in section.answer)
    yield from (f"![{inert(p.says)}]({figures}/{p.name}.svg)\n" for p in section.pictures)
    yield from (f"{table_text(table)}\n" for table in section.tables)
    yield from (f"- {inert(text)}" for text in section.details)
    if section.method:
        yield f"\nMethod: {section.method}\n"
    yield from (f"- {caveat}" for caveat in section.caveats)
    yield ""


def _row(cells: tuple[str, ...]) -> str:
    kept = (inert(cell).replace("|", BAR).replace("\n", " ") for cell in cells)
    return f"| {' | '.join(kept)} |"
