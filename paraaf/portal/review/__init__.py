"""The pages on which a party reads the letter and answers."""
