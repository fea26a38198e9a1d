"""What gets a letter going: its steps, its run in Prefect, and the sweep."""
