"""The party directory: who can be asked, by whom they are reached, and their deputies."""
