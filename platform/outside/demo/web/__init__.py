"""Doors that exist in the demo only: installed, routed and rendered nowhere else."""
