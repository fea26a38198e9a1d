"""Rounds of consultation: invitations, reactions, returned copies, the owner's answers, the reaction table."""
