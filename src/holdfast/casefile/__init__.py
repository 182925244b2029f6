"""Case files: from YAML to a frozen conflict, with file and line for everything wrong."""
