"""What ends a start of the demo."""


class DemoTrouble(Exception):
    """The demo cannot start or go on; the message says why and what helps."""
