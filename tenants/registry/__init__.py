"""The shops of the network and their hosts: opened, promoted, suspended."""
