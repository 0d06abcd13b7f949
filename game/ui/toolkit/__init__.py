"""What every screen is made of: canvas, layout, page, widgets, scenes and the stage."""
