"""The parts of the bedside: each takes what is seen and a page, and returns widgets."""
