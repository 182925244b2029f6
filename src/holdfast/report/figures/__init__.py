"""Figures: one file each, drawn once by matplotlib for every place they are shown."""
