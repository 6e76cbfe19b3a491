#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The command line program needs no display: it links no GTK.
# usage: check-links.sh PROGRAM
set -u
needed=$(readelf -d "$1" | grep NEEDED) || exit 1
if printf '%s\n' "$needed" | grep -E 'libgtk|libgdk|libadwaita|libX11|libwayland'; then
  echo "$1 links a display library"
  exit 1
fi
