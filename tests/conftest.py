"""Settings of the whole suite."""

import os

from hypothesis import settings

# the same examples in every run, so that a green suite stays green; HOLDFAST_EXPLORE=1000 tries
# that many fresh ones instead
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
if explore := os.environ.get("HOLDFAST_EXPLORE"):
    settings.register_profile("explore", max_examples=int(explore), deadline=None)
    settings.load_profile("explore")
