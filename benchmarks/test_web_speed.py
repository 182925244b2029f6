"""The web app against its budgets: first page, first load, sliders, what it installs."""

import re
import time
from importlib.metadata import files

import httpx
import pytest
from web_server import percentile, served, worked

EXTRAS = ("starlette", "uvicorn", "python-multipart", "h11", "anyio", "idna", "click")
FIRST_PAGE, FIRST_LOAD, REQUESTS, SLIDER, INSTALLED = 1.0, 120_000, 6, 0.150, 5_000_000


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with served(tmp_path_factory.mktemp("web") / "w.sqlite3") as found:
        time.sleep(3)
        yield found


def test_first_page(benchmark, tmp_path):
    """From the start of the process to the first page; goal 1.0 s.

    Held to the work that the process does, which other work beside does not change.
    """
    times = []

    def start():
        with served(tmp_path / f"{len(times)}.sqlite3") as (_, took, _):
            times.append(took)

    benchmark.pedantic(start, rounds=5)
    clock, work = (percentile([one[n] for one in times], 0.5) for n in (0, 1))
    print(f"first page: {clock:.2f} s on the clock, {work:.2f} s of work")  # noqa: T201
    assert work <= FIRST_PAGE


@pytest.mark.parametrize("path", ["/", "/c/ukraine-2025-03-01/window"])
def test_first_load(benchmark, running, path):
    """Bytes and requests of a first visit, as they cross the wire; goals 120 kB and 6."""
    address, _, _ = running
    with httpx.Client(base_url=address, headers={"accept-encoding": "gzip"}) as client:
        page = benchmark.pedantic(lambda: client.get(path), rounds=3)
        parts = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text))
        answers = [page, *(client.get(part) for part in parts)]
    size = sum(one.num_bytes_downloaded + len(one.headers.raw) * 40 for one in answers)
    benchmark.extra_info.update(bytes=size, requests=len(answers))
    print(f"{path}: {size} bytes, {len(answers)} requests")  # noqa: T201
    assert size <= FIRST_LOAD
    assert len(answers) <= REQUESTS


def test_slider(benchmark, running):
    """A slider moved to where nobody had it, answer read; goal 150 ms, held to the work."""
    address, _, pid = running
    times, places = [], iter(range(1, 1000))

    with httpx.Client(base_url=address, timeout=30) as client:

        def move():
            at = next(places) / 1000
            start = time.perf_counter()
            given = {"package": "tripwire", "trust": f"{at}", "least": f"{0.1 + at / 9:.3f}"}
            answer = client.get("/c/ukraine-2025-03-01/window/live", params=given)
            assert answer.status_code == 200
            times.append(time.perf_counter() - start)

        move()
        times.clear()
        before = worked(pid)
        benchmark.pedantic(move, rounds=100)
    work = (worked(pid) - before) / len(times)
    median, late = (percentile(times, share) for share in (0.5, 0.95))
    print(f"slider: median {median:.3f} s, p95 {late:.3f} s, {work:.3f} s of work")  # noqa: T201
    assert work <= SLIDER


def test_what_the_extra_installs():
    """Bytes on disk of what the extra `web` brings; goal 5 MB."""
    found = {name: files(name) or () for name in EXTRAS}
    size = {
        name: sum(one.size or 0 for one in those if "__pycache__" not in str(one))
        for name, those in found.items()
    }
    print(size)  # noqa: T201
    assert sum(size.values()) <= INSTALLED
