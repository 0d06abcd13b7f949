"""After play: replay, score, debrief."""
