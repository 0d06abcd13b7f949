"""The screen that shows a case again."""
