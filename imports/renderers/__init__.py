"""Workbooks that go out: templates to fill, and files sent back with their faults."""
