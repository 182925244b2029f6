"""Many people moving sliders at once: python benchmarks/web_load.py [USERS] [SECONDS].

Each of them moves one slider of the window after another, with a pause of one to three seconds
in which the sentence is read. Prints errors, percentiles and the server's memory.
"""

import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

import httpx
from web_server import percentile, served, worked

CASES = ("ukraine-2025-03-01", "ukraine-2025-03-31", "korea-1953", "minsk-2015")
SLIDERS = ("strength", "trust", "unity", "least", "most")
STEPS = {"strength": 20, "unity": 10, "trust": 100, "least": 100, "most": 100}


async def user(number, address, ends, seen, failed):
    """Move sliders until the time is over."""
    choose = random.Random(number)
    case = choose.choice(CASES)
    stand = {}
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        await asyncio.sleep(choose.uniform(0, 1.0))
        await client.get(f"/c/{case}/window")
        while time.perf_counter() < ends:
            slider = choose.choice(SLIDERS)
            steps = STEPS[slider]
            stand[slider] = f"{choose.randrange(steps + 1) / steps:g}"
            start = time.perf_counter()
            try:
                answer = await client.get(f"/c/{case}/window/live", params=stand)
                failed += [answer.status_code] if answer.status_code != 200 else []
            except httpx.HTTPError as error:
                failed.append(repr(error))
            seen.append(time.perf_counter() - start)
            await asyncio.sleep(choose.uniform(1.0, 3.0))


def memory(pid):
    """Resident memory of a process, in MB; 0 where the system does not say."""
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    [line] = [one for one in text.splitlines() if one.startswith("VmRSS")]
    return int(line.split()[1]) / 1000.0


async def run(users, seconds, address, pid):
    """All users at once."""
    done = worked(pid)
    seen, failed, ends = [], [], time.perf_counter() + seconds
    people = [asyncio.create_task(user(n, address, ends, seen, failed)) for n in range(users)]
    await asyncio.sleep(seconds / 3)
    before = memory(pid)
    await asyncio.gather(*people)
    print(f"{users} users, {seconds} s: {len(seen)} moves, {len(failed)} errors {failed[:3]}")  # noqa: T201
    each = 1000 * (worked(pid) - done) / max(1, len(seen))
    print(f"{each:.0f} ms of work a move")  # noqa: T201
    shares = " ".join(f"p{s}: {1000 * percentile(seen, s / 100):.0f} ms" for s in (50, 95, 99))
    print(f"{shares}; memory {before:.0f} MB after a third, {memory(pid):.0f} MB at the end")  # noqa: T201


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    many, long = (*given, *(50, 60)[len(given) :])
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "w.sqlite3") as (a, _, p),
    ):
        time.sleep(3)  # what later pages need is loaded
        asyncio.run(run(many, long, a, p))
