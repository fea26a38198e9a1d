"""The Prefect flows: the only place, beside the gateway, where Prefect is known."""
