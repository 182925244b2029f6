"""A draft case out of an article: who, what is offered, evidence; numbers by default."""
