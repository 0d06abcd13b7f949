"""What screens are drawn on and heard by: pygame, and a recorder for tests. Only these know pygame."""
