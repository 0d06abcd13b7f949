"""Parts of screens: each draws itself to a canvas and says what it is."""
