"""The promise being kept: room, waiting room, pass, outcome."""
