"""The hosted pages a person meets: checkout and onboarding."""
