"""Everything holdfast says by itself keeps to the rules of modest speech."""

import re

import pytest

from holdfast.casefile.advice import advise, split_in_words
from holdfast.report.formulas import FORMULAS
from holdfast.report.numbers import Number, Sentence
from holdfast.report.onepage import PROMISED, one_page, one_page_text
from holdfast.report.phrases import chance
from holdfast.study.ensemble import ensemble
from holdfast.study.stable import Reasons, stability

MODEL_INPUTS = "Quantities of the case"  # the author's own numbers, printed as they were typed


@pytest.mark.parametrize(
    "text",
    [
        "It is likely that they come.",
        "It is likely (55-85%) that they come.",
        "It is unlikely to likely (20-79%) that they come.",
        "It is Very Likely that they come.",
        "Open in 0% of draws.",
        "Open in 100% of draws.",
        "Open in 48.3% of draws.",
        "At strength 0.123 it opens.",
        "We are confident: it is likely (55-80%) to hold.",
        "The truce will hold.",
        "They will not come.",
        "We recommend the treaty.",
        "Kyiv should sign.",
        "Kyiv must sign.",
        "This is the best deal.",
        "It is certainly open.",
    ],
)
def test_the_linter_sees_what_it_is_for(rules, text):
    assert rules.problems(text)


@pytest.mark.parametrize(
    "text",
    [
        "It is likely (55-80%) that they would come.",
        "It is unlikely to roughly even (20-55%) [12] that they would come.",
        "The model cannot tell (5-80%) whether they would come.",
        "Open in 48% of draws, in fewer than 1%, in more than 99%, in 7.6%.",
        "The will of the guarantors fades; their will halves.",
        "How strong must the guarantee be?",
        "At 0.46 (0 to 1) of the package, after 1000 draws, holdfast 0.1.0, seed 20250301.",
        "Quantity, Low / likely / high.",
    ],
)
def test_the_linter_leaves_modest_speech_alone(rules, text):
    assert rules.problems(text) == []


def test_the_linter_takes_authors_words_out_first(rules):
    said = "With 'A deal that will hold, 100% sure' it is likely (55-80%) that they would come."
    assert rules.problems(said)
    assert rules.problems(said, ["A deal that will hold, 100% sure"]) == []


def test_the_linter_reads_tables(rules):
    assert rules.cell_problems("Kept five years, mean chance", "1")
    assert rules.cell_problems("Window open, of draws", "0")
    assert not rules.cell_problems("Strength", "1")
    assert not rules.cell_problems("Kept five years, mean chance", "0.99")


def spoken(found):
    """Every sentence of a report that holdfast makes, table captions and headings included."""
    document = found.document
    yield document.brief.plain()
    for section in document.sections:
        yield section.question
        if section.id != "inputs":  # there the answer is the author's summary
            yield from section.answer
        yield from section.details
        yield from (picture.says for picture in section.pictures)
        yield from (table.caption for table in section.tables)
        yield section.method
        yield from section.caveats
    for finding in found.findings.values():
        yield from (finding.question, finding.method, *finding.caveats)
        yield from (entry["sentence"] for entry in finding.answer.get("witnesses", ()) if entry)
    for item in advise(found.conflict):
        if item.kind != "disagree":  # it sets the figures of sources side by side, as given
            yield item.says
    yield split_in_words(found.conflict)


def cells(found):
    """Every cell of every table that holdfast fills, with its heading and caption."""
    for section in found.document.sections:
        for table in section.tables:
            if table.caption == MODEL_INPUTS:
                continue
            for row in table.rows:
                for column, cell in zip(table.columns, row, strict=True):
                    yield table.caption, column, cell


def test_every_generated_sentence_keeps_the_rules(slug, variant, answered, authored, rules):
    found = answered(slug, variant)
    wrong = [p for text in spoken(found) for p in rules.problems(text, authored(slug))]
    assert wrong == []


def test_every_table_keeps_the_rules(slug, variant, answered, authored, rules):
    wrong = []
    for _, column, cell in cells(answered(slug, variant)):
        wrong += rules.problems(column, authored(slug)) + rules.problems(cell, authored(slug))
        wrong += rules.cell_problems(column, cell)
    assert wrong == []


def test_the_comparison_of_packages_keeps_the_rules(slug, variant, answered, authored, rules):
    found = answered(slug, variant)
    if found.conflict.contest is None:
        return
    page = one_page(found.conflict, found.findings)
    said = (page.question, *page.answer, *page.notes, page.table.caption)
    wrong = [p for text in said for p in rules.problems(text, authored(slug))]
    for head, *told in page.table.rows:
        for cell in told if head != PROMISED else ():  # the author's own words, cut short
            wrong += rules.problems(cell, authored(slug)) + rules.cell_problems(head, cell)
    assert wrong == []
    assert flat(one_page_text(page)).count(rules.NOTICE) == 1


def test_every_reason_keeps_the_rules(slug, variant, answered, authored, rules):
    """All states and concepts, not only those a report shows."""
    conflict = answered(slug, variant).conflict
    if conflict.space is None or len(conflict.space) > 40:
        return  # reasons of large spaces are worded by the same code
    told = stability(ensemble(conflict, 1, 2), why=Reasons.ALL).answer
    wrong = [
        p for w in told["witnesses"] for p in rules.problems(w["sentence"], authored(slug))
    ]
    assert wrong == []


@pytest.mark.parametrize("kind", sorted(FORMULAS))
def test_meanings_of_numbers_keep_the_rules(kind, rules):
    assert rules.problems(FORMULAS[kind].means) == []


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.02), (0.02, 0.1), (0.3, 0.4), (0.5, 0.5)])
def test_a_chance_reads_as_english(low, high):
    """'It is almost no chance that' does not; 'there is almost no chance that' does."""
    number = Number("", "kept", "hinges", ())
    said = Sentence(tuple(chance("they would come", low, high, number))).plain()
    assert not re.search(r"\bit is almost no chance\b", said)
    assert "they would come" in said


def flat(text):
    return " ".join(re.sub(r"[>│┃]", " ", text).split())


def test_the_notice_stands_once_in_every_report(slug, variant, answered, rules):
    files = answered(slug, variant).files
    for name in ("report.html", "report.md"):
        text = files[name].decode()
        assert flat(re.sub(r"<[^>]*>", " ", text)).count(rules.NOTICE) == 1, name
        assert text.lower().count("recommend") == 1, name


SCREENS = [
    ("window", "korea-1953", "--draws", 40),
    ("compare", "minsk-2015", "--draws", 40),
    ("stability", "elmira", "--why"),
    ("check", "ukraine-2025-03-01"),
]


@pytest.mark.parametrize("words", SCREENS, ids=[words[0] for words in SCREENS])
def test_screens_keep_the_rules(words, holdfast, authored, rules):
    result = holdfast(*words)
    assert result.exit_code == 0
    text = flat(result.stdout)
    assert text.count(rules.NOTICE) == (0 if words[0] == "check" else 1)
    lines = result.stdout.splitlines()
    prose = "\n".join(line for line in lines if not line.startswith(("│", "┃")))
    if words[0] == "check":
        prose = "\n".join(line for line in lines if ": disagree: " not in line)
    assert rules.problems(prose, authored(words[1])) == []


def test_the_screen_of_an_assessment_keeps_the_rules(holdfast, authored, rules, tmp_path):
    result = holdfast("assess", "prisoners-dilemma", "-o", tmp_path / "run")
    assert flat(result.stdout).count(rules.NOTICE) == 1
    assert rules.problems(result.stdout, authored("prisoners-dilemma")) == []


COMING = re.compile(r"\b(come|comes|enter|enters|leave|leaves|stay|stays)\b")


def test_both_sides_are_spoken_of_alike(slug, variant, answered):
    """A passage that says whether one side would come says it of the other as well."""
    found = answered(slug, variant)
    contest = found.conflict.contest
    if contest is None:
        return
    sides = [found.conflict.name(s) for s in (contest.target, contest.challenger)]
    passages = [sentence.plain() for p in found.document.brief.paragraphs for sentence in p] + [
        text
        for section in found.document.sections
        if section.id not in ("inputs", "stable")
        for text in (*section.answer, *(p.says for p in section.pictures))
    ]
    titles = {g.title for g in found.conflict.guarantees}
    lopsided = []
    for passage in passages:
        bare = passage
        for title in titles:
            bare = bare.replace(title, "")
        named = [side in bare for side in sides]
        if COMING.search(bare) and any(named) and not all(named):
            lopsided.append(passage)
    assert lopsided == []


def test_both_sides_stand_in_every_table_of_coming(slug, variant, answered):
    found = answered(slug, variant)
    contest = found.conflict.contest
    if contest is None:
        return
    target, challenger = (found.conflict.name(s) for s in (contest.target, contest.challenger))
    for section in found.document.sections:
        for table in section.tables:
            if section.id in ("inputs", "decides", "stable"):
                continue
            heads = (*table.columns, *(row[0] for row in table.rows))
            one = [h.replace(target, "") for h in heads if target in h and COMING.search(h)]
            other = [
                h.replace(challenger, "") for h in heads if challenger in h and COMING.search(h)
            ]
            assert len(one) == len(other), (table.caption, one, other)
