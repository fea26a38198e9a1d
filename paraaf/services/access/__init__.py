"""Who may come in: accounts, sign-in, one-time codes, and a limit on wrong attempts."""
