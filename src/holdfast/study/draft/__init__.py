"""A draft case out of an article: who, what is offered, what it rests on; numbers by default."""
