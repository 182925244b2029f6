"""Articles that one file joins."""

import pytest

from holdfast.reading.boilerplate import lines
from holdfast.reading.segments import segments

BODY = "The ministry said that it would not come until the posts were handed over to it. " * 4
FIRST = f"Talks off\n\n{BODY}\n\nA quarrel of years\n\n{BODY}\n\n"


def starts(text, *heads):
    found = list(lines(text))
    return [text[start:end].split("\n")[0] for start, end in segments(found, frozenset(heads))]


@pytest.mark.parametrize(
    ("second", "headline"),
    [
        (f"BREAKING: Border shut\n\n{BODY}", "BREAKING: Border shut"),
        (f"EXCLUSIVE \u2014 Border shut\n\n{BODY}", "EXCLUSIVE \u2014 Border shut"),
        (f"----------\n\nBorder shut\n\n{BODY}", "Border shut"),
        (f"Border shut\nBy Ann Lee\n\n{BODY}", "Border shut"),
        (f"Border shut\nIt may stay so\nBy Ann Lee\n\n{BODY}", "Border shut"),
        (f"Border shut\n\nMarch 1, 2025\n\n{BODY}", "Border shut"),
        (f"Border shut?\n\nKYIV, March 1 (Agency) \u2014 {BODY}", "Border shut?"),
    ],
)
def test_a_second_article_begins(second, headline):
    assert starts(FIRST + second) == ["Talks off", headline]


@pytest.mark.parametrize(
    "second",
    [
        f"What next?\n\n{BODY}",
        f"Conclusion: The road ahead\n\n{BODY}",
        f"* * *\n\nThe road ahead\n\n{BODY}",
        f"----------\n\n{BODY}",
        "By Ann Lee\n",
        f"Breaking the siege\n\n{BODY}",
    ],
)
def test_a_subheading_begins_nothing(second):
    assert starts(FIRST + second) == ["Talks off"]


def test_a_headline_without_a_body_above_begins_nothing():
    assert starts(f"BREAKING: Border shut\nBREAKING: Talks off\nBy Ann Lee\n\n{BODY}") == [
        "BREAKING: Border shut"
    ]


def test_main_headings_begin_an_article():
    text = FIRST + f"Border shut\n\n{BODY}"
    assert starts(text, text.index("Border")) == ["Talks off", "Border shut"]


def test_boilerplate_at_the_ends_belongs_to_none():
    text = f"Menu\n\n{FIRST}Leave a Reply\nEmail *\n\nBREAKING: Shut\n\n{BODY}\n\nShare\n"
    first, second = segments(list(lines(text)))
    assert text[slice(*first)].startswith("Talks off")
    assert text[slice(*first)].endswith(f"{BODY}\n\n")
    assert text[slice(*second)].endswith(f"{BODY}\n\n")


def test_boilerplate_alone_has_no_article():
    assert segments(list(lines("Menu\nShare\n"))) == ()
