"""What every moment of a case was worth, and what each decision cost."""
