"""Which blocks of a web page are the article? The one module that knows the extractor."""

import logging
from collections.abc import Sequence

from holdfast.reading.html import Block, Page, page

LARGEST_OUTLINE = 1_000_000
"""Characters of the largest page that goes to the extractor, which takes seconds for more."""

OUTSIDE = "outside-main-text"
LEAST_KEPT = 0.3
"""Share of the page's sentences below which the extractor is not believed."""

_LEAST_WORDS = 8
_STOPS = (".", "!", "?", "\u2026", '."', ".\u201d", "?\u201d", '?"', ".\u2019", ".)")


def frames(found: Page) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which boilerplate rule has each block of the page, and what should the reader know?

    The extractor names the main text; sentences in its midst, or in an `article` element, that
    it leaves out stay in, for a list of conditions often looks like a menu. Where little would
    be left, only the tags of the page decide.

    Parameters
    ----------
    found : the page.

    Returns
    -------
    A rule for each block, empty for the article's own; and notes.
    """
    by_tags = tuple(block.frame for block in found.blocks)
    if len(found.outline) > LARGEST_OUTLINE:
        note = "the page is too large to look for its main text; only its tags were used"
        return by_tags, (note,)
    main = _main(found.outline)
    chosen = tuple(_rules(found.blocks, main))
    told = [place for place, block in enumerate(found.blocks) if _sentence(block)]
    kept = _size(found.blocks, [place for place in told if not chosen[place]])
    if kept >= LEAST_KEPT * _size(found.blocks, told):
        return chosen, ()
    note = "the main text of the page was not found; all of its visible text is read"
    return tuple(rule if rule == "hidden" else "" for rule in by_tags), (note,)


def _main(outline: str) -> frozenset[str]:
    """What the extractor takes for the main text, by block; imported late, for pages only."""
    from readability import Document
    from readability.readability import Unparseable

    log = logging.getLogger("readability")
    log.addHandler(logging.NullHandler())
    log.propagate = False
    try:
        summary = Document(outline).summary(html_partial=True)
    except Unparseable:
        return frozenset()
    return frozenset(block.text for block in page(summary).blocks)


def _rules(blocks: Sequence[Block], main: frozenset[str]) -> list[str]:
    inside = [place for place, b in enumerate(blocks) if b.text in main and not b.frame]
    if not inside:
        return [block.frame for block in blocks]
    first, last = _headed(blocks, inside[0]), inside[-1]
    return [
        block.frame or _outside(block, main, within=first <= place <= last)
        for place, block in enumerate(blocks)
    ]


def _headed(blocks: Sequence[Block], first: int) -> int:
    """The main heading above the first block of the main text, if there is one."""
    heads = [place for place in range(first) if blocks[place].level == 1]
    return heads[-1] if heads and not blocks[heads[-1]].frame else first


def _outside(block: Block, main: frozenset[str], *, within: bool) -> str:
    if block.text in main or (within and block.level):
        return ""
    return "" if _sentence(block) and (within or block.article) else OUTSIDE


def _sentence(block: Block) -> bool:
    words = block.text.count(" ") + 1
    return block.frame != "hidden" and words >= _LEAST_WORDS and block.text.endswith(_STOPS)


def _size(blocks: Sequence[Block], places: Sequence[int]) -> int:
    return sum(len(blocks[place].text) for place in places)
