"""A finished case played again: replay, rewind, the truth of every hour."""
