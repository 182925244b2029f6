"""How good were these forecasts?"""
