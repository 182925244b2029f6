"""Solving games ends at once where the one who waits for them wants no more."""

import pytest

from holdfast.commitment.game import answers as module
from holdfast.commitment.game.answers import answers
from holdfast.commitment.game.kernel import Kernel
from holdfast.commitment.game.parameters import GameParameters

GAMES = 400


@pytest.mark.skipif(Kernel.find("coarse") is None, reason="no compiled solver here")
def test_what_has_not_begun_is_not_begun(monkeypatch):
    begun = []
    rows = module.rows
    monkeypatch.setattr(module, "rows", lambda games: begun.append(len(games)) or rows(games))

    def enough(count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        answers([GameParameters()] * GAMES, grid="coarse", threads=2, progress=enough)
    assert 0 < sum(begun) < GAMES
