"""One set of settings for each place the product runs in."""
