"""Packages of guarantees: compared, searched for, tested for what makes them fail."""
