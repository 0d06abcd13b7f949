"""Play: a case under way. Orders go in, views come out; `advance` is the only way time passes."""
