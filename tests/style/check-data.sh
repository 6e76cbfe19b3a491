#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The data files hold what their readers ask: desktop entry, metainfo, settings, interface files, file type.
# usage: check-data.sh SOURCE_DIR BUILD_DIR
set -u
source=$1
build=$2
status=0
check () {
  "$@" || { echo "failed: $*"; status=1; }
}

for file in "$build"/resources/*.desktop; do
  [ ! -f "$file" ] || check desktop-file-validate "$file"
done
for file in "$build"/resources/*.metainfo.xml; do
  [ ! -f "$file" ] || check appstreamcli validate --no-net --explain "$file"
done
for file in "$source"/resources/*.gschema.xml; do
  [ ! -f "$file" ] || { check glib-compile-schemas --strict --dry-run "$source/resources"; break; }
done
find "$source/resources" -name '*.ui' -o -name '*.xml' -o -name '*.svg' | while read -r file; do
  xmllint --noout --nonet "$file" || echo "failed: $file"
done | { ! grep .; } || status=1
exit $status
