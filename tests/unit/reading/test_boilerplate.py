"""What web pages print around an article, and sentences that only look like it."""

import pytest

from holdfast.reading.boilerplate import lines, merged, rule
from holdfast.reading.published import LONGEST_LINE

MARKED = {
    "reply-form": [
        "Leave a Reply",
        "Leave a comment",
        "Your email address will not be published. Required fields are marked *",
        "Required fields are marked *",
        "Save my name, email, and website in this browser for the next time I comment.",
        "Cancel reply",
        "Comments are closed.",
        "3 Comments",
        "Email *",
    ],
    "cookies": [
        "We use cookies to improve your experience.",
        "This website uses cookies to analyse traffic. By staying you agree.",
        "We and our 842 partners store cookies and access data",
        "Accept all cookies",
        "Accept",
        "Cookie policy",
        "We value your privacy",
        "By continuing to use this site, you agree to our terms.",
    ],
    "share": [
        "Share this article",
        "Share",
        "Share on Facebook Twitter WhatsApp",
        "Facebook | Twitter",
        "Follow us on Telegram",
        "Like Loading...",
        "Click to share on X (Opens in new window)",
        "1.2k shares",
    ],
    "subscribe": [
        "Subscribe",
        "Subscribe to our newsletter",
        "Sign up for our daily briefing",
        "Get the news in your inbox",
        "Already a subscriber? Log in",
        "Enter your email",
        "Donate now",
    ],
    "related": [
        "Related articles:",
        "Read more",
        "Read more: Talks collapse again",
        "READ ALSO: Talks collapse again",
        "You may also like",
        "More from this author",
        "Continue reading",
        "Tags: war, peace",
        "Previous post: Old news",
        "Home > World > Europe",
        "Most read",
    ],
    "navigation": ["Skip to content", "Back to top", "Menu", "About us", "5 min read"],
    "copyright": [
        "\u00a9 2025 The Daily",
        "Copyright \u00a9 2025 The Daily",
        "Copyright 2025 The Daily. All rights reserved.",
        "All rights reserved.",
    ],
    "advertisement": ["Advertisement", "- ADVERTISEMENT -", "Sponsored content", "Ad"],
    "photo-credit": [
        "Photo: Ann Lee",
        "Photo by Ann Lee",
        "[Photo: Ann Lee/Agency]",
        "Ann Lee/Getty Images",
        "Image credit: Reuters",
        "File photo: the border",
    ],
    "by-line": [
        "By | March 1, 2025",
        "By Ann Lee",
        "by Ann Lee and Bo Li",
        "By ANN LEE | 1 March 2025 10:30",
        "By Staff Writer, The Daily",
        "Written by Jos\u00e9 de la Cruz",
    ],
    "date-line": [
        "March 1, 2025",
        "Published: 1 March 2025, 10:30 GMT",
        "Last updated on Mar. 1, 2025 at 10:30 a.m.",
        "Saturday, 1st March 2025",
        "2025-03-01",
    ],
    "separator": ["-----", "\u2014\u2014\u2014\u2014", "=====", "- - - -"],
    "stray-marks": ["\u201c`", "```", "***", "* * *", "\u00bb"],
}

KEPT = [
    "Leave a reply to the ultimatum unsigned, the general was told.",
    "Comments by the minister were not welcome in Strelsau.",
    "Share of the vote fell after the truce.",
    "Subscribe to the treaty or lose the port, they were told.",
    "Read more widely, the two sides might agree.",
    "Related talks on grain went on.",
    "More on the ceasefire was said by the mediator.",
    "Home rule is the demand of the province.",
    "Copyright law was not part of the talks.",
    "Photo evidence was shown to the council.",
    "By Friday the talks had failed.",
    "By insisting on guarantees, Ukraine aims to ensure peace.",
    "By land and by sea, the blockade held",
    "It was signed on March 1, 2025.",
    "Next, the observers arrived.",
    "Follow us on to the bridge, the rebels said.",
    "Accept the border or face war",
    "Russia Refuses Peace Talks",
    "Advertisement of weakness is what he feared.",
    "Search parties crossed the line.",
    "Close to the border, shots were heard.",
]


@pytest.mark.parametrize(
    ("name", "line"), [(name, line) for name, all_ in MARKED.items() for line in all_]
)
def test_lines_around_an_article_are_marked(name, line):
    assert rule(line) == name


@pytest.mark.parametrize("line", KEPT)
def test_sentences_that_only_look_like_it_are_kept(line):
    assert rule(line) == ""


def test_a_long_line_is_never_boilerplate():
    assert rule("tags: " + "war " * LONGEST_LINE) == ""


def test_lines_have_their_offsets():
    text = "\n  Talks off \n\nShare\n"
    assert [(x.start, x.end, x.rule) for x in lines(text)] == [(3, 12, ""), (15, 20, "share")]


def test_of_spans_that_overlap_the_wider_is_kept():
    assert merged([(2, 4, "a"), (0, 9, "b"), (9, 12, "c")]) == ((0, 9, "b"), (9, 12, "c"))
