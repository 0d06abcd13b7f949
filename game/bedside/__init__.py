"""What can be seen of a body: true signs come in, readings with error, delay and gaps go out."""
