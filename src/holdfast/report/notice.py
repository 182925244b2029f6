"""What every report and every page says about itself."""

NOTICE = (
    "holdfast explores the consequences of assumptions. It does not predict decisions, "
    "recommend agreements, or replace mediation, legal or military advice. Do not enter what "
    "could endanger someone."
)
"""The standing notice, once in every report."""
