"""The pages of inbox and outbox."""
