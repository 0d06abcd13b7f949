"""Training sessions of a class: what was handed in goes in, the board, the guide and the exports come out."""
