"""Word documents: they open, hold the report, can be heard, name nobody, stay the same."""

import io
import re
import sys
import zipfile
from collections import Counter
from xml.etree import ElementTree

import docx
import pytest

from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import HoldfastError
from holdfast.report.notice import NOTICE
from holdfast.report.office import brief_docx, comparison_docx
from holdfast.report.office.word import Page, Word, Words
from holdfast.report.tables import Table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

# ECMA-376, part 1: order of the children of table properties (17.4.59)
ORDER = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize",
    "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd",
    "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription",
)  # fmt: skip


@pytest.fixture(scope="module")
def brief(contested):
    return brief_docx(contested.conflict, contested.findings)


@pytest.fixture(scope="module")
def compared(contested):
    return comparison_docx(contested.conflict, contested.findings)


@pytest.fixture(scope="module", params=["brief", "compared", "coded"])
def bytes_of(request, coded):
    if request.param == "coded":
        return brief_docx(coded.conflict, coded.findings)
    return request.getfixturevalue(request.param)


def part(content, name="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read(name))


def words(element):
    return "".join(found.text or "" for found in element.iter(f"{W}t"))


def flat(text):
    return " ".join(text.split())


def test_a_word_reader_opens_it_and_finds_the_text_once(brief, contested):
    opened = docx.Document(io.BytesIO(brief))
    text = [p.text for p in opened.paragraphs]
    assert text[0] == contested.document.title
    assert text[1] == contested.document.setting
    assert text.count(NOTICE) == 1
    for section in contested.document.sections:
        assert text.count(section.question) == 1
        assert set(section.answer) <= set(text)
    whole = "\n\n".join(text[2 : 2 + len(contested.document.brief.paragraphs)])
    unspaced = contested.document.brief.marked().replace(" [", "[")
    assert whole == unspaced


def test_every_question_is_a_heading(brief, contested):
    opened = docx.Document(io.BytesIO(brief))
    heads = [p.text for p in opened.paragraphs if p.style.name == "Heading 1"]
    last = ["Where each number comes from", "References"]
    assert heads == [*(s.question for s in contested.document.sections), *last]


def test_tables_hold_the_cells_of_the_report_under_repeated_heads(brief, contested):
    tables = docx.Document(io.BytesIO(brief)).tables
    wanted = [t for s in contested.document.sections for t in s.tables]
    assert len(tables) == len(wanted)
    for found, table in zip(tables, wanted, strict=True):
        rows = [[words(c) for c in r.iter(f"{W}tc")] for r in
                ElementTree.fromstring(found._tbl.xml).iter(f"{W}tr")]  # fmt: skip
        assert rows == [[*map(flat, line)] for line in (table.columns, *table.rows)]
    for table in part(brief).iter(f"{W}tbl"):
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
        assert heads == [True, *[False] * (len(heads) - 1)]
        assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in table.iter(f"{W}tr"))


def test_captions_count_tables_and_figures(brief, contested):
    captions = [
        p.text for p in docx.Document(io.BytesIO(brief)).paragraphs if p.style.name == "Caption"
    ]
    whole = [words(p) for p in part(brief).iter(f"{W}p") if words(p).startswith("Table ")]
    tables = [t.caption for s in contested.document.sections for t in s.tables]
    assert [re.sub(r"^Table \d+: ", "", text) for text in whole] == tables
    assert len(captions) == len(tables) + len(list(part(brief).iter(f"{WP}docPr")))


def test_every_picture_is_said_in_words(brief, contested):
    described = [found.get("descr") for found in part(brief).iter(f"{WP}docPr")]
    assert described == [p.says for s in contested.document.sections for p in s.pictures]
    with zipfile.ZipFile(io.BytesIO(brief)) as archive:
        kinds = Counter(name.rpartition(".")[2] for name in archive.namelist())
    assert kinds["png"] == len(described)


def test_every_number_leads_to_where_it_comes_from(brief, contested):
    body = part(brief)
    places = [found.get(f"{W}name") for found in body.iter(f"{W}bookmarkStart")]
    links = [found.get(f"{W}anchor") for found in body.iter(f"{W}hyperlink")]
    count = len(contested.document.brief.numbers)
    assert places == [f"why_{place}" for place in range(1, count + 1)]
    assert set(links) == set(places)
    whole = words(body)
    for entry in contested.document.lineage.numbers:
        assert str(entry["means"]) in whole
        assert str(entry["formula"]) in whole


def test_inputs_stand_with_their_judges(brief, contested):
    whole = words(part(brief))
    for quantity in contested.conflict.quantities:
        assert f"({quantity.name})" in whole
        assert quantity.by in whole


def test_the_xml_is_what_word_needs(bytes_of):
    body = part(bytes_of)
    for cell in body.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"
    for known in body.iter(f"{W}tblPr"):
        order = [ORDER.index(child.tag.removeprefix(W)) for child in known]
        assert order == sorted(order)
    for grid, table in zip(body.iter(f"{W}tblGrid"), body.iter(f"{W}tbl"), strict=True):
        assert {len(list(row.iter(f"{W}tc"))) for row in table.iter(f"{W}tr")} == {len(grid)}
    for paragraph in body.iter(f"{W}p"):
        tags = [child.tag for child in paragraph]
        assert f"{W}pPr" not in tags[1:]
    ids = [found.get("id") for found in body.iter(f"{WP}docPr")]
    ids += [f"b{found.get(f'{W}id')}" for found in body.iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids))
    known = {s.get(f"{W}styleId") for s in part(bytes_of, "word/styles.xml").iter(f"{W}style")}
    used = {
        s.get(f"{W}val") for k in ("pStyle", "rStyle", "tblStyle") for s in body.iter(W + k)
    }
    assert used <= known
    last = list(body.find(f"{W}body"))
    assert [child.tag for child in last[-2:]] == [f"{W}p", f"{W}sectPr"]


def test_every_part_of_the_package_is_there_and_declared(bytes_of):
    with zipfile.ZipFile(io.BytesIO(bytes_of)) as archive:
        names = set(archive.namelist())
        assert archive.testzip() is None
        for name in (n for n in names if n.endswith(".rels")):
            folder = name.split("_rels/")[0]
            for relation in ElementTree.fromstring(archive.read(name)):
                assert relation.get("TargetMode") != "External"
                target = relation.get("Target")
                path = target.lstrip("/") if target.startswith("/") else f"{folder}{target}"
                assert re.sub(r"\w+/\.\./", "", path) in names
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]


def test_it_is_a4_and_in_british_english(bytes_of):
    section = docx.Document(io.BytesIO(bytes_of)).sections[0]
    assert sorted([round(section.page_width.mm), round(section.page_height.mm)]) == [210, 297]
    spoken = {e.get(f"{W}val") for e in part(bytes_of, "word/styles.xml").iter(f"{W}lang")}
    assert spoken == {"en-GB"}


def test_it_names_nobody_and_no_time(bytes_of):
    known = docx.Document(io.BytesIO(bytes_of)).core_properties
    assert (known.author, known.last_modified_by, known.comments) == ("holdfast", "", "")
    assert known.created == known.modified
    assert known.created.year == 1980
    assert known.language == "en-GB"
    with zipfile.ZipFile(io.BytesIO(bytes_of)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"Macintosh" not in b"".join(map(archive.read, archive.namelist()))


def test_the_same_input_gives_the_same_bytes(brief, compared, contested):
    assert brief_docx(contested.conflict, contested.findings) == brief
    assert comparison_docx(contested.conflict, contested.findings) == compared


def test_the_comparison_is_short_enough_for_one_page(compared, contested):
    """As printed by LibreOffice it fills two thirds; here only that it has not grown."""
    opened = docx.Document(io.BytesIO(compared))
    assert len(opened.tables) == 1
    assert len(opened.paragraphs) <= 10
    assert len(opened.tables[0].rows) <= 22
    assert [p.text for p in opened.paragraphs].count(NOTICE) == 1


def test_many_packages_lie_on_a_page_turned_sideways():
    page = docx.Document(io.BytesIO(Word(Page("t", "f", landscape=True)).bytes())).sections[0]
    assert page.page_width > page.page_height


def test_signs_that_no_xml_can_hold_do_not_break_it():
    word = Word(Page("a\x00b", "\x0b"))
    word.title("\ud800 \ufffe")
    word.paragraph([Words("x\x1b[31m"), Words("y", raised=True, to="why_1")])
    word.table(Table("\x07", ("a", "b"), (("\x00", ""), ("", "]]>&<w:p>"))))
    opened = docx.Document(io.BytesIO(word.bytes()))
    assert opened.paragraphs[1].text == "x\ufffd[31my"
    assert opened.tables[0].cell(2, 1).text == "]]>&<w:p>"


@pytest.mark.parametrize("make", [brief_docx, comparison_docx])
def test_without_the_extra_it_says_what_to_install(make, coded, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    assert isinstance(coded.conflict, Conflict)
    with pytest.raises(HoldfastError) as caught:
        make(coded.conflict, coded.findings)
    [problem] = caught.value.problems
    assert problem.code == "HF470"
    assert "holdfast[office]" in problem.remedy


def test_a_case_without_packages_has_no_comparison(coded):
    with pytest.raises(HoldfastError) as caught:
        comparison_docx(coded.conflict, coded.findings)
    assert caught.value.problems[0].code == "HF401"
