"""The report of a finished case: one page, for screen, paper and class."""
