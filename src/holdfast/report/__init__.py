"""Report: findings in words, tables and pictures, with the way back from every number."""
