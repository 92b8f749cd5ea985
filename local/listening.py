"""The port, on both loopback addresses."""

import errno
import socket


class PortError(Exception):
    """The port cannot be had; the text is one line that names `PORT`."""


def listen(port: int) -> list[socket.socket]:
    """Listen on 127.0.0.1 and, where the machine has it, ::1. Raises `PortError`.

    A browser may resolve `localhost` to either. Connections that arrive before the server runs wait in the backlog.
    """
    sockets: list[socket.socket] = []
    try:
        sockets.append(_bound(socket.AF_INET, "127.0.0.1", port))
        sockets.extend(_bound_v6(port))
    except OSError as error:
        for opened in sockets:
            opened.close()
        raise PortError(_sentence(port, error)) from None
    return sockets


def _bound(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    # The protocol is spelled out: asyncio sets TCP_NODELAY only where it stands, and without it answers wait 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # A port that we ourselves left a second ago is ours again; one that somebody listens on stays refused.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address, port))
        listener.listen(1024)
        listener.settimeout(0)
    except OSError:
        listener.close()
        raise
    return listener


def _bound_v6(port: int) -> list[socket.socket]:
    try:
        return [_bound(socket.AF_INET6, "::1", port)]
    except OSError as error:
        if error.errno in {errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL}:
            return []  # a machine without IPv6
        raise


def _sentence(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"PORT={port}: taken by another program; stop it or choose another port, such as PORT={_another(port)}"
    return f"PORT={port}: {error.strerror}; choose another port, such as PORT=7071"


def _another(port: int) -> int:
    return port + 1 if port < 65535 else port - 1
