"""Published datasets: where they are, and how their files are read."""
