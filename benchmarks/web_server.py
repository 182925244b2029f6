"""A web app in a process of its own, for measuring."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx

START = "from holdfast.cli.main import run; run()"


@contextmanager
def served(database):
    """Run the app; gives address, seconds (on the clock, of work) to the first page, and id."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-c", START, "serve", "--port", str(port)]
    address, start = f"http://127.0.0.1:{port}", time.perf_counter()
    with subprocess.Popen(
        [*command, "--data", str(database)], stdout=subprocess.DEVNULL
    ) as server:
        while True:
            try:
                httpx.get(address, timeout=30)
                break
            except httpx.TransportError:
                time.sleep(0.005)
        took = time.perf_counter() - start, worked(server.pid)
        try:
            yield address, took, server.pid
        finally:
            server.terminate()


def worked(pid):
    """Seconds of work that a process has done: they do not depend on what else goes on."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def percentile(values, share):
    """The value below which this share of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
