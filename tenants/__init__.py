"""Who trades here and who signs in: shops, hosts, people and their roles."""
