"""nginx and ModSecurity, told to be what the declared policy says of Front Door's firewall."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from tests.waf.policy import Field, FirewallPolicy

MODULES = Path("/usr/lib/nginx/modules")
SHIPPED = Path("/etc/nginx/modsecurity.conf")
RULES = Path("/usr/share/modsecurity-crs/rules")
SETUP = Path("/etc/modsecurity/crs/crs-setup.conf")
UNICODE = Path("/etc/nginx/unicode.mapping")
NEEDED = (
    Path("/usr/sbin/nginx"),
    MODULES / "ngx_http_modsecurity_module.so",
    MODULES / "ndk_http_module.so",
    SHIPPED,
    SETUP,
    RULES / "REQUEST-949-BLOCKING-EVALUATION.conf",
)
NOTES = "audit.json"
NETWORK_HEADER = "X-Test-Network"
"""From which address a test's request comes: read by the stand-in alone, and not passed on."""
_PLATFORMS_OWN = (
    *(f"X-MS-CLIENT-PRINCIPAL{end}" for end in ("", "-ID", "-NAME", "-IDP")),
    *(f"X-MS-TOKEN-AAD-{kind}" for kind in ("ACCESS-TOKEN", "ID-TOKEN", "REFRESH-TOKEN", "EXPIRES-ON")),
    *(f"X-Azure-{name}" for name in ("ClientIP", "Ref", "RequestChain", "InternalError")),
    "X-FD-HealthProbe",
    NETWORK_HEADER,
)
"""What nobody outside may say; X-Azure-SocketIP and X-Azure-FDID are said anew."""
_TARGETS = {"json": "ARGS:json.{}", "form": "ARGS:{}", "header": "REQUEST_HEADERS:{}", "cookie": "REQUEST_COOKIES:{}"}
_BLOCKING = (949100, 949110)
"""OWASP's rules that end a request; every other one only adds to its score."""


def engine(folder: Path, policy: FirewallPolicy) -> str:
    """ModSecurity's directives: Debian's file, its engine on; OWASP's rules as they are; the policy's exclusions."""
    status, body = "On" if policy.blocks else "DetectionOnly", "On" if policy.looks_into_bodies else "Off"
    shipped = SHIPPED.read_text(encoding="utf-8")
    for name, value in {
        "SecRuleEngine": status,
        "SecRequestBodyAccess": body,
        # Front Door reads no answers.
        "SecResponseBodyAccess": "Off",
        "SecTmpDir": folder,
        "SecDataDir": folder,
        "SecAuditLog": f"{folder}/{NOTES}",
        # As Front Door: which rule met which field, and no request.
        "SecAuditLogParts": "AHZ",
        "SecUnicodeMapFile": f"{UNICODE} 20127",
        "SecStatusEngine": "Off",
    }.items():
        shipped, changed = re.subn(rf"(?m)^{name} .*$", f"{name} {value}", shipped)
        assert changed == 1, f"{SHIPPED} has no {name}"
    shipped = re.sub(r"status:\d{3}", f"status:{policy.block_status}", shipped)
    return "\n".join(
        [
            shipped,
            "SecAuditLogFormat JSON",
            # The log has what met a rule, as Front Door's has; a refusal of the product's own is not in it.
            'SecAuditLogRelevantStatus "^$"',
            f"Include {SETUP}",
            f"Include {RULES}/*.conf",
            *_exclusions(policy.exclusions),
            *(f'SecRuleUpdateActionById {rule} "deny,status:{policy.block_status}"' for rule in _BLOCKING),
            "",
        ]
    )


def _exclusions(fields: frozenset[Field]) -> Iterator[str]:
    for field in sorted(fields, key=lambda one: (one.place, one.name)):
        yield f'SecRuleUpdateTargetByTag "OWASP_CRS" "!{_TARGETS[field.place].format(field.name)}"'


def door(folder: Path, policy: FirewallPolicy, port: int, host_port: int, front_door_id: str) -> str:
    """nginx's own file: all of it in the folder; nothing is passed on that the platform alone may say."""
    user = "user root;" if os.geteuid() == 0 else ""
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    limited = "|".join(re.escape(path) for path in policy.limited_paths)
    cleared = "".join(f'proxy_set_header {name} "";\n' for name in _PLATFORMS_OWN)
    return f"""
load_module {MODULES}/ndk_http_module.so;
load_module {MODULES}/ngx_http_modsecurity_module.so;
{user}
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log error;
events {{ worker_connections 1024; }}
http {{
    # Front Door's access log has the address with its query, and no header but these two.
    log_format door escape=json '{{"at":"$time_iso8601","from":"$http_x_test_network","asked":"$request",'
        '"host":"$http_host","agent":"$http_user_agent","referer":"$http_referer","status":$status}}';
    access_log {folder}/access.log door;
    {paths}
    map $uri $limited {{
        default "";
        "~*({limited})" $http_x_test_network;
    }}
    # A window of a minute, which nginx does not have: as many at once, and then as they are given back.
    limit_req_zone $limited zone=pins:4m rate={policy.limit_per_minute}r/m;
    limit_req_status {policy.block_status};
    # Let go of a connection well before the host does (5 s), else a request may meet its end.
    upstream host {{ server 127.0.0.1:{host_port}; keepalive 32; keepalive_timeout 1s; }}
    server {{
        listen 127.0.0.1:{port} backlog=1024;
        keepalive_requests 100000;
        msie_padding off;
        client_body_timeout 5s;
        client_header_timeout 5s;
        modsecurity on;
        modsecurity_rules_file {folder}/engine.conf;
        location / {{
            limit_req zone=pins burst={policy.limit_per_minute} nodelay;
            proxy_pass http://host;
            proxy_http_version 1.1;
            proxy_read_timeout 30s;
            proxy_set_header Connection "";
            proxy_set_header Host localhost:{host_port};
            proxy_set_header X-Forwarded-Host $http_host;
            proxy_set_header X-Forwarded-Proto https;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Azure-SocketIP ${NETWORK_HEADER.lower().replace("-", "_").join(("http_", ""))};
            proxy_set_header X-Azure-FDID {front_door_id};
            {cleared}
        }}
    }}
}}
"""
