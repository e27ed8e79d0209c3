"""Where the demo's mail lands, for everybody to read."""
