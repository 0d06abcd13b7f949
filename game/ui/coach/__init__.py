"""The coach of a guided case: a strip below the bedside, and a ring around what is meant."""
