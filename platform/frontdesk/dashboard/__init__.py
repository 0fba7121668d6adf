"""Today, live."""
