"""Collect ratios against references and print them after the run."""

import time

import pytest

RATIOS: list[tuple[str, float, float]] = []


@pytest.fixture
def against():
    """Give a function that times a reference and notes the ratio to the benchmarked run."""

    def note(name, benchmark, reference, rounds=3):
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            reference()
            times.append(time.perf_counter() - start)
        RATIOS.append((name, benchmark.stats.stats.median, sorted(times)[len(times) // 2]))

    return note


def pytest_terminal_summary(terminalreporter):
    if RATIOS:
        terminalreporter.section("ratios (reference / holdfast)")
    for name, ours, reference in RATIOS:
        ratio = reference / ours
        line = f"{name}: holdfast {ours:.4g} s, reference {reference:.4g} s, {ratio:.2g}"
        terminalreporter.write_line(line)
