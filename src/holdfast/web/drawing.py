"""Charts without inline style: what a page with a strict content security policy may show."""

import re
from collections.abc import Iterator

_STYLE = re.compile(r'\sstyle="([^"]*)"')
_SHEET = re.compile(r"<style[^>]*>.*?</style>", re.DOTALL)
_FONT = re.compile(r"(?:(italic|bold|[1-9]00)\s+)*([0-9.]+px)\s+(.+)")
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
_ROUND = ' stroke-linejoin="round" stroke-linecap="butt"'  # what matplotlib's sheet says


def inert(svg: str) -> str:
    """How does this drawing read with its styles as attributes, which need no permission?

    Parameters
    ----------
    svg : as matplotlib writes it.

    Examples
    --------
    >>> inert('<svg><path style="fill: none; stroke: #000"/></svg>')
    '<svg stroke-linejoin="round" stroke-linecap="butt"><path fill="none" stroke="#000"/></svg>'
    """
    bare = _METADATA.sub("", _SHEET.sub("", svg))
    return _STYLE.sub(_attributes, bare).replace("<svg", f"<svg{_ROUND}", 1)


def _attributes(found: re.Match[str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in _pairs(found[1]))


def _pairs(style: str) -> Iterator[tuple[str, str]]:
    for part in style.split(";"):
        name, colon, value = (word.strip() for word in part.partition(":"))
        if not colon:
            continue
        font = _FONT.fullmatch(value) if name == "font" else None
        if font is None:
            yield name, value
            continue
        yield "font-size", font[2]
        yield "font-family", font[3].replace("'", "")
