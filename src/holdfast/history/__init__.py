"""What the past says: comparable cases, base rates, survival, datasets, scored forecasts."""
