"""Study: draws a case's quantities once, asks the engines, and keeps what they answered."""
