"""The commitment game: would they talk, would it hold, how strong must the guarantee be?"""
