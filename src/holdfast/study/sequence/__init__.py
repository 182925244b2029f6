"""Sequences: in which order the steps of a settlement can be taken, and who is exposed."""
