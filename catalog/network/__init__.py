"""The one door to the operator's network, and the desk for what is done by hand."""
