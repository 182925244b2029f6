"""Stability: the graph model for conflict resolution, from states and orders to verdicts."""
