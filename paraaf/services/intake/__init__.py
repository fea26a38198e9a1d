"""From a request to a letter on record: checks, drafts, who may start it, and its registration."""
