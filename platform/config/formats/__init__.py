"""Dates and times where Django writes them itself, as Kith writes them everywhere else."""
