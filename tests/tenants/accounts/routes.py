"""Who may pass the doors of `tenants.accounts`; `tests/isolation` tries each."""

from tests.isolation.route import BOTH, anyone, may, signed_in, token

EVERYWHERE = {
    "account-team": token(BOTH, token="team_token"),
    "account-join": signed_in(BOTH),
    "account-encourager": anyone(),
    "account-arrival": anyone(),
    "account_login": anyone(BOTH),
    "account_logout": anyone(BOTH),
    "account_inactive": anyone(),
    "account_signup": anyone(BOTH),
    "account_reauthenticate": signed_in(BOTH),
    # Off here: a password or a second factor is asked for, never a code by mail.
    "account_request_reauthentication_code": signed_in(BOTH),
    "account_confirm_reauthentication_code": signed_in(BOTH),
    "account_email": signed_in(BOTH),
    # These four go on with a sign-in that was begun, and show nothing without one.
    "account_email_verification_sent": anyone(BOTH),
    "account_confirm_login_code": anyone(BOTH),
    "mfa_authenticate": anyone(BOTH),
    "account_reset_password_from_key_done": anyone(),
    "account_change_password": signed_in(BOTH),
    "account_set_password": signed_in(BOTH),
    "account_reset_password": anyone(BOTH),
    "account_reset_password_done": anyone(),
    "account_reset_password_from_key": token(BOTH, uidb36="password_uid", key="password_key"),
    "mfa_index": signed_in(),
    "mfa_reauthenticate": signed_in(BOTH),
    "mfa_activate_totp": signed_in(BOTH),
    "mfa_deactivate_totp": signed_in(BOTH),
    "mfa_view_recovery_codes": signed_in(),
    "mfa_generate_recovery_codes": signed_in(BOTH),
    "mfa_download_recovery_codes": signed_in(),
    "mfa_list_webauthn": signed_in(),
    "mfa_login_webauthn": anyone(BOTH),
    "mfa_add_webauthn": signed_in(BOTH),
    "mfa_reauthenticate_webauthn": signed_in(BOTH),
    "mfa_remove_webauthn": signed_in(BOTH, pk="passkey"),
    "mfa_edit_webauthn": signed_in(BOTH, pk="passkey"),
    "my-profile": signed_in(BOTH),
    "my-sessions-end": signed_in("POST"),
}

NETWORK = {
    "staff-team": may("staff-team.edit"),
    "staff-team-invitations": may("staff-team.edit", "POST"),
    "staff-team-withdrawal": may("staff-team.edit", "POST", invitation_id="team_invitation"),
    "staff-team-agreement": may("staff-team.edit", "POST", proposal_id="team_role"),
    "staff-team-refusal": may("staff-team.edit", "POST", proposal_id="team_role"),
    # Whoever knows a start that a shop's host sealed lately.
    "account-hand-over": token(BOTH),
}

SHOP = {
    "my-tokens": signed_in(BOTH),
    "my-token-revocation": signed_in("POST", token_id="access_token"),
}
SHOP |= {
    "account-hand": signed_in(BOTH),
    "account-hand-ending": signed_in("POST"),
    "my-hand": signed_in(BOTH),
    "my-hand-ending": signed_in("POST"),
}
