"""A case with listed moves, from the file to every kind of answer."""

import pytest

from holdfast.casefile.catalogue import bundled_text
from holdfast.casefile.loader import load_text
from holdfast.core.errors import HoldfastError
from holdfast.study.ensemble import ensemble
from holdfast.study.exchange.csv_tables import csv_export
from holdfast.study.exchange.gambit import efg_export, nfg_export
from holdfast.study.exchange.gmcr_writing import gmcr_export
from holdfast.study.stable import Reasons, stability

RAID = """moves:
  - made_by: [second-side]
    when: first = break
    to: {first: keep, second: keep}
start: {first: keep, second: keep}
"""
"""Whoever breaks the cease-fire is pushed back to the line by the second side."""


@pytest.fixture(scope="module")
def case():
    text = bundled_text("prisoners-dilemma")
    old = "start: {first: keep, second: keep}\n"
    assert text.count(old) == 1
    return ensemble(load_text(text.replace(old, RAID), "raid.yaml"), 1, 1)


@pytest.fixture(scope="module")
def told(case):
    return stability(case, why=Reasons.ALL)


def test_both_breaking_is_no_longer_where_it_ends(told):
    """By hand: the second side prefers both keeping to both breaking and can now bring it."""
    states = told.answer["states"]
    keep, both = ({"first": x, "second": x} for x in ("keep", "break"))
    assert told.answer["equilibria"]["nash"] == []
    assert states.index(both) not in told.answer["stable"]["nash"]["second-side"]
    assert states.index(keep) in told.answer["equilibria"]["seq"]


def test_the_reason_names_what_the_move_changes(told):
    both = told.answer["states"].index({"first": "break", "second": "break"})
    [sentence] = [
        w["sentence"]
        for w in told.answer["witnesses"]
        if (w["concept"], w["actor"], w["state"]) == ("nash", "second-side", both)
    ]
    assert "Second side can gain by leaving" in sentence
    assert "'Keeps the cease-fire' and 'Keeps the cease-fire'" in sentence


def test_tables_have_the_moves_and_games_of_options_cannot(case):
    assert csv_export(case).files
    for writer in (gmcr_export, nfg_export, efg_export):
        with pytest.raises(
            HoldfastError, match=r"HF804: .*lists moves beside those of the opt"
        ):
            writer(case)
