"""Messages and links: composed, put in the outbox, delivered, and what becomes of them."""
