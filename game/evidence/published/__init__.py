"""Published trials, each with its own protocol, its own patients and its own table."""
