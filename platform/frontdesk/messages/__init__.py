"""What we say to people, and whether it arrived."""
