"""The web app: pages over cases and articles, on this machine, with no other host."""
