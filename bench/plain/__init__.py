"""The same two views in a project without tenants."""
