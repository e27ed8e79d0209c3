"""Components by group; `templatetags/ui.py` offers them all as one library."""
