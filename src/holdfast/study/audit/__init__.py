"""The claim audit: an article's causal claims as comparative statics of the engines."""
