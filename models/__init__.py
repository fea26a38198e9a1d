"""Tables and pure rules: no IO, no clock, no settings, nothing else of ours."""
