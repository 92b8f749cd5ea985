"""What a page with a strict Content-Security-Policy must allow, so that calls work in it.

The hosts are those of "Network recommendations" (Microsoft Learn, Azure Communication Services) that no stranger
can take a name under: `*.azure.com` and `*.azure.net` of the same list are left out, since anybody may rent one, and
`*.office.com` too, since Microsoft's calling SDK, version 2.0.0, names none of the three. Media flows by WebRTC,
which no policy governs.
"""

from shared.settings import CallsKind

_HOSTS = ("https://*.microsoft.com", "wss://*.microsoft.com", "https://*.skype.com", "wss://*.skype.com")


def call_directives(calls: CallsKind) -> str:
    """The directives `connect-src` and `worker-src`; only where Azure carries the calls do they let in others than us.

    The SDK makes a worker, which only measures time, of its own text (`blob:`). Such a worker is under the page's own
    policy, so it can load and evaluate nothing that the page could not.
    """
    if calls == "local":
        return "connect-src 'self'; worker-src 'none'"
    return f"connect-src 'self' {' '.join(_HOSTS)}; worker-src blob:"
