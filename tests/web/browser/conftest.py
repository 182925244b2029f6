"""A real server in a process of its own, and a real browser before it."""

import shutil
import socket
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import httpx
import pytest

from holdfast.reading.catalogue import content, title
from holdfast.web.library import Choice, Library
from holdfast.web.records import Article, Change
from holdfast.web.store import Store
from holdfast.web.work import ASSESS, COMPARE, PACKAGES, SEARCH

ROOT = Path(__file__).parents[3]
CACHE = ROOT / ".cache"
ARTICLE = "kyiv-holds-to-guarantees"
TWO = "monitoring-mission,snap-back-sanctions"
FEW = "draws=24&game_draws=2"
BROWSER = shutil.which("chromium")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="session")
def served(tmp_path_factory, working):
    """Address of a server that has answers already, and the id of a drafted case."""
    from holdfast.study.draft.case import draft
    from holdfast.web.library import understood

    path = tmp_path_factory.mktemp("web") / "web.sqlite3"
    store = Store(str(path))
    kept = Article(ARTICLE, f"{ARTICLE}.txt", title(ARTICLE), content(ARTICLE), "Ada", "")
    store.add_article(kept)
    found = understood(kept.content, kept.name)
    made = draft(found.reading, found.published, found.published.day)
    case = made.conflict.id
    store.add_case(case, made.text, Change("Ada", "drafted"), ARTICLE)
    few = {"draws": 24, "game_draws": 2}
    working(
        store,
        (ASSESS, Choice(case, article=ARTICLE, **few)),
        (ASSESS, Choice("elmira", **few)),
        (ASSESS, Choice("korea-1953", **few)),
        (COMPARE, Choice("ukraine-2025-03-31", draws=24, game_draws=1)),
        (PACKAGES, Choice("korea-1953", **few)),
        (SEARCH, Choice("korea-1953", instruments=TWO, budget=9, **few)),
    )
    assert Library(store).ids()
    store.close()
    port = free_port()
    start = "from holdfast.cli.main import run; run()"
    command = [sys.executable, "-W", "ignore", "-c", start, "serve"]
    with subprocess.Popen([*command, "--port", str(port), "--data", str(path)]) as server:
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        yield address, case
        server.terminate()


def wait_for(address):
    for _ in range(600):
        try:
            httpx.get(address, timeout=30)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server did not come up")


@pytest.fixture(scope="module")
def chromium():
    """The browser, gone with the module: while it is there, its event loop runs in this
    thread, and whatever starts a loop of its own here (the app's client, downloads) fails."""
    if BROWSER is None:
        pytest.skip("no chromium on this machine to look with")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is missing")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened_page(chromium, served):
    """Opens pages; afterwards no page has asked another host or complained."""
    address, _ = served
    contexts, outside, complaints = [], [], []

    def complained(text):
        if "status of 400" not in text:  # an error that a page tells is no complaint
            complaints.append(text)

    def open_with(**settings):
        context = chromium.new_context(accept_downloads=True, **settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda r: r.url.startswith(address) or outside.append(r.url))
        page.on("console", lambda m: m.type == "error" and complained(m.text))
        page.on("pageerror", lambda e: complaints.append(str(e)))
        return page

    yield open_with
    for context in contexts:
        context.close()
    assert outside == []
    assert complaints == []


@pytest.fixture
def page(opened_page):
    return opened_page(viewport={"width": 1200, "height": 900})


@pytest.fixture(scope="session")
def kept_pictures():
    """The folder of screenshots, to be looked at after a run."""
    folder = CACHE / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def axe():
    """The source of axe-core (MPL-2.0), fetched from npm, never kept in the repository."""
    kept = CACHE / "axe.min.js"
    if not kept.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm here to fetch axe-core with")
        CACHE.mkdir(exist_ok=True)
        got = subprocess.run(
            [npm, "pack", "--silent", "axe-core@4"],
            cwd=CACHE,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if got.returncode:
            pytest.skip("axe-core could not be fetched from npm")
        archive = CACHE / got.stdout.split()[-1]
        with tarfile.open(archive) as files:
            kept.write_bytes(files.extractfile("package/axe.min.js").read())
        archive.unlink()
    return kept.read_text(encoding="utf-8")
