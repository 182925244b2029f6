"""Conflict: frozen descriptions of one conflict at one date, as the engines see it."""
