"""What do the tags of a web page say: what is a block, what stands around the article?"""

import re
from html import escape, unescape

RAW = {
    name: re.compile(rf"</{name}\b[^>]*+>", re.IGNORECASE)
    for name in (
        *("script", "style", "title", "textarea", "noscript", "iframe", "svg", "math"),
        *("template", "object"),
    )
}
"""Elements whose inside is no text of the page, with the tag that ends them."""

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param")
) | {"source", "track", "wbr"}
"""Elements without an inside."""

SWALLOWS = frozenset({"script", "style", "title", "textarea"})
"""Elements that take in the rest of the page where they never end, as browsers have it."""

_INLINE = re.compile(
    r"a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small"
    r"|span|strike|strong|sub|sup|time|tt|u|var|wbr"
)
_CONTAINERS = re.compile(
    r"div|section|article|main|header|nav|footer|aside|form|ul|ol|blockquote|table|tbody|tr"
    r"|figure|dl|body"
)
_PUBLISHED = re.compile(
    r"(?:article|og):published_time|date(?:published)?|pub(?:lish)?date|publish_date"
    r"|publication_date|dc\.date(?:\.issued)?|dcterms\.(?:created|issued)|sailthru\.date"
    r"|parsely-pub-date|article\.published"
)
_ATTRIBUTE = re.compile(r"""([A-Za-z:_-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
LONGEST_ATTRIBUTES = 3_000
"""Characters of a tag that are looked at."""

_LONG_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")
_FRAMES = {
    **dict.fromkeys(("nav", "footer", "aside", "form", "button", "select"), "page-frame"),
    "dialog": "page-frame",
}
_WHOLE = frozenset({"html", "body", "main", "article"})
_FRAME_WORDS = re.compile(
    r"(?:^|\s)(?:comments?(?:-|_|\s|$)|respond\b|disqus|cookie|consent|newsletter|subscribe"
    r"|share|social|related|sidebar|promo\b|advert|ad-|breadcrumb|menu|nav(?:bar|igation)?\b|popup"
    r"|modal)"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def inline(name: str) -> bool:
    """Whether this element stands inside a line."""
    return _INLINE.fullmatch(name) is not None


def container(name: str) -> bool:
    """Whether an extractor of main text looks at this element."""
    return _CONTAINERS.fullmatch(name) is not None


def dates(key: str) -> bool:
    """Whether meta data under this key says when the page was published."""
    return _PUBLISHED.fullmatch(key) is not None


def attributes_of(text: str) -> dict[str, str]:
    """Which attributes has a tag? The first of each name counts.

    Examples
    --------
    >>> attributes_of(' id=a class="b c" hidden')
    {'id': 'a', 'class': 'b c', 'hidden': ''}
    """
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text, 0, LONGEST_ATTRIBUTES):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), unescaped(value))
    return found


def frame_of(name: str, attributes: dict[str, str]) -> str:
    """By which rule is this element not the article? Empty where its tag does not say so.

    Examples
    --------
    >>> frame_of("nav", {}), frame_of("div", {"class": "cookie-bar"}), frame_of("p", {})
    ('page-frame', 'page-frame', '')
    """
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    if hidden or _HIDDEN.search(attributes.get("style", "")):
        return "hidden"
    if name in _WHOLE:
        return ""
    if name in _FRAMES:
        return _FRAMES[name]
    words = f"{attributes.get('id', '')} {attributes.get('class', '')}".lower()
    return "page-frame" if _FRAME_WORDS.search(words) else ""


def shown(attributes: dict[str, str]) -> str:
    """Which attributes does an extractor get to see? Id and class, cut to a sane length."""
    kept = ((key, attributes.get(key, "")[:100]) for key in ("id", "class"))
    return "".join(f' {key}="{escape(value)}"' for key, value in kept if value)


def unescaped(text: str) -> str:
    """The text without character references; one of a thousand digits is no character."""
    if "&" not in text:
        return text
    return unescape(_LONG_REFERENCE.sub("\N{REPLACEMENT CHARACTER}", text))
