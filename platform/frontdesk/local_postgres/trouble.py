"""What can go wrong with the local server."""


class PostgresTrouble(RuntimeError):
    """The local PostgreSQL server cannot be found, started or stopped; the message says why and what helps."""
