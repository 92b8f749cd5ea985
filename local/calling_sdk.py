"""Microsoft's calling SDK on the demo bank's page, for calls that Azure carries: as a bank without a bundler does it.

The import map says where the SDK's modules are; a policy that allows no inline script admits it by its hash.
"""

import base64
import hashlib
import json

SDK_PATH = "/bank/calling-sdk"
_IMPORT_MAP = json.dumps(
    {
        "imports": {
            "@azure/communication-calling": f"{SDK_PATH}/communication-calling.js",
            "@azure/communication-common": f"{SDK_PATH}/communication-common.js",
        }
    }
)
IMPORT_MAP_TAG = f'<script type="importmap">{_IMPORT_MAP}</script>'
"""Stands before the page's first module."""
IMPORT_MAP_SOURCE = f"'sha256-{base64.b64encode(hashlib.sha256(_IMPORT_MAP.encode()).digest()).decode()}'"
"""What `script-src` must name."""
