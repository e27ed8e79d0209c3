"""What can be sold, is being ordered, is in service."""
