"""Merging the copies of several parties into one file, each party's changes under its own name."""
