"""The screens: trees of widgets, drawn to a canvas; they read views and give orders, and know nothing of the body.

How it fits together: a `Scene` (scene.py) builds a tree of `Widget`s (widget.py) for a `Page` (page.py); the `Stage`
(stage.py) keeps the stack of scenes, the focus and the scrolling and turns keys and clicks into `Act`s; `run` (loop.py)
is the only loop. Only `pygame_canvas`, `faces`, `loop` and `sound` import pygame.
"""
