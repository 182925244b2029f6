"""A Word document in the making: the one module that knows python-docx."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from holdfast.report.tables import Table

_LANGUAGE = "en-GB"
_FONT = "Arial"  # every office program has it or one as wide
_LONG, _SHORT, _MARGIN = 29.7, 21.0, 2.0  # A4, cm
_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)  # the same input gives the same bytes
_INK, _SOFT, _LINE = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x59, 0x59, 0x59), "A6A6A6"
_SIZES = {"Normal": 10.0, "Title": 18.0, "Heading 1": 13.0, "Heading 2": 11.0, "Caption": 9.0}
_TABLE_STYLE, _CELL, _HEAD = "Holdfast Table", "Table Text", "Table Heading"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_WIDEST, _NARROWEST = 42, 7  # characters of a cell that count for the width of its column
_LETTER = 1.3  # how much wider the letters of a bold heading may be than the others
_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_APP = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"><Application>holdfast</Application></Properties>'
)
_NEEDLESS = ("/docProps/thumbnail.jpeg", "/customXml/item1.xml", "/word/stylesWithEffects.xml")


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a paragraph, and how they look.

    Parameters
    ----------
    text : the words.
    bold, italic, raised : how they look.
    to : name of the place in the document that they lead to; empty for none.
    """

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    to: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be known of a document before its first word.

    Parameters
    ----------
    title : of the document.
    foot : stands at the foot of every page, before the page's number.
    landscape : whether the long side lies below.
    dense : whether type is small, so that a lot fits on a page.
    """

    title: str
    foot: str
    landscape: bool = False
    dense: bool = False


class Word:
    """A document that paragraphs, pictures and tables are added to, in order.

    Parameters
    ----------
    page : its title, foot and shape.
    """

    def __init__(self, page: Page) -> None:
        self._document = docx.Document()
        self._places, self._below_table = 0, False
        self._counts = {"Figure": 0, "Table": 0}
        wide = _LONG if page.landscape else _SHORT
        self._margin = 1.5 if page.dense else _MARGIN
        self._width = wide - 2 * self._margin
        self._shape(page)
        self._styles(dense=page.dense)
        self._properties(page.title)
        self._foot(page.foot)

    def title(self, text: str) -> None:
        """Write the document's title."""
        self._write([Words(text)], "Title")

    def heading(self, text: str, level: int = 1) -> None:
        """Write a heading."""
        self._write([Words(text)], f"Heading {level}")

    def paragraph(self, words: Iterable[Words] | str, style: str = "Normal") -> None:
        """Write a paragraph."""
        self._write([Words(words)] if isinstance(words, str) else words, style)

    def place(self, name: str, words: Iterable[Words]) -> None:
        """Write a paragraph that words elsewhere lead to."""
        paragraph = self._write(words, "List Paragraph")
        self._places += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(self._places))
        start.set(qn("w:name"), name)
        paragraph._p.get_or_add_pPr().addnext(start)
        paragraph._p.append(end)

    def bullets(self, texts: Iterable[str]) -> None:
        """Write a list."""
        for text in texts:
            self._write([Words(text)], "List Bullet")

    def picture(self, png: bytes, says: str) -> None:
        """Put a picture, with what it says below it and in its place for those who hear it."""
        holder = self._document.add_paragraph(style="Normal")
        holder.paragraph_format.keep_with_next = True
        shape = holder.add_run().add_picture(io.BytesIO(png), width=Cm(min(self._width, 16.5)))
        shape._inline.docPr.set("descr", _clean(says))
        self._caption("Figure", says)

    def table(self, table: Table) -> None:
        """Put a table with its caption above it; the header row repeats on every page."""
        caption = self._caption("Table", table.caption)
        caption.paragraph_format.keep_with_next = True
        shown = self._document.add_table(len(table.rows) + 1, len(table.columns), _TABLE_STYLE)
        _dress(shown, table, self._width)
        lines = (table.columns, *table.rows)
        for row, line in zip(shown._tbl.tr_lst, lines, strict=True):
            whole = row.get_or_add_trPr()
            whole.append(OxmlElement("w:cantSplit"))
            if line is lines[0]:
                whole.append(OxmlElement("w:tblHeader"))
            for cell, text in zip(row.tc_lst, line, strict=True):
                holder = _Cell(cell, shown).paragraphs[0]
                holder.style = self._document.styles[_HEAD if line is lines[0] else _CELL]
                holder.add_run(_clean(text))
        self._below_table = True

    def bytes(self) -> bytes:
        """Which bytes are the document? The same words and pictures give the same ones."""
        _undress(self._document.part.package)
        out, fixed = io.BytesIO(), io.BytesIO()
        self._document.save(out)
        with zipfile.ZipFile(out) as given, zipfile.ZipFile(fixed, "w") as taken:
            for name in given.namelist():
                entry = zipfile.ZipInfo(name, _NO_TIME.timetuple()[:6])
                entry.compress_type = zipfile.ZIP_DEFLATED
                content = _APP if name == "docProps/app.xml" else given.read(name)
                taken.writestr(entry, content)
        return fixed.getvalue()

    def _write(self, words: Iterable[Words], style: str) -> Paragraph:
        paragraph = self._document.add_paragraph(style=style)
        if self._below_table and style == "Normal":
            paragraph.paragraph_format.space_before = Pt(6)
        self._below_table = False
        for part in words:
            run = paragraph.add_run(_clean(part.text))
            if part.bold:
                run.bold = True
            if part.italic:
                run.italic = True
            if part.raised:
                run.font.superscript = True
            if part.to:
                _link(run, part.to)
        return paragraph

    def _caption(self, kind: str, text: str) -> Paragraph:
        """A caption that Word counts, so that it can list figures and tables."""
        self._counts[kind] += 1
        paragraph = self._document.add_paragraph(f"{kind} ", style="Caption")
        _field(paragraph, f" SEQ {kind} \\* ARABIC ", str(self._counts[kind]))
        paragraph.add_run(f": {_clean(text)}")
        return paragraph

    def _shape(self, page: Page) -> None:
        section = self._document.sections[0]
        long, short = Cm(_LONG), Cm(_SHORT)
        section.page_width, section.page_height = short, long
        if page.landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = long, short
        margin = Cm(self._margin)
        section.left_margin = section.right_margin = margin
        section.top_margin = section.bottom_margin = margin
        section.footer_distance = Cm(0.8)

    def _styles(self, *, dense: bool) -> None:
        styles = self._document.styles
        _keep_few(styles.element)
        for name in (*_SIZES, "List Paragraph", "List Bullet", "Footer"):
            style = styles[name]
            assert isinstance(style, ParagraphStyle)
            _plain(style, _SIZES.get(name, 9.0) - (1.5 if dense else 0.0))
        for name, before in (
            ("Heading 1", 14),
            ("Heading 2", 10),
            ("Caption", 8),
            ("Title", 0),
        ):
            style = styles[name]
            assert isinstance(style, ParagraphStyle)
            style.paragraph_format.space_before = Pt(before / (3 if dense else 1))
            style.paragraph_format.keep_with_next = name != "Caption"
        for name in (_CELL, _HEAD):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            assert isinstance(style, ParagraphStyle)
            style.base_style = styles["Normal"]
            style.font.size, style.font.bold = Pt(8.0), name == _HEAD
            style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1)
        added = styles.add_style(_TABLE_STYLE, WD_STYLE_TYPE.TABLE)
        for part in _TABLE_LOOK:
            added.element.append(parse_xml(part))
        _speak(styles.element)

    def _properties(self, title: str) -> None:
        """Nobody's name and no time: only what the document is."""
        known = self._document.core_properties
        known.author, known.last_modified_by, known.comments = "holdfast", "", ""
        known.title, known.language = _clean(title)[:255], _LANGUAGE
        known.created = known.modified = _NO_TIME.replace(tzinfo=None)
        theme = self._document.settings.element.find(qn("w:themeFontLang"))
        if theme is not None:
            theme.set(qn("w:val"), _LANGUAGE)

    def _foot(self, text: str) -> None:
        paragraph = self._document.sections[0].footer.paragraphs[0]
        paragraph.add_run(f"{_clean(text)} Page ")
        _field(paragraph, " PAGE ", "1")
        paragraph.add_run(" of ")
        _field(paragraph, " NUMPAGES ", "1")


_TABLE_LOOK = (
    f"<w:tblPr {_NS}><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/>'
        for side in ("top", "bottom", "insideH")
    )
    + '</w:tblBorders><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
    '<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>',
)


def _clean(text: str) -> str:
    """The text without signs that no XML can hold."""
    return _NOT_XML.sub("\ufffd", text)


def _plain(style: ParagraphStyle, size: float) -> None:
    """One font, dark ink, close lines."""
    style.font.name, style.font.size, style.font.italic = _FONT, Pt(size), False
    soft = style.name in ("Caption", "Footer")
    style.font.color.rgb = _SOFT if soft else _INK
    style.font.bold = bool(style.name and style.name.startswith(("Heading", "Title")))
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for script in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _FONT)
    style.paragraph_format.space_after = Pt(size / 2)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph, letters = style.element.pPr, style.element.rPr
    unwanted = ((paragraph, "w:pBdr"), (paragraph, "w:contextualSpacing"))
    for part, name in (*unwanted, (letters, "w:spacing"), (letters, "w:kern")):
        for found in list(part.iterchildren(qn(name))):
            part.remove(found)


def _keep_few(styles: BaseOxmlElement) -> None:
    """Take out the template's hundred looks of tables that are not used."""
    for style in list(styles.iterchildren(qn("w:style"))):
        of_tables = style.get(qn("w:type")) == "table"
        if of_tables and style.get(qn("w:default")) != "1":
            styles.remove(style)


def _speak(styles: BaseOxmlElement) -> None:
    """Say which language the document is in, for those who have it read or checked."""
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)


def _field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Words that Word works out itself, with what stands there until it does."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run(shown)
    field.append(run._r)
    paragraph._p.append(field)


def _link(run: Run, to: str) -> None:
    """Make the words lead to a place in the document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), to)
    link.set(qn("w:history"), "1")
    run._r.addprevious(link)
    link.append(run._r)


def _dress(shown: WordTable, table: Table, width: float) -> None:
    """Widths by what the columns hold, the caption for those who hear it, heads by style."""
    shown.autofit = False
    known = shown._tblPr
    for old in list(known.iterchildren(qn("w:tblLook"))):
        known.remove(old)
    look = OxmlElement("w:tblLook")
    for name, value in (("val", "00A0"), ("firstRow", "1"), ("firstColumn", "1")):
        look.set(qn(f"w:{name}"), value)
    said = OxmlElement("w:tblCaption")
    said.set(qn("w:val"), _clean(table.caption)[:255])
    known.append(look)
    known.append(said)
    widths = [Cm(width * share) for share in _shares(table)]
    for column, wide in zip(shown.columns, widths, strict=True):
        column.width = wide
    for row in shown._tbl.tr_lst:
        for cell, wide in zip(row.tc_lst, widths, strict=True):
            cell.width = wide


def _shares(table: Table) -> Sequence[float]:
    """Which part of the width does each column get? More where it holds more."""
    lines = (table.columns, *table.rows)
    kept = [_extent([line[at] for line in lines]) for at in range(len(table.columns))]
    return [count / sum(kept) for count in kept]


def _extent(cells: Sequence[str]) -> float:
    """How many characters wide is a column, that its words be whole and long cells wrap?"""
    longest = max(map(len, cells))
    word = max((len(word) for cell in cells for word in cell.split()), default=0)
    return max(_NARROWEST, min(longest, _WIDEST), min(word * _LETTER, _WIDEST))


def _undress(package: object) -> None:
    """Leave out parts of the template that say something of somebody else's machine."""
    parts = [package, package.main_document_part]  # type: ignore[attr-defined]
    for part in parts:
        for key, relation in list(part.rels.items()):
            outside = relation.is_external
            if not outside and str(relation.target_part.partname) in _NEEDLESS:
                del part.rels[key]
