"""What can be done with companies and their numbers."""
