"""The body: a mechanistic model of the patient. Truth lives here and goes no further than the bedside."""
