"""Run by a fresh interpreter, never imported: the host on the folders given and on nothing else of this machine.

usage: python -IS bare.py REPORT FOLDER... -- HOST_ARGUMENT...
On SIGUSR1 whatever has been imported so far goes to REPORT, as JSON: module name -> file.
"""

import json
import runpy
import signal
import sys
from pathlib import Path
from types import FrameType

if __name__ == "__main__":
    report, *rest = sys.argv[1:]
    split = rest.index("--")
    folders, sys.argv[1:] = rest[:split], rest[split + 1 :]

    def write_report(_number: int, _frame: FrameType | None) -> None:
        files = {name: getattr(module, "__file__", None) for name, module in sorted(sys.modules.items())}
        part = Path(f"{report}.part")
        part.write_text(json.dumps({name: file for name, file in files.items() if file}), encoding="utf-8")
        part.replace(report)  # whole, or not there

    signal.signal(signal.SIGUSR1, write_report)
    sys.path.extend(folders)
    runpy.run_module("local", run_name="__main__", alter_sys=True)
