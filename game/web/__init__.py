"""A seat in a browser tab: the composition root where there is no window, no thread and no process."""
