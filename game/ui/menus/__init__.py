"""Title, ward, prebrief, finished cases, settings, help and glossary."""
