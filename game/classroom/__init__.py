"""A live class: what passes between the game and its host, the room and its database, the pages that serve it."""
