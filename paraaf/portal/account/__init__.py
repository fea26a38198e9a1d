"""Signing in by OpenID Connect, and the page of somebody's own letters."""
