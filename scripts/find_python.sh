#!/usr/bin/env bash
# Prints the first interpreter that runs and is of a wanted version; nothing when there is none.
# usage: scripts/find_python.sh MAJOR.MINOR...     (in order of preference)
for version in "$@"; do
  for candidate in python3 "python$version" "$HOME"/.pyenv/versions/"$version"*/bin/python3; do
    found=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    if [ "$found" = "$version" ]; then
      command -v "$candidate"
      exit 0
    fi
  done
done
