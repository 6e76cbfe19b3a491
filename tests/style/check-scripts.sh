#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The shell scripts parse as plain POSIX shell, the Python ones as Python 3.
# usage: check-scripts.sh SOURCE_DIR
set -u
cd "$1" || exit 1
status=0
for file in .ci/run build-aux/* build-aux/*/* tests/*/*; do
  [ -f "$file" ] || continue
  case "$(head -n 1 "$file" | tr -d '\000')" in
    '#!/bin/sh') sh -n "$file" || status=1 ;;
    '#!/usr/bin/python3') /usr/bin/python3 -c 'import ast, sys; ast.parse (open (sys.argv[1], encoding="utf-8").read ())' \
      "$file" || status=1 ;;
    '#!'*) echo "$file: neither /bin/sh nor /usr/bin/python3"; status=1 ;;
  esac
done
exit $status
