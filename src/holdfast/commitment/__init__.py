"""Commitment: who would come, who would keep its word, how strong a guarantee it takes."""
