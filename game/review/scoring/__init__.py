"""The score: causes, prices, verdicts, and their words."""
