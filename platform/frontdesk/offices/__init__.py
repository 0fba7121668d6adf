"""The office, its providers, its services, its look."""
