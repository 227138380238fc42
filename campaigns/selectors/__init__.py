"""What the campaign pages need, brought together."""
