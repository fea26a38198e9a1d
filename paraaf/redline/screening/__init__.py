"""What may come in from outside: checked in a process of its own, with limits."""
