"""Pages that compose several contexts: what staff and sellers see first, and the led set-up."""
