"""A case asked of the commitment game: its quantities, ensembles of games, and the answers."""
