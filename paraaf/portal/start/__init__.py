"""The pages on which a letter is started."""
