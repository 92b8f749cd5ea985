"""What the store of a running product holds, read past the product."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def kept(data_dir: str, document_id: str) -> dict[str, Any]:
    """The document of that id."""
    with closing(sqlite3.connect(Path(data_dir) / "assisted-chat.db")) as connection:
        found = connection.execute("SELECT body FROM documents WHERE id = ?", (document_id,)).fetchone()
    document: dict[str, Any] = json.loads(found[0])
    return document
