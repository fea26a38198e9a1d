"""The text of a letter as a reader sees it, and its fingerprint."""
