"""The campaign's pages."""
