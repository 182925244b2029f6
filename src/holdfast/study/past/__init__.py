"""What the past says of a case: comparable cases, and forecasts held against what came."""
