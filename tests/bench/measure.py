#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs each job and its base in turn (A B A B …) and prints medians of the ratios, with the aim beside each.

usage: measure.py SOURCE_DIR BUILD_DIR [compute|rules|check|trial|import|window] …
"""

import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE, BUILD = Path(sys.argv[1]), Path(sys.argv[2])
CLI = str(BUILD / 'app/cli/duixian-cli')
WINDOW = str(BUILD / 'app/duixian')
BENCH = BUILD / 'tests/bench'
MEASURE = ['fuzhou-2024-5', 'production']

# xlsx has no fast reader that everybody has; this is the one the tests use.
OPENPYXL = ('import sys, openpyxl\n'
            'book = openpyxl.load_workbook(sys.argv[1], read_only=True)\n'
            'print(sum(1 for row in book.active.iter_rows(values_only=True)))\n')

# exceljs comes from npm: EXCELJS names the folder node_modules it is in.
EXCELJS = ('const Excel = require(process.argv[1] + "/exceljs");'
           'const reader = new Excel.stream.xlsx.WorkbookReader(process.argv[2], {sharedStrings: "cache", worksheets: "emit"});'
           '(async () => { let rows = 0;'
           ' for await (const sheet of reader) for await (const row of sheet) rows += row.values.length > 0;'
           ' console.log(rows); })();')
# The columns of the CSV as what they are, for sqlite3 .import.
TYPED_TABLE = ('CREATE TABLE claims (code TEXT, name TEXT, county TEXT, industry INT, above_scale TEXT, new_entrant TEXT,'
               ' eligible TEXT, award REAL, output REAL, output_prior REAL, power REAL, power_prior REAL)')


def run(command, **more):
    """Wall seconds and peak MiB of a command, which must succeed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, **more)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f'{command}: exit status {process.returncode}')
    return wall, usage.ru_maxrss / 1024


def pairs(job, base, n):
    """The job and its base n times in turn after one round that does not count."""
    rounds = [(job(), base()) for _ in range(n + 1)][1:]
    return {'job': statistics.median(a[0] for a, b in rounds),
            'base': statistics.median(b[0] for a, b in rounds),
            'ratio': statistics.median(a[0] / b[0] for a, b in rounds),
            'peak': max(a[1] for a, b in rounds)}


def line(what, value, aim, detail=''):
    print(f'{what:<58} {value:>9}   {aim:<12} {detail}', flush=True)


def ratio_line(what, result, aim):
    line(what, '%.2f ×' % result['ratio'], aim, '%.3f s : %.3f s, peak %.0f MiB'
         % (result['job'], result['base'], result['peak']))


def fresh(source, target):
    """A copy of a ledger, written out to the disk before the clock starts."""
    for name in (target, target.with_name(target.name + '-wal'), target.with_name(target.name + '-shm')):
        name.unlink(missing_ok=True)
    shutil.copyfile(source, target)
    os.sync()


def ledger(folder, n):
    path = folder / f'claims-{n}.duixian'
    if not path.exists():
        if n == 0:
            run([CLI, 'new', str(path)])
        else:
            run([str(BENCH / 'bench-make'), 'ledger', str(n), str(path)])
        with sqlite3.connect(path) as db:
            db.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    return path


def base_table(folder, n):
    path = folder / f'base-{n}.db'
    if not path.exists():
        run([str(BENCH / 'bench-make'), 'base', str(n), str(path)])
    return path


def total_of(path):
    """The production awards of a computed ledger, in fen."""
    status = json.loads(subprocess.check_output([CLI, 'status', str(path), '--json']))
    total = next(m['total'] for m in status['measures'] if m['measure'] == 'production')
    yuan, fen = total.split('.')
    return int(yuan) * 100 + int(fen)


def compute(folder):
    peaks = {}
    for n, rounds in ((10000, 5), (100000, 7), (1000000, 3)):
        source, table = ledger(folder, n), base_table(folder, n)
        work, result = folder / 'work.duixian', folder / 'result.db'

        def job():
            fresh(source, work)
            return run([CLI, 'compute', str(work), '--as-of', '2024-06-30'])

        def base(kind):
            result.unlink(missing_ok=True)
            os.sync()
            return run([str(BENCH / 'bench-base'), kind, str(table), str(result)])

        both = pairs(job, lambda: base('both'), rounds)
        ratio_line(f'compute and store {n} claims : two rules compiled in', both, '<= 2')
        one = pairs(job, lambda: base('production'), rounds)
        ratio_line(f'compute and store {n} claims : the one rule compiled in', one, '')
        peaks[n] = both['peak']
        expected = int(subprocess.check_output([str(BENCH / 'bench-base'), 'production', str(table), str(result)]))
        if total_of(work) != expected:
            raise SystemExit(f'{n} claims: {total_of(work)} fen in the ledger, {expected} fen compiled in')
    line('peak memory at 1000000 claims over that at 10000', '%.0f MiB' % (peaks[1000000] - peaks[10000]), '<= 100 MiB')


def rules(folder):
    policy = SOURCE / 'rules/policies/fuzhou-2024-5.policy'
    native, evaluator, ratio = subprocess.check_output([str(BENCH / 'bench-rules'), str(policy)], text=True).split()
    line('deciding one claim : the rule compiled in', f'{ratio} ×', '<= 8', f'{evaluator} ns : {native} ns')


def check(folder):
    policies = sorted(str(path) for path in (SOURCE / 'rules/policies').glob('*.policy'))
    took = subprocess.check_output([str(BENCH / 'bench-check'), *policies], text=True).strip()
    line(f'parsing and checking {len(policies)} policies', f'{took} ms', '<= 50 ms')


def trial(folder):
    for n in (50000, 1000000):
        work = folder / 'work.duixian'
        fresh(ledger(folder, n), work)
        computed, tried, ratio, read, mib = subprocess.check_output([str(BENCH / 'bench-trial'), str(work)], text=True).split()
        line(f'trial of another cap, {n} claims : compute and store them', f'{ratio} ×', '<= 0.15' if n == 50000 else '',
             f'{tried} s : {computed} s, read once {read} s, {mib} MiB')


def resident(process):
    """KiB a process has in memory now."""
    try:
        return next(int(line.split()[1]) for line in open(f'/proc/{process}/status') if line.startswith('VmRSS'))
    except (OSError, StopIteration):
        return 0


def run_together(command):
    """Wall seconds of a command, which must succeed, and the peak MiB of it and its children together."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            children = Path(f'/proc/{process.pid}/task/{process.pid}/children').read_text().split()
        except OSError:
            children = []
        peak = max(peak, sum(resident(one) for one in (process.pid, *children)))
        time.sleep(0.005)
    if process.returncode != 0:
        raise SystemExit(f'{command}: exit status {process.returncode}')
    return time.perf_counter() - start, peak / 1024


def import_into(folder, table):
    """Imports @table into a ledger with nothing in it."""
    work = folder / 'work.duixian'
    fresh(ledger(folder, 0), work)
    return run_together([CLI, 'import', str(work), *MEASURE, str(table)])


def import_xlsx(folder):
    table = folder / 'claims.xlsx'
    run([str(BENCH / 'bench-make'), 'xlsx', '100000', str(table)])
    modules = os.environ.get('EXCELJS')
    peers = {'openpyxl only reading it': ['/usr/bin/python3', '-c', OPENPYXL, str(table)],
             'ssconvert only to csv': ['ssconvert', str(table), str(folder / 'peer.csv')],
             'soffice only to csv': ['soffice', '--headless', '--convert-to', 'csv', '--outdir', str(folder), str(table)],
             'exceljs only reading it': ['node', '-e', EXCELJS, modules or '', str(table)]}
    fastest, peak = {}, 0
    for name, command in peers.items():
        if not shutil.which(command[0]) or (command[0] == 'node' and not modules):
            line(f'import xlsx, 100000 x 20 : {name}', 'skipped', '', 'not installed')
            continue
        result = pairs(lambda: import_into(folder, table), lambda: run(command, stderr=subprocess.DEVNULL), 3)
        ratio_line(f'import xlsx, 100000 x 20 : {name}', result, '<= 0.17' if 'openpyxl' in name else '')
        peak = max(peak, result['peak'])
        if 'openpyxl' not in name:
            fastest[name] = result['ratio']
    if fastest:
        line('import xlsx, 100000 x 20 : the fastest of them', '%.2f ×' % max(fastest.values()), '<= 0.33',
             max(fastest, key=fastest.get))
    line('import xlsx, 100000 x 20 : peak memory, with the reader', '%.0f MiB' % peak, '<= 150 MiB')


def import_csv(folder):
    result = folder / 'result.db'
    peaks = {}
    for n, rounds in ((100000, 5), (1000000, 3)):
        table = folder / f'claims-{n}.csv'
        run([str(BENCH / 'bench-make'), 'csv', str(n), str(table)])

        def sqlite_import(typed):
            result.unlink(missing_ok=True)
            os.sync()
            commands = ['-csv', str(result)]
            if typed:
                return run(['sqlite3', *commands, TYPED_TABLE, f'.import --skip 1 {table} claims'])
            return run(['sqlite3', *commands, f'.import {table} claims'])

        for typed in (False, True):
            found = pairs(lambda: import_into(folder, table), lambda: sqlite_import(typed), rounds)
            ratio_line(f'import csv, {n} rows : sqlite3 .import' + (', typed columns' if typed else ''), found,
                       '' if typed else '<= 0.67')
            peaks[n] = max(peaks.get(n, 0), found['peak'])
        table.unlink()
    line('import csv, memory at 1000000 rows over that at 100000', '%.0f MiB' % (peaks[1000000] - peaks[100000]), '0 MiB')


def imports(folder):
    import_xlsx(folder)
    import_csv(folder)


def window(folder):
    environment = dict(os.environ, DUIXIAN_QUIT_AT_FIRST_FRAME='1', DUIXIAN_LOCALE_DIR=str(BUILD / 'po'),
                       GSETTINGS_SCHEMA_DIR=str(BUILD / 'resources'), HOME=str(folder), XDG_CONFIG_HOME=str(folder),
                       XDG_DATA_HOME=str(folder), XDG_CACHE_HOME=os.environ.get('XDG_CACHE_HOME', str(Path.home() / '.cache')))
    full = folder / 'full.duixian'
    fresh(ledger(folder, 1000000), full)
    run([CLI, 'compute', str(full), '--as-of', '2024-06-30'])
    empty = ledger(folder, 0)

    def show(*arguments):
        return run([WINDOW, *map(str, arguments)], env=environment)

    def minimal():
        return run([str(BENCH / 'bench-window')])

    ratio_line('first frame, no ledger : least libadwaita window', pairs(show, minimal, 9), '<= 2')
    ratio_line('first frame, an empty ledger : least libadwaita window', pairs(lambda: show(empty), minimal, 9), '<= 2')
    ratio_line('first frame, 1000000 claims : least libadwaita window', pairs(lambda: show(full), minimal, 9), '<= 2')
    ratio_line('first frame, 1000000 claims : an empty ledger', pairs(lambda: show(full), lambda: show(empty), 15), '<= 1.1')


def main():
    jobs = {'compute': compute, 'rules': rules, 'check': check, 'trial': trial, 'import': imports, 'window': window}
    names = sys.argv[3:] or list(jobs)
    if set(names) - set(jobs):
        raise SystemExit(f'unknown job, use: {" ".join(jobs)}')
    with tempfile.TemporaryDirectory(prefix='duixian-bench-') as folder:
        print(f'{"job : base":<58} {"ratio":>9}   {"aim":<12} medians of the seconds')
        for name in names:
            jobs[name](Path(folder))


main()
