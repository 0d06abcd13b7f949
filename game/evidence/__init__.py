"""What proves the game: validation, published trials, sensitivity, the ladder, benchmarks, SBML."""
