"""Every mail in every case, language and look, for who writes them."""
