"""An order as the buyer knows it, where it can go, and what to do in each status; no date is known here."""
