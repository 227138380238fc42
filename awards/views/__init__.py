"""Pages of awards, by noun."""
