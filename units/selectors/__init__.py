"""What pages, imports and reports need to know about units, brought together."""
