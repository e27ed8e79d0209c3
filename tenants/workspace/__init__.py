"""A shop's own face: name, brand, pages and how far its set-up is."""
