"""What proposals open to the whole house."""

from kith.doors import Doors

DOORS = Doors(
    mentions=dict.fromkeys(
        ("proposals.Proposal.asked_by", "proposals.Proposal.decided_by"),
        "who wanted what and who agreed: proof, kept for ever",
    )
)
