"""Bargaining: what terms both would take, and where supporters would settle."""
