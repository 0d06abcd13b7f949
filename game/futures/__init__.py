"""Many futures of one case at once, as columns: what an analysis asks for and the app hands in."""
