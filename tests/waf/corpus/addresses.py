"""Methods, hosts and paths that lead somewhere else than they say."""

from tests.waf.messages import Message

_GET = "GET /api/health HTTP/1.1"
_OVERRIDES = ("X-HTTP-Method-Override: POST", "X-HTTP-Method: DELETE", "X-Method-Override: PUT")
_HOSTS = {
    "number": "127.0.0.1",
    "credentials": "assist.bank.example@evil.example",
    "path": "assist.bank.example/evil",
    "space": "assist.bank.example evil.example",
    "empty": "",
    "bracket": "[::1",
    "script": "<script>alert(1)</script>",
    "other": "evil.example",
    "port": "assist.bank.example:99999",
    "encoded_line": "assist.bank.example%0d%0aX: y",
    "dot": "assist.bank.example.",
    "inside": "localhost",
}
_PATHS = {
    "climb": "/../../../etc/passwd",
    "climb_encoded": "/operator/..%2f..%2fshared/settings.py",
    "climb_dots": "/operator/%2e%2e/%2e%2e/shared/settings.py",
    "climb_twice": "/operator/%252e%252e/shared/settings.py",
    "climb_backslash": "/operator/..%5c..%5cshared%5csettings.py",
    "climb_overlong": "/operator/%c0%ae%c0%ae/shared/settings.py",
    "climb_semicolon": "/operator/..;/shared/settings.py",
    "climb_from_assets": "/operator/assets/../../../host.json",
    "climb_from_widget": "/bank/widget/..%2f..%2fpackage.json",
    "null": "/operator/index.html%00.png",
    "percent": "/api/%",
    "percent_wrong": "/api/%zz",
    "double_slash_file": "/operator//etc/passwd",
    "windows_file": "/operator/C:/windows/win.ini",
    "stream": "/operator/index.html::$DATA",
    "git": "/.git/config",
    "environment": "/.env",
    "local_settings": "/local.settings.json",
    "host_json": "/host.json",
    "source": "/function_app.py",
    "backup": "/operator/index.html.bak",
    "swagger": "/swagger/index.html",
    "deployment": "/api/zipdeploy",
    "keys": "/admin/host/systemkeys",
    "wordpress": "/wp-login.php",
    "phpinfo": "/phpinfo.php",
    "actuator": "/actuator/env",
    "server_status": "/server-status",
    "capitals": "/API/ME",
    "dot_segment": "/api/./me",
    "double_slash": "/api//me",
    "trailing_slash": "/api/me/",
    "matrix": "/api/me;x=y",
    "fullwidth_dots": "/api/%ef%bc%8e%ef%bc%8e/me",
    "extension": "/api/me.json",
    "fragment": "/api/me#/api/health",
    "sign_in_and_climb": "/.auth/../api/me",
    "platforms_me": "/.auth/me",
    "every_call": "/api/calls/*",
    "null_call": "/api/calls/%00",
    "encoded_page": "/%6fperator/",
    "other_origin": "//evil.example/api/health",
    "absolute": "http://evil.example/api/me",
    "absolute_file": "file:///etc/passwd",
    "sign_in_to_elsewhere": "/.auth/login/aad?as=operator-1&post_login_redirect_uri=//evil.example",
    "sign_in_to_backslash": "/.auth/login/aad?as=operator-1&post_login_redirect_uri=/%5Cevil.example",
    "sign_in_to_script": "/.auth/login/aad?as=operator-1&post_login_redirect_uri=javascript:alert(1)",
    "sign_out_to_elsewhere": "/.auth/logout?post_logout_redirect_uri=https://evil.example",
}

METHODS = {
    **{
        name.lower(): Message((f"{name} /api/health HTTP/1.1",))
        for name in ("TRACE", "TRACK", "PUT", "DELETE", "PATCH", "PROPFIND", "DEBUG", "QUERY", "MOVE", "LOCK")
    },
    "small_letters": Message(("get /api/health HTTP/1.1",)),
    "very_long": Message((f"{'X' * 300} /api/health HTTP/1.1",)),
    "connect": Message(("CONNECT evil.example:443 HTTP/1.1",)),
    "options_star": Message(("OPTIONS * HTTP/1.1",)),
    "options_from_elsewhere": Message(
        ("OPTIONS /api/redeem-pin HTTP/1.1", "Origin: https://evil.example", "Access-Control-Request-Method: POST")
    ),
    "head_for_post": Message(("HEAD /api/resume HTTP/1.1",)),
    "get_for_post": Message(("GET /api/end-call HTTP/1.1",)),
    "override_in_query": Message(("GET /api/end-call?_method=POST HTTP/1.1",)),
    **{
        line.partition(":")[0].lower().replace("-", "_"): Message(("GET /api/end-call HTTP/1.1", line))
        for line in _OVERRIDES
    },
}
HOSTS = {
    **{name: Message((_GET, f"Host: {host}"), has_host=False) for name, host in _HOSTS.items()},
    "none": Message((_GET,), has_host=False),
    "two": Message((_GET, "Host: evil.example")),
    "forwarded": Message(
        (_GET, "X-Forwarded-Host: evil.example", "Forwarded: host=evil.example", "X-Host: evil.example")
    ),
    "original_url": Message((_GET, "X-Original-URL: /api/me", "X-Rewrite-URL: /api/me")),
    "forwarded_prefix": Message(("GET /operator HTTP/1.1", "X-Forwarded-Prefix: //evil.example")),
}
PATHS = {name: Message((f"GET {path} HTTP/1.1",)) for name, path in _PATHS.items()}
