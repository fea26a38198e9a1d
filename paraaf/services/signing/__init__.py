"""Advice note, sign-off route, the minister's decision, dispatch and withdrawal."""
