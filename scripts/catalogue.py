"""Collect the words of the web app's interface: python scripts/catalogue.py [--check].

Writes src/holdfast/web/locale/holdfast.pot, from which translators make
LANGUAGE/LC_MESSAGES/holdfast.po and, with any gettext tool, the .mo beside it.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

WEB = Path(__file__).parents[1] / "src" / "holdfast" / "web"
POT = WEB / "locale" / "holdfast.pot"
HEADER = "# The words of holdfast's web app."
WAYS = [("pages/**.py", "python"), ("*.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "words": None, "marked": None}


def collected() -> str:
    """Which words are there, as the text of a template catalogue?"""
    catalogue = Catalog(project="holdfast", header_comment=HEADER)
    options = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
    found = extract_from_dir(WEB, WAYS, options, keywords=KEYWORDS)
    for file, _, message, comments, _ in sorted(found, key=lambda one: (one[0], one[1])):
        catalogue.add(message, locations=[(file, 0)], auto_comments=comments)
    out = io.BytesIO()
    write_po(out, catalogue, omit_header=True, include_lineno=False, sort_output=True)
    return f"{HEADER}\n\n{out.getvalue().decode('utf-8')}"


if __name__ == "__main__":
    text = collected()
    if "--check" in sys.argv:
        sys.exit(POT.read_text(encoding="utf-8") != text)
    POT.write_text(text, encoding="utf-8")
