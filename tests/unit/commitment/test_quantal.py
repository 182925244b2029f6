"""Second method for the logit response: simulated errors in judgement."""

import numpy as np

from holdfast.commitment.quantal import logit_response


def test_logit_is_the_chance_that_an_error_does_not_tip_the_choice():
    # The difference of two Gumbel errors is logistic.
    rng = np.random.default_rng(19950701)
    noise = rng.gumbel(size=200_000) - rng.gumbel(size=200_000)
    acts = (10.0 * 0.05 + noise > 0.0).mean()
    assert abs(logit_response(0.05, precision=10.0) - acts) < 4 * 0.5 / np.sqrt(200_000)


def test_a_sharp_choice_is_a_best_reply():
    assert logit_response([-1.0, 0.0, 1.0], precision=1e6).tolist() == [0.0, 0.5, 1.0]
