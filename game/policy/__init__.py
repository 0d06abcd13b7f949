"""Players made of code. A policy sees a View and returns orders, as a person does."""
