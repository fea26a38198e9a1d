"""The pages on which officials sign off and the minister decides."""
