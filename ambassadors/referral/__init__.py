"""Who encouraged whom, when that counts, and what holds it back."""
