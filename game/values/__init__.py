"""The vocabulary of the game: frozen values, no behaviour beyond arithmetic and printing."""
