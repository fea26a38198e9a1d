"""What every service stands on: the application, the unit of work, the state of a letter, files and leases."""
