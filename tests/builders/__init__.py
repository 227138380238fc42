"""Typed builder functions: one module per app, no randomness, everything through the services."""
