#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# One journey on a screen and a bus of its own.
# usage: run-journey.sh JOURNEY.py [CLI]
set -u
exec xvfb-run -a -s '-screen 0 1366x768x24 -noreset' dbus-run-session -- /usr/bin/python3 "$@"
