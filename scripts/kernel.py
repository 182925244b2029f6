"""Compile the commitment game's kernel while holdfast is being installed.

Used by hatchling (see pyproject.toml). It takes the C compiler that CC names or that is there,
and otherwise asks pip for the one in the package `ziglang`, for the time of the build alone.
"""

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOM = Path("src/holdfast/commitment/game/compiled")
GRIDS = {
    "fine": {"P": 21, "T": 9, "W": 5, "X": 13},
    "coarse": {"P": 11, "T": 5, "W": 3, "X": 7},
}
"""Points of power, trust, willingness and share; the same as in grids.py of the game."""

X86 = platform.machine().lower() in {"x86_64", "amd64"}
V3 = ["-mavx2", "-mfma"]
V4 = [
    *V3,
    *(f"-mavx512{part}" for part in ("f", "dq", "vl", "bw", "cd")),
    "-mprefer-vector-width=512",
]
LEVELS = {"any": [], "v3": V3, "v4": V4} if X86 else {"any": []}
"""By name, flags of the processors that a copy of the kernel is compiled for; the best that the
machine runs is taken when holdfast starts."""
FLAGS = [
    "-std=c11", "-O3", "-fPIC", "-ffp-contract=fast", "-fno-math-errno", "-fno-trapping-math",
    "-fno-signed-zeros", "-ffinite-math-only", "-w",
]  # fmt: skip
ENDING = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")


class CustomBuildHook(BuildHookInterface):
    """Adds the compiled kernel to the package; without one holdfast runs, more slowly."""

    def dependencies(self) -> list[str]:
        """Ask for a compiler where there is none."""
        return [] if _own_compiler() else ["ziglang>=0.13"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and say that the wheel belongs to this platform."""
        del version
        made = Path(self.root) / ROOM / f"kernel{ENDING}"
        try:
            _compile(Path(self.root) / ROOM / "kernel.c", made)
        except (OSError, subprocess.CalledProcessError) as error:
            made.unlink(missing_ok=True)
            self.app.display_warning(f"holdfast will run without its compiled solver: {error}")
            return
        build_data["artifacts"].append(f"{ROOM.as_posix()}/{made.name}")
        build_data["pure_python"] = False
        system = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["tag"] = f"py3-none-{system}"


def _own_compiler() -> list[str] | None:
    for name in (os.environ.get("CC"), "cc", "gcc", "clang"):
        if name and shutil.which(name.split()[0]):
            return name.split()
    return None


def _compile(source: Path, made: Path) -> None:
    compiler = _own_compiler() or [sys.executable, "-m", "ziglang", "cc"]
    with tempfile.TemporaryDirectory() as folder:
        every = [
            _object([*compiler, *FLAGS, "-c", str(source)], Path(folder), grid, level)
            for grid in GRIDS
            for level in LEVELS
        ]
        objects = [made for made in every if made]
        whole = Path(folder) / made.name
        maths = [] if sys.platform == "win32" else ["-lm"]
        _run([*compiler, "-shared", *objects, "-o", str(whole), *maths])
        shutil.copyfile(whole, made.with_suffix(".new"))
        made.with_suffix(".new").replace(made)


def _object(command: list[str], folder: Path, grid: str, level: str) -> str:
    """One grid at one level; nothing where the compiler does not know that level."""
    out = str(folder / f"{grid}_{level}.o")
    defined = [f"-D{name}={size}" for name, size in GRIDS[grid].items()]
    try:
        _run([*command, *LEVELS[level], *defined, f"-DGRID={grid}_{level}", "-o", out])
    except subprocess.CalledProcessError:
        if level == "any":
            raise
        return ""
    return out


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
