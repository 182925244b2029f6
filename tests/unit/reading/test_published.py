"""Publication dates: what counts as one, and above all what does not."""

from datetime import date

import pytest

from holdfast.reading.published import NOT_STATED, dateline, days, published

DAY = date(2025, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "March 1, 2025",
        "1 March 2025",
        "Mar. 1, 2025",
        "1st of March 2025",
        "2025-03-01",
        "MARCH 1 2025",
    ],
)
def test_dates_in_words_and_in_figures(text):
    assert list(days(text)) == [DAY]


@pytest.mark.parametrize(
    "text",
    ["01/03/2025", "31 February 2025", "March 2025", "2025-13-01", "March 1", "1 March 1825"],
)
def test_what_is_no_full_date(text):
    assert list(days(text)) == []


@pytest.mark.parametrize(
    ("head", "basis"),
    [
        (["Talks off", "By | March 1, 2025"], "by-line"),
        (["Talks off", "Published 1 March 2025"], "date line"),
        (["Updated 2 March 2025", "Published 1 March 2025"], "date line"),
        (["Updated 1 March 2025"], "date line"),
        (["KYIV, March 1, 2025 (Agency) \u2014 They left."], "dateline"),
        (["NEW YORK, 1 March 2025 \u2014 They left."], "dateline"),
    ],
)
def test_the_head_of_an_article_says_when(head, basis):
    found = published(head)
    assert (found.day, found.basis) == (DAY, basis)


@pytest.mark.parametrize(
    "line",
    [
        "The statement was made public on March 1, 2025.",
        "Since March 18, 2014 the border has been closed.",
        "By March 1, 2025 the talks had failed.",
        "KYIV \u2014 On March 1, 2025 they left.",
        "KYIV, March 1 (Agency) \u2014 They left.",
        "Crimea, annexed in 2014",
    ],
)
def test_the_date_of_an_event_is_not_that_of_the_article(line):
    found = published([line])
    assert (found.day, found.basis) == (None, NOT_STATED)


def test_datelines():
    assert dateline("KYIV (Agency) - They left.")
    assert not dateline("Kyiv left the talks - again.")
    assert not dateline("A - B")
