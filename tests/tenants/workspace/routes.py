"""Who may pass the doors of `tenants.workspace`; `tests/isolation` tries each."""

from tests.isolation.route import BOTH, anyone, may

SHOP = {
    "shop-logo": anyone(name="logo"),
    "desk-settings": may("settings.edit", BOTH),
    "desk-brand": may("brand.edit", BOTH),
    "desk-brand-preview": may("brand.edit", "POST"),
    "desk-logo": may("brand.edit", "POST"),
    "desk-domain": may("domains.claim", BOTH),
    "desk-domain-proof": may("domains.claim", "POST", domain_id="domain"),
    "desk-team": may("team.read"),
    "desk-team-invitations": may("team.edit", "POST"),
    "desk-team-withdrawal": may("team.edit", "POST", invitation_id="team_invitation"),
}
