"""The promise: hold, book, move, cancel, and the links that open it."""
