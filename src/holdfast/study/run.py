"""The folder of a run: written whole or not at all, found again by the hash of what went in."""

import hashlib
import json
import platform
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from holdfast import __version__
from holdfast.core.errors import bad_input
from holdfast.core.finding import Completeness, Finding
from holdfast.study.ensemble import Ensemble

MANIFEST = "manifest.json"
FINDINGS = "findings.json"
_MARKS = frozenset({"key", "holdfast", "case_hash"})
_ELSEWHERE = "name another folder with -o"
_DIGITS = 9  # digits kept in files: below them lies rounding, which differs between machines


def run_key(ensemble: Ensemble) -> str:
    """Which hash stands for everything that decides this run's answers?

    The content of the case with its variant, the version, the seed and the numbers of draws.
    """
    parts = (
        __version__,
        ensemble.conflict.content_hash,
        ensemble.conflict.variant,
        ensemble.seed,
        ensemble.draws,
        ensemble.for_game.draws,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def manifest(ensemble: Ensemble, files: Mapping[str, bytes]) -> dict[str, object]:
    """What was run, on what, with what; and the hash of every file of the run.

    No time and no place, so that the same run gives the same bytes.
    """
    import numpy
    import scipy

    conflict = ensemble.conflict
    return {
        "key": run_key(ensemble),
        "holdfast": __version__,
        "case": conflict.id,
        "variant": conflict.variant,
        "as_of": conflict.as_of.isoformat(),
        "case_hash": conflict.content_hash,
        "seed": ensemble.seed,
        "draws": ensemble.draws,
        "game_draws": ensemble.for_game.draws,
        "versions": {
            "python": platform.python_version(),
            "numpy": numpy.__version__,
            "scipy": scipy.__version__,
        },
        "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
    }


def as_json(data: object) -> bytes:
    """Which bytes stand for this data? Numbers with nine significant digits, keys as given."""
    text = json.dumps(_rounded(data), indent=1, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode("utf-8")


def findings_json(findings: Mapping[str, Finding]) -> bytes:
    """Which bytes stand for these findings?"""
    return as_json({name: found.to_dict() for name, found in findings.items()})


def findings_of(content: bytes) -> dict[str, Finding]:
    """Which findings do these bytes stand for? ValueError or KeyError for any others.

    Numbers come back with the digits that files keep.
    """
    return {str(name): finding_of(found) for name, found in json.loads(content).items()}


def finding_of(found: Mapping[str, Any]) -> Finding:
    """Which finding stands under these keys, as `Finding.to_dict` gives them?"""
    return Finding(
        question=found["question"],
        case=found["case"],
        case_hash=found["case_hash"],
        answer=found["answer"],
        method=found["method"],
        completeness=Completeness(found["completeness"]),
        seed=found["seed"],
        draws=found["draws"],
        inputs=tuple(found["inputs"]),
        caveats=tuple(found["caveats"]),
        citations=tuple(found["citations"]),
        variant=found["variant"],
        version=found["holdfast"],
    )


def write_run(folder: Path, ensemble: Ensemble, files: Mapping[str, bytes]) -> None:
    """Write a run's files, all or nothing.

    They are written beside the folder first and take its place at the end; until then an
    earlier run stays. A folder that holds anything but a run's own files is left alone.

    Raises
    ------
    HoldfastError
        HF404 when the folder cannot be written or holds something that is not of a run.
    """
    whole = {**files, MANIFEST: as_json(manifest(ensemble, files))}
    try:
        _check_free(folder, frozenset(whole))
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            _fill(fresh, whole)
            _swap(fresh, folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        what = f"cannot write {folder}: {error.strerror}"
        raise bad_input("HF404", what, remedy=_ELSEWHERE) from None


def is_run(folder: Path) -> bool:
    """Whether the folder holds a run of holdfast, whole or not."""
    return manifest_of(folder).keys() >= _MARKS


def unchanged(folder: Path, name: str) -> bytes:
    """What does this file of a run hold, if it is as the run wrote it?

    Raises
    ------
    HoldfastError
        HF405 where it is not of the run, is gone, or was changed.
    """
    known = manifest_of(folder)
    again = f"run holdfast assess on the case {known.get('case', '')} again, with -o {folder}"
    files = known.get("files")
    if not isinstance(files, dict) or name not in files:
        what = f"{folder} lacks {name}, which runs have from this version on"
        raise bad_input("HF405", what, remedy=again)
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        what = f"cannot read {folder / name}: {error.strerror}"
        raise bad_input("HF405", what, remedy=again) from None
    if hashlib.sha256(content).hexdigest() != files[name]:
        what = f"{folder / name} was changed since the run was written"
        raise bad_input(
            "HF405", what, remedy="assess the changed case into a folder of its own"
        )
    return content


def cached(folder: Path, ensemble: Ensemble, needs: tuple[str, ...] = ()) -> bool:
    """Whether the folder already holds this very run, whole and unchanged, with these files."""
    listed = _listed_files(folder)
    if not listed >= {FINDINGS, *needs}:
        return False
    try:
        files = {name: (folder / name).read_bytes() for name in listed}
    except OSError:
        return False
    return bool(manifest_of(folder) == json.loads(as_json(manifest(ensemble, files))))


def manifest_of(folder: Path) -> dict[str, object]:
    """What does the folder's manifest say? Nothing where there is none that can be read."""
    try:
        known = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _listed_files(folder: Path) -> frozenset[str]:
    files = manifest_of(folder).get("files")
    return frozenset(map(str, files)) if isinstance(files, dict) else frozenset()


def _check_free(folder: Path, wanted: frozenset[str]) -> None:
    """Refuse a folder with anything in it that a new run would destroy."""
    if folder.resolve() == Path.cwd():
        what = f"{folder} is the folder you are in"
        raise bad_input("HF404", what, remedy="name a folder for the run with -o")
    if not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not is_run(folder)):
        what = f"{folder} exists and is no run of holdfast"
        raise bad_input("HF404", what, remedy=_ELSEWHERE)
    present = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    }
    foreign = sorted(present - _listed_files(folder) - wanted)
    if foreign:
        what = f"{folder} holds {foreign[0]}, which is not of the run"
        raise bad_input("HF404", what, remedy=f"move it away, or {_ELSEWHERE}")


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.chmod(0o755)
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _swap(fresh: Path, folder: Path) -> None:
    """Put the fresh folder in the place of the old one, which comes back if that fails."""
    if not folder.exists():
        fresh.replace(folder)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    old = aside / "run"
    try:
        folder.replace(old)
        fresh.replace(folder)
    except BaseException:
        if old.exists() and not folder.exists():
            old.replace(folder)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _rounded(data: object) -> object:
    if isinstance(data, float):
        return float(f"{data:.{_DIGITS}g}")
    if isinstance(data, Mapping):
        return {str(key): _rounded(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_rounded(value) for value in data]
    return data
