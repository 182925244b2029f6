"""The registry: every entry whole and strict, and each with a loader or the reason for none."""

from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from holdfast.history.datasets.catalogue import LOADERS
from holdfast.history.datasets.layouts import position
from holdfast.history.datasets.registry import datasets, parsed

TEXT = files("holdfast.history").joinpath("data", "datasets.yaml").read_text(encoding="utf-8")
SHARED = Path(__file__).parents[4] / "shared" / "history" / "datasets.csv"
ONE = """
datasets:
- id: a-set
  title: A set
  producer: A project
  citation: Somebody 2000
  landing: https://example.org/data
  file_note: not seen
  licence: none stated
  licence_url: https://example.org/terms
  redistribution: not stated
  version: "1"
  formats: [csv]
  sha256_note: not seen
  holds: rows
  columns: []
"""


def test_a_whole_entry_is_read():
    assert parsed(ONE)["a-set"].file is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  title: A set\n", "  titel: A set\n"),  # an unknown key, and a missing one
        ("  title: A set\n", "  title: A set\n  size: small\n"),
        ("  title: A set\n", '  title: " "\n'),
        ("id: a-set", "id: A_set"),
        ("  file_note: not seen\n", ""),  # no file, and no reason
        ("https://example.org/data", "ftp://example.org/data"),
        ("not stated\n  version", "perhaps\n  version"),
        ("[csv]", "[ods]"),
        ("[csv]", "[]"),
        ('version: "1"', "version: 1.0"),  # a number would lose its zero
        ("  sha256_note: not seen\n", ""),
        ("  sha256_note", "  sha256: abc\n  sha256_note"),
        ("  sha256_note", f"  sha256: {'a' * 64}\n  sha256_note"),  # a hash of no file
        ("datasets:", "extra: 1\ndatasets:"),
        ("datasets:\n", f"datasets:\n{ONE.partition('datasets:')[2].strip()}\n"),  # twice
    ],
)
def test_an_entry_that_does_not_fit_is_refused(old, new):
    assert old in ONE
    with pytest.raises(ValidationError):
        parsed(ONE.replace(old, new, 1))


def keys(node):
    """Every key of every mapping of a document, with its mapping, as the text has them."""
    if isinstance(node, yaml.MappingNode):
        yield [key.value for key, _ in node.value]
        for _, value in node.value:
            yield from keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from keys(value)


def test_no_key_stands_twice_in_one_entry():
    for found in keys(yaml.compose(TEXT)):
        assert len(set(found)) == len(found)


def test_the_registry_is_read_and_sorted():
    known = datasets()
    assert list(known) == sorted(known)
    assert len(known) >= 25


@pytest.mark.parametrize("name", datasets())
def test_a_dataset_has_a_loader_or_says_why_not(name):
    assert (name in LOADERS) != bool(datasets()[name].no_loader)


def test_every_loader_is_of_a_dataset():
    assert LOADERS.keys() <= datasets().keys()
    assert all(loader.dataset == name for name, loader in LOADERS.items())


@pytest.mark.parametrize("name", LOADERS)
def test_the_columns_that_the_registry_names_are_those_that_a_layout_takes(name):
    named = datasets()[name].columns
    layouts = LOADERS[name].layouts
    taken = [
        {column for column in named if any(position(c, [column]) == 0 for c in layout.columns)}
        for layout in layouts
    ]
    assert max(map(len, taken)) == len(named)


@pytest.mark.parametrize("name", LOADERS)
def test_registry_and_loader_call_a_version_the_same(name):
    if LOADERS[name].versions:
        assert datasets()[name].version == "; ".join(LOADERS[name].versions)


def test_every_dataset_of_the_survey_is_in_the_registry():
    if not SHARED.exists():
        pytest.skip("the survey of datasets lies beside the repository, and is not there")
    rows = SHARED.read_text(encoding="utf-8").splitlines()[1:]
    # COW's disputes and the corrected ones are two; so are wars and the other COW tables
    assert len(datasets()) == len(rows) + 2
