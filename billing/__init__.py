"""What was sold becomes money, and everybody's share of it is paid."""
