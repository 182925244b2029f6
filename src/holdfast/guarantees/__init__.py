"""Instruments of guarantee, and what a package of them comes to."""
