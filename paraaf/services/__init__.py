"""The use cases: a module per group of verbs; each call is one transaction."""
