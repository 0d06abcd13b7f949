"""Virtual patients in numbers: validation tables, virtual trials, benchmarks."""
