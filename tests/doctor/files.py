"""What was saved of `az`, shaped as it prints, of two apps that are as they should be."""

import json
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess

from tests.doctor.command import SOUND, doctor

FRONT_DOOR = SOUND["FRONT_DOOR_ID"]
PUBLIC = {name: text for name, text in SOUND.items() if not name.startswith("WEBSITE_")}
PUBLIC["AzureWebJobsStorage__accountName"] = "hostpublic"
OPERATOR = {**PUBLIC, "SURFACE": "operator", "ALLOWED_ORIGINS": "", "PUBLIC_URL": "https://desk.bank.example"}


class Files:
    """A folder of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.declared = self.save("declared", _outputs(publicSettings=PUBLIC, operatorSettings=OPERATOR))

    def save(self, name: str, content: object) -> str:
        """As JSON; returns where."""
        return self.write(name, json.dumps(content).encode())

    def write(self, name: str, content: bytes) -> str:
        """As it is; returns where."""
        path = self._folder / f"{name}.json"
        path.write_bytes(content)
        return str(path)

    def drift(self, *deployed: dict[str, str], **more: object) -> CompletedProcess[str]:
        """The command, over these apps; `web` and `auth` are of one."""
        files = [self.save(f"deployed-{number}", listed(each)) for number, each in enumerate(deployed)]
        rest = [word for name, content in more.items() for word in (f"--{name}", self.save(name, content))]
        return doctor("drift", "--declared", self.declared, "--deployed", *files, *rest)


def listed(settings: dict[str, str]) -> list[dict[str, object]]:
    """As `az functionapp config appsettings list`."""
    return [{"name": name, "slotSetting": False, "value": value} for name, value in settings.items()]


def resource(properties: Mapping[str, object]) -> dict[str, object]:
    """As `az resource show`."""
    return {"id": "/subscriptions/x/sites/app/config/web", "name": "app", "properties": properties}


def _outputs(**settings: dict[str, str]) -> dict[str, object]:
    others = {"publicUrl": {"type": "String", "value": "https://assist.bank.example"}}
    return others | {name: {"type": "Object", "value": value} for name, value in settings.items()}
