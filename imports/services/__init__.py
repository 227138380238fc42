"""Uploading, reading, writing and undoing a file."""
