"""Comparing two Word files: the changes between them, as tracked changes."""
