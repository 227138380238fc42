"""The pages of self-assessment and review."""
