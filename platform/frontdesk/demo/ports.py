"""Ports that nobody else uses."""

import errno
import socket
from collections.abc import Container

from frontdesk.demo.trouble import DemoTrouble

TRIES = 50


def free_port(wanted: int, *, not_these: Container[int] = ()) -> int:
    """Return `wanted`, or the next port above it that is free on this machine. Raises DemoTrouble if none is."""
    for port in range(wanted, min(wanted + TRIES, 65536)):
        if port not in not_these and not taken(port):
            return port
    raise DemoTrouble(f"None of the ports from {wanted} to {wanted + TRIES - 1} is free.")


def taken(port: int) -> bool:
    """Say whether somebody listens on a port of this machine; on IPv6 too, where browsers look for `localhost` first."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            probe = socket.socket(family)
        except OSError:  # a machine without IPv6
            continue
        with probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # remains of closed connections do not count
            try:
                probe.bind((address, port))
                probe.listen(1)
            except OSError as error:
                if error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                    continue
                return True
    return False
