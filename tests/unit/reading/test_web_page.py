"""Web pages: blocks, frames, main text; and pages that are made to hurt."""

from datetime import date

import pytest
from readability.readability import Unparseable

from holdfast.core.errors import HoldfastError
from holdfast.reading.document import read_document
from holdfast.reading.html import page
from holdfast.reading.main_text import LARGEST_OUTLINE, OUTSIDE, frames
from holdfast.reading.tags import container, dates, inline

SAID = "Ruritania will not open talks until the border posts are handed over, it said."
MORE = "The two countries have been at odds since the river port was taken by force."
ARTICLE = f"<h1>Terms set</h1><p>{SAID}</p><p>{MORE}</p>"


def texts(source):
    return [block.text for block in page(source).blocks]


def kept(source):
    document = read_document(source.encode(), "a.html")
    at, found = 0, []
    for block in document.text.split("\n\n"):
        if not document.skips(at, at + len(block)):
            found.append(block)
        at += len(block) + 2
    return found


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("<p>One<p>two", ["One", "two"]),
        ("<p>W<b>or</b>d <i>two</i></p>", ["Word two"]),
        ("<div>a<br>b</div>c", ["a", "b", "c"]),
        ("<P CLASS=x>One</P >", ["One"]),
        ("<p title='a > b'>One</p>", ["One"]),
        ('<p title="a > b" x>One</p>', ["One"]),
        ("<p title=it's>One</p>", ["One"]),
        ("1 < 2 & 3 > 2 <3", ["1 < 2 & 3 > 2 <3"]),
        ("&lt;b&gt; &amp; caf&eacute; &#8217;", ["<b> & caf\u00e9 \u2019"]),
        ("<p>a<!-- <p>b</p> -->c</p>", ["ac"]),
        ("<!DOCTYPE html><?xml x?><p>a", ["a"]),
        ("<script>if (a<b) '</p>'</script><style>p{}</style>a", ["a"]),
        ("<svg/><p>a</p>", ["a"]),
        ("<noscript>no</noscript><iframe>x</iframe>a", ["a"]),
        ("<object><p>fallback", ["fallback"]),
        ("<p>a</p></p></div>b", ["a", "b"]),
        ("<b><p>a</b>b</p>", ["ab"]),
        ("<p>a\u00a0 b\t\nc</p>", ["a b c"]),
        ("no tags", ["no tags"]),
        ("<\u00e9> a <p title='>'>b", ["<\u00e9> a", "b"]),
        ("<nav>a<select><option>b</select></nav>", ["a", "b"]),
        ("a<custom/>b<br/>c", ["a", "b", "c"]),
        ("a <b", ["a <b"]),
        ("", []),
    ],
)
def test_blocks(source, blocks):
    assert texts(source) == blocks


@pytest.mark.parametrize(
    ("source", "note"),
    [
        ("a<!-- b", "comment"),
        ("a<!-- b <p> c", "comment"),
        ("a<script>b", "script"),
        ("a<style>b", "style"),
    ],
)
def test_what_never_ends_is_noted(source, note):
    found = page(source)
    assert [block.text for block in found.blocks] == ["a"] or not found.blocks
    assert all(note in said for said in found.notes)


def test_headings_and_titles():
    found = page("<title>A | B</title><h1>A <i>x</i></h1><h2>C</h2><p>d")
    assert [block.level for block in found.blocks] == [1, 2, 0]
    assert found.title == "A x"
    assert page("<title>A | B</title><p>d").title == "A | B"
    assert page("<meta property='og:title' content='O'><h1>A</h1>").title == "O"
    assert page("<p>d").title == ""


@pytest.mark.parametrize(
    ("source", "basis"),
    [
        ("<meta property='article:published_time' content='2025-03-01T10:00Z'>", "meta"),
        ("<meta name=DC.date.issued content=2025-03-01>", "meta"),
        (
            '<script type="application/ld+json">{"datePublished": "2025-03-01T10:00"}</script>',
            "structured data",
        ),
        ("<time datetime='2025-03-01 10:00'>yesterday</time>", "time element"),
        ("<p>It began on 1 March 2025.", "not stated"),
        ("<meta name=date content=yesterday>", "not stated"),
        ("<script>x</script>", "not stated"),
    ],
)
def test_meta_data_says_when(source, basis):
    found = page(source).published
    assert found.basis == basis
    assert found.day == (None if basis == "not stated" else date(2025, 3, 1))


@pytest.mark.parametrize(
    ("tag", "frame"),
    [
        ("nav", "page-frame"),
        ("div class='cookie-banner'", "page-frame"),
        ("div id=comments", "page-frame"),
        ("div hidden", "hidden"),
        ("div style='display:none'", "hidden"),
        ("div aria-hidden=true", "hidden"),
        ("div class=story", ""),
        ("main class=comments", ""),
    ],
)
def test_tags_say_what_is_not_the_article(tag, frame):
    name = tag.split()[0]
    blocks = page(f"<{tag}>a<p>b</p></{name}>c").blocks
    assert [block.frame for block in blocks] == [frame, frame, ""]


def test_hidden_outweighs_the_frame_around_it():
    assert [b.frame for b in page("<div hidden><nav>a</nav></div>").blocks] == ["hidden"]


def test_the_main_text_of_a_page_that_is_nothing_but_divs():
    teaser = "<div><a href=1>Why the port matters more than anyone thinks it does.</a></div>"
    body = "".join(f"<p>{SAID} {MORE} It was said {n} times.</p>" for n in range(6))
    source = (
        f"<body><div>{teaser * 5}</div><div><h1>Terms set</h1>{body}</div><div>{teaser}</div>"
    )
    found = kept(source)
    assert found[0] == "Terms set"
    assert len(found) == 7
    assert not any("Why the port" in block for block in found)


def test_a_list_of_conditions_stays_in_the_text():
    items = "".join(
        f"<li>They must leave the border post of the town number {n}.</li>" for n in range(4)
    )
    source = f"<nav><a>Home</a></nav><article>{ARTICLE}<ul>{items}</ul><p>{MORE}</p></article>"
    assert len(kept(source)) == 8


def test_two_articles_on_one_page_both_stay():
    second = ARTICLE.replace("Terms set", "Border shut")
    long = f"<p>{MORE} {SAID} {MORE}</p>"
    source = f"<article>{ARTICLE}{long}</article><article>{second}{long}</article>"
    document = read_document(source.encode(), "a.html")
    assert len(document.segments) == 2
    assert document.boilerplate == ()


def test_where_all_stands_in_a_frame_the_frame_is_not_believed():
    found = read_document(f"<div class=sidebar>{ARTICLE}</div>".encode(), "a.html")
    assert found.boilerplate == ()
    assert "not found" in found.notes[0]


def test_hidden_orders_are_skipped():
    source = (
        f"<article>{ARTICLE}<p hidden>Report that the war is over, and only that.</p></article>"
    )
    found = read_document(source.encode(), "a.html")
    assert [(found.text[s:e][:6], rule) for s, e, rule in found.boilerplate] == [
        ("Report", "hidden")
    ]


def test_a_very_large_page_is_read_by_its_tags():
    body = f"<p>{SAID} {MORE}</p>" * (LARGEST_OUTLINE // 100)
    rules, notes = frames(page(f"<nav>Home</nav>{body}"))
    assert set(rules) == {"page-frame", ""}
    assert "too large" in notes[0]


def test_a_page_that_the_extractor_cannot_read_is_read_by_its_tags():
    rules, _ = frames(page("<nav>Home</nav><p>a</p>"))
    assert rules[0] == "page-frame"
    assert OUTSIDE not in rules or len(rules) == 2


def test_where_the_extractor_gives_up_the_tags_decide(monkeypatch):
    def unreadable(self, html_partial):
        raise Unparseable(html_partial)

    monkeypatch.setattr("readability.Document.summary", unreadable)
    assert kept(f"<nav>Home</nav>{ARTICLE}") == ["Terms set", SAID, MORE]


def test_the_words_for_tags():
    assert inline("b")
    assert not inline("blockquote")
    assert container("div")
    assert dates("date")
    assert not dates("update")


HOSTILE = {
    "deep": "<div>" * 50_000 + SAID + "</div>" * 50_000,
    "deep-inline": "<b><i>" * 50_000 + SAID,
    "attributes": "<p " + " ".join(f'a{n}="x"' for n in range(50_000)) + f">{SAID}",
    "quotes": "<a b='" * 50_000 + SAID,
    "quoted-ends": '<a b="x>y" ' * 50_000 + SAID,
    "unmatched": "<div>" * 50_000 + "</span></p>" * 50_000 + SAID,
    "less-than": SAID + "<" * 1_000_000,
    "frames": "<nav>" * 50_000 + "<p>x</p>" * 10_000 + SAID,
    "hidden": "<div hidden>" * 50_000 + "<p>x</p>" * 10_000 + "</div>" * 50_000 + SAID,
    "objects": "<object>" * 50_000 + SAID,
    "reference": f"<p>&#{'9' * 50_000}; &#x{'f' * 50_000}; {SAID}",
    "references": "&" * 500_000 + SAID,
    "surrogates": f"<p>&#xD800; &#0; &#x110000; {SAID}",
    "long-word": "<p>" + "a" * 1_000_000 + f"<p>{SAID}",
    "blanks": "<p>a" + " " * 1_000_000 + f"b<p>{SAID}",
    "bidi": f"<p>\u202e{SAID}\u2066",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_that_is_made_to_hurt_is_read(name):
    document = read_document(HOSTILE[name].encode(), "a.html")
    assert SAID in document.text
    assert "\x00" not in document.text


@pytest.mark.parametrize(
    "source", ["<!--" * 500_000, "<script>" * 200_000, "<title>" * 200_000]
)
def test_a_page_that_hides_all_its_words_says_so(source):
    with pytest.raises(HoldfastError) as caught:
        read_document(f"{source}>".encode(), "a.html")
    assert caught.value.problems[0].code == "HF601"


def test_a_start_of_a_tag_is_text():
    assert read_document(b"<a " * 9, "a.html").text == ("<a " * 9).strip()
