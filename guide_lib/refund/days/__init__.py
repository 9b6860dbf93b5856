"""Which days are banking days in a place, and how sure that is."""
