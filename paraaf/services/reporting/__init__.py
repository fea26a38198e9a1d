"""What people look at: the status page in Prefect, figures, and the planning."""
