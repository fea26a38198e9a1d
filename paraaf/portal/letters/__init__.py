"""The pages of a letter under way: for its owner, the secretariat and whoever follows it."""
