"""A report needs nothing from anywhere, can be read aloud, and cannot be hijacked by a case."""

import json
import re
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree

import pytest
import yaml

from holdfast.casefile.loader import load_text
from holdfast.casefile.template import template
from holdfast.casefile.tree import parse
from holdfast.report.runfiles import run_files
from holdfast.study.assess import assess
from holdfast.study.ensemble import ensemble

VOID = frozenset({"meta", "link", "br", "img", "hr", "input", "col", "wbr"})
DRAWN = "korea-1953"


class Page(HTMLParser):
    """Elements with attributes, text, and what is wrong with their nesting."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.wrong, self.text = [], [], [], []
        self.feed(text)
        self.close()
        self.wrong += [f"<{tag}> stays open" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), tuple(self.open)))
        names = [name for name, _ in attrs]
        self.wrong += [f"{n} twice on <{tag}>" for n, c in Counter(names).items() if c > 1]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        self.text.append((data, tuple(self.open)))

    def named(self, tag):
        return [attributes for name, attributes, _ in self.elements if name == tag]

    def words(self, within=""):
        return "".join(data for data, path in self.text if not within or within in path)


@pytest.fixture(scope="module")
def drawn(answered):
    return answered(DRAWN, drawn=True)


@pytest.fixture(scope="module")
def page(drawn):
    return Page(drawn.files["report.html"].decode())


def test_the_page_is_whole_html(slug, answered):
    page = Page(answered(slug).files["report.html"].decode())
    assert page.wrong == []
    assert [attributes["lang"] for attributes in page.named("html")] == ["en"]
    assert page.words("title").strip()


def test_the_drawn_page_is_whole_html(page):
    assert page.wrong == []


def test_the_page_loads_nothing(page, drawn):
    loading = ("src", "srcset", "action", "formaction", "poster", "data", "background")
    for tag, attributes, _ in page.elements:
        assert not set(loading) & set(attributes), (tag, attributes)
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        for name in ("href", "xlink:href"):
            assert attributes.get(name, "#").startswith("#"), (tag, attributes)
    tags = {tag for tag, _, _ in page.elements}
    assert not tags & {"script", "link", "iframe", "object", "embed", "form", "base"}
    text = drawn.files["report.html"].decode()
    assert not re.search(r"@import|url\((?!#)", text)


def test_the_page_forbids_all_loading(page):
    [policy] = [
        a["content"]
        for a in page.named("meta")
        if a.get("http-equiv", "").lower() == "content-security-policy"
    ]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if rule.strip())
    assert rules["default-src"] == "'none'"
    assert "script-src" not in rules
    assert "http" not in policy


def test_every_link_inside_leads_somewhere(slug, answered):
    page = Page(answered(slug).files["report.html"].decode())
    ids = {a["id"] for _, a, _ in page.elements if "id" in a}
    links = {a["href"][1:] for a in page.named("a")}
    assert links - ids == set()


def test_ids_are_unique_without_figures(slug, answered):
    page = Page(answered(slug).files["report.html"].decode())
    counts = Counter(a["id"] for _, a, _ in page.elements if "id" in a)
    assert [name for name, count in counts.items() if count > 1] == []


def test_ids_are_unique_with_figures(page):
    counts = Counter(a["id"] for _, a, _ in page.elements if "id" in a)
    assert [name for name, count in counts.items() if count > 1] == []


def test_headings_go_down_one_step_at_a_time(slug, answered):
    page = Page(answered(slug).files["report.html"].decode())
    levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_headed_cells(slug, answered):
    page = Page(answered(slug).files["report.html"].decode())
    assert len(page.named("caption")) == len(page.named("table"))
    assert all(a.get("scope") in ("col", "row") for a in page.named("th"))


def test_every_figure_states_its_finding_and_has_a_table(page, drawn):
    images = [a for _, a, _ in page.elements if a.get("role") == "img"]
    pictures = [p for section in drawn.document.sections for p in section.pictures]
    assert [a["aria-label"] for a in images] == [p.says for p in pictures]
    assert len(page.named("figure")) == len(page.named("figcaption")) == len(pictures) > 0
    for picture in pictures:
        assert picture.says.endswith(".")
        assert len(picture.says.split()) > 10
    for section in drawn.document.sections:
        if section.pictures:
            assert len(section.tables) >= 1, section.id


def test_every_figure_has_its_own_twin_in_numbers(drawn):
    """As many tables as charts in each section, or one table with a row for every package."""
    packages = len(drawn.conflict.guarantees)
    for section in drawn.document.sections:
        if len(section.pictures) > 1:
            assert len(section.tables) >= len(section.pictures), section.id
        elif section.pictures:
            assert len(section.tables[0].rows) >= packages, section.id


def test_charts_keep_their_text_as_text(drawn):
    for name, content in drawn.files.items():
        if not name.endswith(".svg"):
            continue
        texts = [
            "".join(element.itertext())
            for element in ElementTree.fromstring(content.decode()).iter()
            if element.tag.endswith("}text")
        ]
        assert len(texts) > 5, name
        assert any(re.search(r"[A-Za-z]{4}", text) for text in texts), name


def test_charts_never_tell_things_apart_by_colour_alone(drawn):
    """The two sides' curves differ in dashes; the two ends of a bar differ in marker."""
    window = next(c.decode() for n, c in drawn.files.items() if n.startswith("figures/window-"))
    assert "stroke-dasharray" in window
    for side in (drawn.conflict.contest.target, drawn.conflict.contest.challenger):
        first = drawn.conflict.name(side).split()[0]
        assert first in window  # labelled where the line ends


def test_figure_files_are_those_the_markdown_links_to(drawn):
    linked = re.findall(r"\]\((figures/[^)]+)\)", drawn.files["report.md"].decode())
    files = [name for name in drawn.files if name.startswith("figures/")]
    assert sorted(linked) == sorted(files)
    assert linked


SCRIPT = "<script>alert(1)</script>"
MARKUP = "[bold red]red[/bold red]"
TRICKS = f"{SCRIPT} $x^2$ {MARKUP} a|b `c` *d* ](http://evil.example/) :fire: <!-- -- ]]> \\"
BIDI = "\N{RIGHT-TO-LEFT OVERRIDE}"
BREAK = "\n\n# A heading\n\n| a | b |\n"
CONTROL = "\x1b[31m"


def poisoned(poison):
    """The template with the poison behind everything that its author would type."""
    case = parse(template("my-case"), "my-case.yaml").data
    for section, keys in (
        ("actors", ("name",)),
        ("sources", ("title", "publisher", "url")),
        ("guarantees", ("title", "response")),
        ("issues", ("question",)),
    ):
        for entry in case[section].values():
            for key in keys:
                if key in entry:
                    entry[key] += poison
    for issue in case["issues"].values():
        issue["options"] = {k: v + poison for k, v in issue["options"].items()}
    case["title"] += poison
    case["summary"] += poison
    case["contest"]["power"] |= {"note": f"Why{poison}", "by": f"me{poison}"}
    case["contest"]["precondition"]["source"]["says"] += poison
    return yaml.safe_dump(case, sort_keys=False, allow_unicode=True)


def reported(text):
    conflict = load_text(text, "my-case.yaml")
    _, files = run_files(conflict, assess(ensemble(conflict, 1, 5)))
    return files


@pytest.fixture(scope="module")
def tricked():
    return reported(poisoned(f" {TRICKS}"))


def test_tricks_are_words_on_the_page(tricked):
    page = Page(tricked["report.html"].decode())
    assert page.wrong == []
    assert page.named("script") == []
    assert SCRIPT in page.words("h1")
    assert "$x^2$" in page.words("h1")
    assert not [a for a in page.named("a") if not a["href"].startswith("#")]


def test_tricks_are_words_in_charts(tricked):
    charts = [c.decode() for name, c in tricked.items() if name.endswith(".svg")]
    assert charts
    for chart in charts:
        root = ElementTree.fromstring(chart)
        assert not [e for e in root.iter() if e.tag.endswith("}script")]
    words = "".join("".join(ElementTree.fromstring(chart).itertext()) for chart in charts)
    assert "$x^2$" in words
    assert "<script>" in words


def outside_code(text):
    """Markdown without its code, in which nothing is read as markup."""
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return re.sub(r"(?<!\\)(`+)(?!`).*?(?<!`)\1(?!`)", "", text)


def test_tricks_are_words_in_markdown(tricked):
    text = outside_code(tricked["report.md"].decode())
    assert not re.search(r"(?<!\\)<\s*(script|!--)", text)
    assert not re.search(r"(?<!\\)\]\(http", text)


def test_tricks_leave_every_markdown_table_its_columns(tricked):
    width = 0
    for line in tricked["report.md"].decode().splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        cells = len(re.findall(r"(?<!\\)(?:\\\\)*\|", line))
        assert width in (0, cells), line
        width = cells


def on_screen(holdfast, folder, text):
    """Everything that the verbs print about a case on the terminal."""
    case = folder / "my-case.yaml"
    case.write_text(text)
    run = folder / "run"
    results = [
        holdfast("check", case),
        holdfast("assess", case, "--draws", 5, "-o", run),
        holdfast("window", case, "--draws", 5),
        holdfast("stability", case, "--why", "--draws", 5),
        holdfast("compare", case, "--draws", 5),
        holdfast("why", run),
        holdfast("why", run, 1),
        holdfast("why", run, 3),
    ]
    assert [result.exit_code for result in results] == [0] * len(results)
    return "\n".join(result.stdout + result.stderr for result in results)


def test_tricks_are_words_on_the_terminal(holdfast, tmp_path):
    text = on_screen(holdfast, tmp_path, poisoned(f" {TRICKS}"))
    flat = re.sub(r"[│┃\s]", "", text)
    assert MARKUP.replace(" ", "") in flat
    assert ":fire:" in flat
    assert "\N{FIRE}" not in flat
    assert "\x1b" not in text


def test_line_breaks_start_nothing_new(holdfast, tmp_path):
    text = poisoned(BREAK)
    files = reported(text)
    lines = files["report.md"].decode().splitlines()
    assert "# A heading" not in lines
    assert "| a | b |" not in lines
    brief = files["brief.txt"].decode()
    assert "# A heading" not in brief.splitlines()


@pytest.mark.parametrize("poison", [BIDI, CONTROL], ids=["bidi", "control"])
def test_signs_that_steer_the_reader_are_refused_or_taken_out(poison, holdfast, tmp_path):
    """Either the case does not load, with a message, or no output holds the sign."""
    case = tmp_path / "my-case.yaml"
    case.write_text(poisoned(poison))
    checked = holdfast("check", case)
    sign = poison[0]
    assert sign not in checked.stdout + checked.stderr
    if checked.exit_code == 2:
        return
    assert sign not in on_screen(holdfast, tmp_path, poisoned(poison))
    files = reported(poisoned(poison))
    for name, content in files.items():
        if not name.endswith(".json"):
            assert sign not in content.decode(), name


@pytest.mark.parametrize("title", ["停戦交渉", "محادثات السلام", "הפסקת אש", "Peace 🕊"])
def test_a_title_in_any_script_makes_a_report_without_complaint(title):
    """Warnings are errors in this suite; a user would see them on the terminal."""
    case = parse(template("my-case"), "my-case.yaml").data
    case["title"] = title
    for guarantee in case["guarantees"].values():
        guarantee["title"] = title
    files = reported(yaml.safe_dump(case, sort_keys=False, allow_unicode=True))
    chart = next(c.decode() for name, c in files.items() if name.startswith("figures/window"))
    assert title in "".join(ElementTree.fromstring(chart).itertext())


def test_reports_are_readable_without_figures_too(slug, answered):
    files = answered(slug).files
    assert {"report.html", "report.md", "brief.txt", "numbers.json", "references.bib"} <= set(
        files
    )
    json.loads(files["numbers.json"])
    assert files["brief.txt"].decode().strip()


BROWSER = shutil.which("chromium")


def looked_at(folder, text):
    """What a browser says on its console, and which addresses a page asks for."""
    (folder / "page.html").write_text(text)
    log = folder / "net.json"
    result = subprocess.run(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
            "--enable-logging=stderr", f"--log-net-log={log}",
            f"--user-data-dir={folder / 'profile'}", "--no-first-run",
            "--disable-background-networking", "--disable-component-update",
            (folder / "page.html").as_uri(),
        ],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    console = [line for line in result.stderr.splitlines() if "CONSOLE" in line]
    events = json.loads(log.read_text())["events"]
    # requests of the browser itself have no origin
    started = [e["params"] for e in events if "initiator" in e.get("params", {})]
    asked = {p["url"] for p in started if p["initiator"] != "not an origin" and "url" in p}
    return result.stdout, console, asked


@pytest.mark.skipif(BROWSER is None, reason="no chromium on this machine to look with")
def test_a_browser_shows_the_page_and_asks_for_nothing(drawn, tmp_path):
    (tmp_path / "page").mkdir()
    dom, console, asked = looked_at(tmp_path / "page", drawn.files["report.html"].decode())
    assert drawn.conflict.title in dom
    assert dom.count("<svg") == len([n for n in drawn.files if n.endswith(".svg")])
    assert console == []
    assert asked == set()
    # the same look at a page that does both, so that nothing above holds for want of eyes
    (tmp_path / "other").mkdir()
    noisy = '<img src="http://127.0.0.1:9/x.png"><script>console.error("seen")</script>'
    _, console, asked = looked_at(tmp_path / "other", noisy)
    assert any("seen" in line for line in console)
    assert asked == {"http://127.0.0.1:9/x.png"}
