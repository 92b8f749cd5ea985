"""Bodies that are not what their type says, types that are not JSON, and JSON that means harm."""

from tests.waf.messages import JSON, Message

_KEY = '"redemption_key":"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"'
_RESUME = f'{{"call_id":"x","participant_id":"x",{_KEY}}}'.encode()
_TYPES = {
    "text": "text/plain",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data; boundary=x",
    "xml": "application/xml",
    "utf_7": "application/json; charset=utf-7",
    "ebcdic": "application/json; charset=ibm037",
    "utf_16": "application/json; charset=utf-16",
    "two_in_one": "application/json, text/plain",
    "semicolons": "application/json;;;",
    "patch": "application/json-patch+json",
    "problem": "application/problem+json",
    "star": "*/*",
    "report": "application/csp-report",
    "long": "application/json;" + "x" * 4000,
    "longer_name": "APPLICATION/JSONX",
}
_PINS = {
    "not_equal": '"pin":{"$ne":null}',
    "greater": '"pin":{"$gt":""}',
    "regex": '"pin":{"$regex":"^1"}',
    "where": '"$where":"1","pin":"12"',
    "in": '"pin":{"$in":["1","2"]}',
    "list": '"pin":["1234567890","1234567891"]',
    "number": '"pin":1234567890',
    "exponent": '"pin":1e308',
    "big_number": '"pin":' + "9" * 5000,
    "true": '"pin":true',
    "null": '"pin":null',
    "nan": '"pin":NaN',
    "infinity": '"pin":-Infinity',
    "proto": '"__proto__":{"admin":true},"pin":"12"',
    "constructor": '"constructor":{"prototype":{"admin":true}},"pin":"12"',
    "twice": '"pin":"12","pin":"1234567890"',
    "twice_escaped": '"pin":"12","p\\u0069n":"1234567890"',
    "role": '"pin":"12","state":"admitted","role":"Operator"',
    "null_byte": '"pin":"12\\u0000"',
    "unpaired": '"pin":"\\ud800"',
    "unpaired_name": '"pin":"12","\\udfff":1',
    "fullwidth": '"pin":"' + "".join(chr(0xFF10 + digit) for digit in range(10)) + '"',
    "arabic_digits": '"pin":"١٢٣٤٥٦٧٨٩٠"',
    "comment": '"pin":"12"/**/',
    "long": '"pin":"' + "1" * 5000 + '"',
    "type_name": '"$type":"System.Diagnostics.Process","pin":"12"',
    "class_name": '"@class":"java.lang.ProcessBuilder","pin":"12"',
}
_BODIES = {
    "empty": b"",
    "text": b"x",
    "array": b"[]",
    "string": b'"x"',
    "null": b"null",
    "number": b"0",
    "open": b"{",
    "two_objects": b"{}{}",
    "comma_behind": _RESUME[:-1] + b",}",
    "single_quotes": b"{'call_id':'x'}",
    "deep_arrays": b"[" * 7000 + b"]" * 7000,
    "deep_objects": b'{"a":' * 1500 + b"1" + b"}" * 1500,
    "byte_order_mark": b"\xef\xbb\xbf" + _RESUME,
    "utf_16": _RESUME.decode().encode("utf-16"),
    "not_utf_8": b'{"\xe9":1}',
    "overlong_utf_8": b'{"call_id":"\xc0\xaf"}',
    "17_kilobytes": b'{"call_id":"' + b"x" * 17_000 + b'"}',
    "200_kilobytes": b'{"call_id":"' + b"x" * 200_000 + b'"}',
    "2_megabytes": b"x" * 2_000_000,
    "1200_names": ("{" + ",".join(f'"a{number}":1' for number in range(1200)) + "}").encode(),
}
_FILE = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.php"\r\n\r\n<?php system("id");?>\r\n--x--\r\n'
_ENTITY = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'


def _post(body: bytes, *headers: str, path: str = "/api/resume") -> Message:
    return Message((f"POST {path} HTTP/1.1", *headers, "Content-Length: @"), body)


TYPES = {
    **{name: _post(_RESUME, f"Content-Type: {kind}") for name, kind in _TYPES.items()},
    "none": _post(_RESUME),
    "twice": _post(_RESUME, JSON, "Content-Type: text/plain"),
    "gzip": _post(b"\x1f\x8b\x08\0\0\0\0\0", JSON, "Content-Encoding: gzip"),
    "entity": _post(_ENTITY, "Content-Type: text/xml"),
    "file": _post(_FILE, "Content-Type: multipart/form-data; boundary=x"),
}
PINS = {name: _post(f"{{{fields},{_KEY}}}".encode(), JSON, path="/api/redeem-pin") for name, fields in _PINS.items()}
BODIES = {name: _post(body, JSON) for name, body in _BODIES.items()}
