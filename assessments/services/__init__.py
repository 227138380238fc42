"""Entering, submitting, reviewing and closing; every step leaves one event."""
