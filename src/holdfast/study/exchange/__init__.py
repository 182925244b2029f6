"""To and from the files of other tools: GMCR+ in and out, Gambit and CSV out."""
