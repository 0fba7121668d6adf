"""Who is asking: people, their roles in offices, their sessions."""
