"""Instruments and questions in a case file, as they are written there."""

import pytest
from pydantic import ValidationError

from holdfast.casefile.build_instruments import build_instruments
from holdfast.casefile.catalogue import bundled_text
from holdfast.casefile.context import Context
from holdfast.casefile.schema import CaseFile
from holdfast.casefile.schema_asks import AskIn
from holdfast.casefile.schema_instruments import InstrumentIn
from holdfast.casefile.tree import parse
from holdfast.conflict.instruments import WORDS


def test_every_word_of_an_instrument_can_be_written():
    assert set(WORDS) < set(InstrumentIn.model_fields)


def test_an_instrument_has_known_keys_only():
    with pytest.raises(ValidationError, match="unknown key 'half_life'"):
        InstrumentIn.model_validate({"half_life": 3})


def test_what_is_asked_has_known_keys_only():
    with pytest.raises(ValidationError, match="unknown key"):
        AskIn.model_validate({"packages": {}})


def test_an_instrument_is_built_as_it_is_written():
    added = "\ninstruments: {guard: {title: Guard, like: arms-and-money, rival_veto: true}}\n"
    tree = parse(bundled_text("korea-1953") + added, "case.yaml")
    [one] = build_instruments(Context(tree, CaseFile.model_validate(tree.data)))
    assert (one.id, one.title, one.like, one.rival_veto) == (
        "guard", "Guard", "arms-and-money", True,
    )  # fmt: skip
    assert dict(one.numbers) == {}
