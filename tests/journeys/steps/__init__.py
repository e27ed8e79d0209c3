"""What each person of the story does, one chapter a file."""
