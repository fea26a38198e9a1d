"""Tracked changes and comments: listed, accepted, rejected, answered, made."""
