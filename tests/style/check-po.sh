#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The Chinese catalogue is complete: every file with words in it is listed, every word is translated, none is
# marked fuzzy and none is left over.
# usage: check-po.sh SOURCE_DIR
set -u
cd "$1" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
status=0

grep -v '^#' po/POTFILES.in | sed '/^$/d' | sort >"$work/listed"
# Program files that take words from the catalogue, and interface files that mark some as translatable.
{
  grep -rlE '(^|[^A-Za-z0-9_])(N?_|C_|ngettext) ?\(' app widgets --include='*.c' --include='*.h'
  grep -rl 'translatable="\(yes\|true\)"' resources --include='*.ui'
} 2>/dev/null | sort >"$work/used"
comm -13 "$work/listed" "$work/used" >"$work/missing"
if [ -s "$work/missing" ]; then
  echo "not in po/POTFILES.in:"
  cat "$work/missing"
  status=1
fi
while read -r file; do
  [ -f "$file" ] || { echo "po/POTFILES.in names a file that is not there: $file"; status=1; }
done <"$work/listed"
[ $status -eq 0 ] || exit 1
[ -s "$work/listed" ] || { echo "nothing to translate yet"; exit 0; }

xgettext --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=ngettext:1,2 \
  -f po/POTFILES.in -o "$work/duixian.pot" || exit 1
for language in $(cat po/LINGUAS); do
  msgfmt --check -o /dev/null "po/$language.po" || status=1
  [ -f "$work/duixian.pot" ] || continue
  msgmerge --quiet --no-fuzzy-matching "po/$language.po" "$work/duixian.pot" -o "$work/merged.po" || exit 1
  msgattrib --untranslated "$work/merged.po" >"$work/untranslated"
  msgattrib --only-fuzzy --no-obsolete "po/$language.po" >"$work/fuzzy"
  if [ -s "$work/untranslated" ] || [ -s "$work/fuzzy" ]; then
    echo "po/$language.po is not complete:"
    cat "$work/untranslated" "$work/fuzzy"
    status=1
  fi
done
exit $status
