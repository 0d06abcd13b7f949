"""Players made of code: a view comes in, orders go out, as with a person."""
