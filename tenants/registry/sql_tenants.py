"""What other apps may read of tenants in statements of their own."""

# To stand behind FROM: each tenant with its owner.
OWNED = "(SELECT uuid, owner_id FROM registry_tenant WHERE owner_id IS NOT NULL)"
