"""What the network holds of a person: given to them whole, and taken away when they go."""
