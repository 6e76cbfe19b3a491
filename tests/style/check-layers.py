#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom (ARCHITECTURE.md): every #include of every folder against what the folder may see.

usage: check-layers.py SOURCE_DIR
"""

import re
import sys
from pathlib import Path

# Headers of C and POSIX that no layer is about.
PLAIN = re.compile(r'^(errno|fcntl|inttypes|libintl|limits|locale|math|poll|pthread|signal|stdarg|stdatomic|stdbool|stddef|stdint|'
                   r'stdio|stdlib|string|strings|time|unistd|sys/\w+)\.h$')

GLIB = r'^glib\.h$|^glib/gi18n\.h$|^glib/gstdio\.h$|^glib-unix\.h$|^glib-object\.h$'
GIO = GLIB + r'|^gio/'
GTK = GIO + r'|^gtk/|^gdk/|^gsk/|^graphene\.h$|^adwaita\.h$|^pango/|^cairo'

# folder: (third-party headers, folders of the project)
LAYERS = {
    'rules': (r'^glib\.h$', []),
    'app/store': (GIO + r'|^sqlite3\.h$|^gcrypt\.h$', ['rules']),
    'app/exchange': (GIO + r'|^expat\.h$|^zip\.h$', ['rules']),
    'app/report': (GIO + r'|^xlsxwriter\.h$|^pango/|^cairo', ['rules', 'app/store']),
    'app/jobs': (GIO, ['rules', 'app/store', 'app/exchange', 'app/report']),
    'app/reader': (GIO, ['app/store', 'app/exchange', 'app/jobs']),
    'app/cli': (GIO, ['rules', 'app/store', 'app/exchange', 'app/report', 'app/jobs']),
    'widgets': (GTK, ['rules']),
    'app/pages': (GTK, ['rules', 'app/store', 'app/exchange', 'app/report', 'app/jobs', 'widgets', 'app']),
    'app': (GTK, ['rules', 'app/store', 'app/exchange', 'app/report', 'app/jobs', 'widgets', 'app/pages']),
}
# Made by the build, or beside every folder.
MADE = {'config.h', 'award-data.h', 'ui-resources.h'}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def folder_of(path, top):
    folder = str(path.parent.relative_to(top))
    while folder not in LAYERS and '/' in folder:
        folder = folder.rsplit('/', 1)[0]
    return folder


def main(top):
    top = Path(top)
    sources = [p for d in ('rules', 'widgets', 'app') for p in sorted((top / d).rglob('*.[ch]'))]
    homes = {}
    for path in sources:
        if path.suffix == '.h':
            homes.setdefault(path.name, set()).add(folder_of(path, top))
    faults = []
    for path in sources:
        folder = folder_of(path, top)
        where = path.relative_to(top)
        if folder not in LAYERS:
            faults.append(f'{where}: the folder has no layer')
            continue
        third, seen = LAYERS[folder]
        for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            kind, name = match.groups()
            if kind == '<':
                if not PLAIN.match(name) and not re.search(third, name):
                    faults.append(f'{where}:{number}: {folder} may not include <{name}>')
            elif name not in MADE:
                home = homes.get(Path(name).name, set())
                if not home:
                    faults.append(f'{where}:{number}: no header "{name}" in the tree')
                elif not home & {folder, *seen}:
                    faults.append(f'{where}:{number}: {folder} may not see {min(home)}: "{name}"')
                elif Path(name).name.endswith('-private.h') and folder not in home:
                    faults.append(f'{where}:{number}: "{name}" is private to {min(home)}')
    print('\n'.join(faults) if faults else f'{len(sources)} files keep to their layer')
    return 1 if faults or not sources else 0


sys.exit(main(sys.argv[1]))
