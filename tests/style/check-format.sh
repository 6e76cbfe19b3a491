#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every C file is as clang-format 14 writes it.
# usage: check-format.sh SOURCE_DIR
set -u
cd "$1" || exit 1
find rules widgets app tests -name '*.c' -exec clang-format --dry-run --Werror --ferror-limit=2 {} +
