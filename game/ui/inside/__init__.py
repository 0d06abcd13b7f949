"""Inside the storm: the picture that explains, of a patient to try things on or of the one of a case."""
