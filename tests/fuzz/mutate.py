#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds a program damaged copies of good files. The damage is the same for the same seed, so a failure can be
made again; the files of a failing run are kept and named.

usage: mutate.py PROGRAM ROUNDS SEED FILE …
"""

import io
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

AT_ONCE = 25
SECONDS = 120
# Pieces that readers of text, XML and numbers trip over.
PIECES = [b'\0', b'\xff', b'"', b'<', b'>', b'&', b'{', b'}', b'(', b')', b'..', b'-', b'%', b'\n', b'\r\n', b'\t',
          b'9223372036854775807', b'-9223372036854775808', b'1e309', b'0.000000000000001', b'NaN', b'</row>', b'<c r="XFD1048576">',
          b'r="A0"', b't="s"', b'&#x110000;', b'&#0;', '，'.encode(), '万元'.encode(), '“'.encode(), '年'.encode(), b'\xef\xbb\xbf',
          b'policy', b'measure', b'choice', b'example', b'sum(', b'growth(', b'2024-02-30', b'"' * 3]


def damage(data, chance, donors):
    """@data with a few places changed."""
    data = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 1, 4, 16, 64, 512)))
        kind = chance.randrange(7)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1 and at < len(data):
            data[at] = chance.randrange(256)
        elif kind == 2:
            del data[at:end]
        elif kind == 3:
            data[at:at] = data[at:end] * chance.choice((1, 1, 2, 40))
        elif kind == 4:
            data[at:at] = chance.choice(PIECES)
        elif kind == 5:
            donor = chance.choice(donors)
            start = chance.randrange(len(donor) + 1)
            data[at:end] = donor[start:start + chance.choice((4, 32, 256))]
        elif kind == 6 and chance.randrange(4) == 0:
            del data[at:]
    return bytes(data)


def damage_container(data, chance, donors):
    """A zip file with one of its parts damaged, lost or doubled; so deep a fault that readers see it."""
    source = zipfile.ZipFile(io.BytesIO(data))
    parts = [(info, source.read(info)) for info in source.infolist()]
    victim = chance.randrange(len(parts))
    result = io.BytesIO()
    with zipfile.ZipFile(result, 'w', zipfile.ZIP_DEFLATED) as target:
        for i, (info, content) in enumerate(parts):
            if i == victim:
                if chance.randrange(20) == 0:
                    continue
                content = damage(content, chance, donors)
            target.writestr(info.filename, content)
    return result.getvalue()


def make(path, chance, donors):
    data = path.read_bytes()
    if zipfile.is_zipfile(path) and chance.randrange(5) > 0:
        return damage_container(data, chance, donors)
    return damage(data, chance, donors)


def main(program, rounds, seed, *names):
    chance = random.Random(int(seed))
    paths = [Path(name) for name in names]
    donors = [path.read_bytes() for path in paths]
    folder = Path(tempfile.mkdtemp(prefix='duixian-fuzz-'))
    for first in range(0, int(rounds), AT_ONCE):
        files = []
        for i in range(first, min(first + AT_ONCE, int(rounds))):
            path = chance.choice(paths)
            files.append(folder / f'{i}{path.suffix}')
            files[-1].write_bytes(make(path, chance, donors))
        try:
            result = subprocess.run([program, *map(str, files)], stdin=subprocess.DEVNULL, timeout=SECONDS,
                                    stderr=subprocess.PIPE)
            reason = f'exit status {result.returncode}\n{result.stderr.decode(errors="replace")}'
            failed = result.returncode != 0
        except subprocess.TimeoutExpired:
            reason, failed = f'no answer in {SECONDS} seconds', True
        if failed:
            print(f'{program} with {files[0]} … {files[-1]}: {reason}')
            return 1
        for path in files:
            path.unlink()
    shutil.rmtree(folder)
    print(f'{rounds} damaged files, no fault')
    return 0


sys.exit(main(*sys.argv[1:]))
