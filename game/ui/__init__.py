"""The screens: trees of widgets drawn to a canvas."""
