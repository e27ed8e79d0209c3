"""The door staff come in by: what waits for a person, whichever app it waits in."""
