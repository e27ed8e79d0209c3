"""
The demo: people of every role and a year of a small network, told through the use-cases.

Installed in the demo only, with its doors, its commands and the catalogue it sells.
"""
