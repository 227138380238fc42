"""What pages and services need of awards, by noun."""
