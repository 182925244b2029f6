"""A second article read into a case: all else stays, and what it repeats or turns is told."""

import difflib

import pytest

from holdfast.casefile.catalogue import bundled_text, slugs
from holdfast.casefile.loader import load_text
from holdfast.core.errors import HoldfastError
from holdfast.study.article import article
from holdfast.study.draft.merge import merge

NEWS = "{} will not hold talks with {} until it receives security guarantees, {} said.\n"
ONE = "Chad will not hold talks with Libya until it receives security guarantees."
AGAIN = "Reuters reported that Chad would not meet Libya before it had security guarantees."
DROPPED = "Chad no longer insists on security guarantees before talks with Libya."
OTHER = "Chad will not hold talks with Libya until it withdraws its troops."


def read_in(case, text, name="second.txt"):
    found = article(text.encode(), name, name)
    return merge(case, "case.yaml", found.reading, found.published)


@pytest.fixture(scope="module")
def case():
    from datetime import date

    from holdfast.study.draft.case import draft

    found = article(ONE.encode(), "first.txt", "first.txt")
    return draft(found.reading, found.published, date(2025, 3, 1)).text


def added_lines(before, after):
    changes = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    assert not [line for line in changes if line.startswith("- ")]
    return [line[2:] for line in changes if line.startswith("+ ")]


@pytest.mark.parametrize("slug", [s for s in slugs() if "ukraine" in s or "korea" in s])
def test_everything_else_of_the_file_stays(slug):
    before = bundled_text(slug)
    conflict = load_text(before, slug)
    names = [actor.name for actor in conflict.actors][:2]
    merged = read_in(before, NEWS.format(*names, names[0]))
    assert added_lines(before, merged.text)
    assert len(merged.conflict.evidence) == len(conflict.evidence) + len(merged.added)
    assert merged.conflict.quantities == conflict.quantities or [
        q.name for q in merged.conflict.quantities
    ] == [q.name for q in conflict.quantities]
    assert [s.id for s in merged.conflict.sources][-1] == merged.source


def test_the_same_position_again_is_told_as_a_repeat(case):
    merged = read_in(case, AGAIN)
    assert merged.against == ()
    (line,) = merged.repeats
    assert "article-position-1" in line
    assert "Reuters" in line


def test_a_repeat_without_an_outlet_may_be_the_same_report(case):
    (line,) = read_in(case, ONE + " It was cold.").repeats
    assert "may go back to the same report" in line


def test_a_position_given_up_goes_against_the_case(case):
    merged = read_in(case, DROPPED)
    assert merged.repeats == ()
    assert ["gives up" in line for line in merged.against] == [True]


def test_another_condition_for_the_same_step_is_told(case):
    assert ["another condition" in line for line in read_in(case, OTHER).against] == [True]


def test_new_parties_are_named(case):
    merged = read_in(case, ONE + " Egypt offered to mediate between Chad and Libya.")
    assert any(name.startswith("Egypt (mediator") for name in merged.new_names)


def test_the_same_file_twice_is_refused(case):
    merged = read_in(case, AGAIN)
    with pytest.raises(HoldfastError) as caught:
        read_in(merged.text, AGAIN, "renamed.txt")
    assert caught.value.problems[0].code == "HF604"


def test_a_later_article_is_refused(case):
    with pytest.raises(HoldfastError) as caught:
        read_in(case, "Terms\n\nPARIS, 2 March 2025\n\n" + ONE)
    assert caught.value.problems[0].code == "HF303"


def test_line_ends_of_windows_stay(case):
    windows = case.replace("\n", "\r\n")
    merged = read_in(windows, AGAIN).text
    assert merged.count("\n") == merged.count("\r\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_keeps_its_own_end(case, end):
    """Also where the ends are mixed, and where a text holds signs that YAML takes for ends."""
    first, rest = case.split("\n", 1)
    mixed = first + end + rest
    merged = read_in(mixed, AGAIN).text
    kept = merged.replace("\r\n", "\n").replace("\r", "\n")
    assert merged.startswith(first + end)
    assert added_lines(mixed.replace("\r\n", "\n").replace("\r", "\n"), kept)
    odd = case.replace("title: ", "title: 'a\u2028b' # ", 1)
    assert "a\u2028b" in read_in(odd, AGAIN).text


def test_a_document_end_stays_the_end(case):
    merged = read_in(case + "...\n", AGAIN)
    assert merged.text.endswith("...\n")


def test_taken_ids_are_not_used_again(case):
    taken = case.replace("id: article-position-1", "id: second-position-1")
    merged = read_in(taken, AGAIN)
    assert "second-position-1-2" in dict(merged.added)


def test_an_article_about_others_is_refused(case):
    with pytest.raises(HoldfastError) as caught:
        read_in(case, "Peru will not hold talks with Chile until it receives guarantees.")
    assert caught.value.problems[0].code == "HF603"


@pytest.mark.parametrize("empty", ["", "evidence: []\n", "evidence:  [ ] # none yet\n"])
def test_a_case_without_evidence_gets_some(case, empty):
    bare = case[: case.index("\n# Look at the words")] + "\n" + empty
    merged = read_in(bare, AGAIN)
    assert merged.conflict.evidence


def test_a_section_on_one_line_is_refused_and_nothing_is_lost(case):
    start, end = case.index("sources:\n"), case.index("actors:\n")
    flow = (
        "sources: {article: {title: T, publisher: P, kind: news, published: 2025-03-01, "
        "identifier: x}}\n"
    )
    with pytest.raises(HoldfastError) as caught:
        read_in(case[:start] + flow + case[end:], AGAIN)
    assert caught.value.problems[0].code == "HF603"
    assert "case.yaml:" in str(caught.value)
    assert "sources: is written in brackets" in str(caught.value)
