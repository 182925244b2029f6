"""On paper: A4, the comparison on one sheet, nothing that only a screen can show."""

import re
import shutil
import subprocess

import pytest

from holdfast.report.forms import FORMS, brief_in, comparison_in
from holdfast.report.html import html
from holdfast.report.lineage import FEW_INPUTS, input_names

BROWSER = shutil.which("chromium")
A4 = (594.96, 841.92)  # points, as Chromium rounds 210 by 297 mm
look = pytest.mark.skipif(BROWSER is None, reason="no chromium on this machine to print with")


def printed(folder, content):
    """The sizes of the pages that a browser prints, in points."""
    (folder / "page.html").write_bytes(content)
    subprocess.run(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={folder / 'profile'}", "--no-first-run",
            f"--print-to-pdf={folder / 'page.pdf'}", (folder / "page.html").as_uri(),
        ],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    pdf = (folder / "page.pdf").read_bytes()
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(boxes) == len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
    return [tuple(round(float(side), 2) for side in box) for box in boxes]


@look
def test_the_report_prints_on_a4(contested, tmp_path):
    pages = printed(tmp_path, brief_in("html", contested.conflict, contested.findings))
    assert 1 < len(pages) < 60
    assert set(pages) == {A4}


@look
def test_the_comparison_prints_on_one_sheet(contested, tmp_path):
    content = comparison_in("html", contested.conflict, contested.findings)
    assert printed(tmp_path, content) == [A4]


def test_a_long_list_of_inputs_stands_once(contested):
    """Printed with every number it filled a page for each."""
    page = html(contested.document)
    lists = contested.document.lineage.shared()
    assert lists
    assert all(len(names) > FEW_INPUTS for names in lists)
    for place in lists.values():
        assert page.count(f'id="inputs-{place}"') == 1
        assert f'href="#inputs-{place}"' in page
    for entry in contested.document.lineage.numbers:
        names = input_names(entry)
        assert len(names) <= FEW_INPUTS or names in lists


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_had(form, coded):
    assert brief_in(form, coded.conflict, coded.findings)


def test_markdown_finds_its_figures_where_it_is_told(coded):
    text = brief_in("md", coded.conflict, coded.findings, "../run/figures").decode()
    assert "](../run/figures/states.svg)" in text
