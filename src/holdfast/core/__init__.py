"""Core: errors, units, quantities, sources, findings; everything else stands on it."""
