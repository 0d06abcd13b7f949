"""The screen that takes a finished case apart."""
