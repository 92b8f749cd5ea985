"""Messages that two readers might take for different ones, and lines that are no HTTP."""

from tests.waf.messages import JSON, Message

_POST, _GET = "POST /api/resume HTTP/1.1", "GET /api/health HTTP/1.1"
_INNER = b"GET /api/me HTTP/1.1\r\nHost: x\r\n\r\n"
_CHUNKED = b"2\r\n{}\r\n0\r\n\r\n"


def _post(*headers: str, body: bytes = b"{}") -> Message:
    return Message((_POST, JSON, *headers), body)


def _get(*headers: str) -> Message:
    return Message((_GET, *headers))


SMUGGLING = {
    "length_and_chunked": _post("Content-Length: 6", "Transfer-Encoding: chunked", body=b"0\r\n\r\n" + _INNER),
    "chunked_and_length": _post(
        "Transfer-Encoding: chunked", "Content-Length: 4", body=b"22\r\n" + _INNER + b"\r\n0\r\n\r\n"
    ),
    "two_lengths": _post("Content-Length: 2", "Content-Length: 36", body=b"{}" + _INNER),
    "same_length_twice": _post("Content-Length: 2", "Content-Length: 2"),
    "list_of_lengths": _post("Content-Length: 2, 2"),
    "length_plus": _post("Content-Length: +2"),
    "length_hex": _post("Content-Length: 0x2"),
    "length_negative": _post("Content-Length: -1"),
    "length_huge": _post("Content-Length: 99999999999999999999"),
    "length_too_long": _post("Content-Length: 50"),
    "unknown_coding": _post("Transfer-Encoding: xchunked", body=_CHUNKED),
    "two_codings": _post("Transfer-Encoding: chunked", "Transfer-Encoding: identity", body=_CHUNKED),
    "list_of_codings": _post("Transfer-Encoding: identity, chunked", body=_CHUNKED),
    "coding_after_tab": _post("Transfer-Encoding:\tchunked", body=_CHUNKED),
    "coding_before_space": _post("Transfer-Encoding : chunked", "Content-Length: 2", body=_CHUNKED),
    "coding_with_vertical_tab": _post("Transfer-Encoding: \x0bchunked", "Content-Length: 2", body=_CHUNKED),
    "coding_folded": _post("X: y\r\n Transfer-Encoding: chunked", "Content-Length: 2"),
    "chunk_size_wrong": _post("Transfer-Encoding: chunked", body=b"zz\r\n{}\r\n0\r\n\r\n"),
    "chunk_size_huge": _post("Transfer-Encoding: chunked", body=b"fffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
    "chunk_extension": _post("Transfer-Encoding: chunked", body=b'2;x="y"\r\n{}\r\n0\r\n\r\n'),
    "trailer": _post(
        "Transfer-Encoding: chunked",
        "Trailer: X-MS-CLIENT-PRINCIPAL",
        body=b"2\r\n{}\r\n0\r\nX-MS-CLIENT-PRINCIPAL: x\r\n\r\n",
    ),
    "bare_line_feed": Message((_POST + "\nX: y", JSON, "Content-Length: 2"), b"{}"),
    "bare_return": Message(("GET /api/health HTTP/1.1\rX: y",)),
    "body_on_get": Message((_GET, "Content-Length: @"), _INNER),
    "second_request_behind": Message((_GET,), _INNER),
    "upgrade_h2c": _get(
        "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA", "Connection: Upgrade, HTTP2-Settings, close"
    ),
    "websocket": _get("Upgrade: websocket", "Connection: Upgrade, close", "Sec-WebSocket-Version: 13"),
    "connection_takes_headers_away": _get("Connection: close, X-Azure-FDID, X-Azure-SocketIP"),
    "expectation": _post("Expect: 200-ok", "Content-Length: 2"),
}
LINES = {
    "no_version": Message(("GET /api/health",), has_host=False),
    "version_9": Message(("GET /api/health HTTP/9.9",)),
    "version_small": Message(("GET /api/health http/1.1",)),
    "version_0_without_host": Message(("GET /api/health HTTP/1.0",), has_host=False),
    "preface_of_http_2": Message(("PRI * HTTP/2.0",), has_host=False),
    "two_spaces": Message(("GET  /api/health  HTTP/1.1",)),
    "no_colon": _get("NoColonHere"),
    "no_name": _get(": x"),
    "space_in_name": _get("X Y: z"),
    "null_in_header": _get("X: a\0b"),
    "null_in_path": Message(("GET /api/health\0 HTTP/1.1",)),
    "control_in_path": Message(("GET /api/hea\x01lth HTTP/1.1",)),
    "bell_in_header": _get("X: a\x07b"),
    "high_bytes_in_header": _get("X: \xff\xfe"),
    "names_with_underscores": _get("X_MS_CLIENT_PRINCIPAL: x", "X_Azure_FDID: x"),
    "very_many": _get(*(f"X-{number}: y" for number in range(1200))),
    "long_header": _get("X: " + "a" * 40_000),
    "long_path": Message((f"GET /api/health?x={'a' * 40_000} HTTP/1.1",)),
    "long_cookie": _get("Cookie: x=" + "a" * 40_000),
    "hello_of_tls": Message(("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",), has_host=False),
    "empty": Message(("",), has_host=False),
}
