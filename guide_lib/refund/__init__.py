"""When the money is back: by which days, how sure that is, and what to do on a day."""
