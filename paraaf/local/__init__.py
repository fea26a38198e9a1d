"""Everything on one machine: for trying Paraaf out, and for a small office."""
