"""Double entry: the books of each seller, and those of the telco."""
