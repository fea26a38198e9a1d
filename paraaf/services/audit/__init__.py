"""The audit trail: replayed, compared with what is on record, verified and exported."""
