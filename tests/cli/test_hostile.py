#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables that are too large, too odd or made to do harm, on their way into a ledger: a message or the right claims,
in little time and memory."""

import os
import subprocess
import sys
import time
import unittest
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

import test_tables
from command import POLICY, PROGRAM, SOURCE, Case, environment

sys.path.insert(0, str(SOURCE / 'tests' / 'exchange'))
from containers import MAIN, document, workbook, workbook_parts  # noqa: E402

# Of the processor, for a machine may be busy with other things; and of memory, all processes together. The
# sanitizers take several times both.
SLACK = 8 if 'ASAN_OPTIONS' in os.environ else 1
SECONDS = 10 * SLACK
MEBIBYTES = 512 * SLACK
HEADING, row_of = test_tables.HEADING, test_tables.Tables.row
CODES = ['91350122MADEM0011U', '91350105MADEM002X0']


def resident(process):
    try:
        with open(f'/proc/{process}/status', encoding='ascii') as status:
            return next((int(line.split()[1]) for line in status if line.startswith('VmRSS')), 0)
    except OSError:
        return 0


def rows_of(*tables):
    """Rows of a worksheet: what looks like a number is one."""
    rows = ''
    for table in tables:
        cells = ''
        for value in table:
            number = value.replace('.', '', 1).isdigit()
            cells += (f'<c><v>{value}</v></c>' if number else
                      f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>' if value else '<c/>')
        rows += f'<row>{cells}</row>'
    return rows


class Hostile(Case):
    def setUp(self):
        super().setUp()
        self.new_ledger()

    def bring_in(self, name, content, **more):
        """Imports a file within the bounds; returns exit status and what was said."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode('utf-8'))
        said = self.folder / 'said'
        peak = 0
        with said.open('wb') as out:
            process = subprocess.Popen([PROGRAM, 'import', self.ledger, POLICY, 'production', path],
                                       stdout=subprocess.DEVNULL, stderr=out, env=environment(**more))
            while True:
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
                if pid != 0:
                    break
                try:
                    with open(f'/proc/{process.pid}/task/{process.pid}/children', encoding='ascii') as children:
                        peak = max(peak, sum(resident(one) for one in [process.pid, *children.read().split()]))
                except OSError:
                    pass
                time.sleep(0.01)
            process.returncode = os.waitstatus_to_exitcode(status)
        words = said.read_text(encoding='utf-8')
        self.assertIn(process.returncode, (0, 1, 2), f'{name}: {words}')
        self.assertLess(usage.ru_utime + usage.ru_stime, SECONDS, name)
        self.assertLess(peak / 1024, MEBIBYTES, name)
        self.assertNotIn('CRITICAL', words)
        path.unlink()
        return process.returncode, words

    def refused_file(self, name, content):
        before = self.ledger.read_bytes()
        status, words = self.bring_in(name, content)
        self.assertEqual(status, 2, name)
        self.assertIn(name, words)
        self.assertEqual(self.ledger.read_bytes(), before, name)

    def taken(self, name, content, n=1, status=0):
        """The claims of a table that is right, whatever it looks like."""
        found, words = self.bring_in(name, content)
        self.assertEqual(found, status, words)
        self.assertEqual({claim['claimant'] for claim in self.listed('production')}, set(CODES[:n]), name)
        self.ok('undo', self.ledger)
        self.assertEqual(self.listed('production'), [])

    def test_bombs(self):
        entity = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
                  + ''.join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
                  + f']><worksheet xmlns="{MAIN}"><sheetData><row><c t="inlineStr"><is><t>&j;</t></is></c></row>'
                  '</sheetData></worksheet>')
        self.refused_file('entities.xlsx', workbook(sheet=entity))
        for member in ('xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml'):
            result = BytesIO()
            with zipfile.ZipFile(result, 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as target:
                for name, content in workbook_parts('', strings='<si><t>a</t></si>').items():
                    if name != member:
                        target.writestr(name, content)
                with target.open(member, 'w', force_zip64=True) as part:
                    for _ in range(1040):
                        part.write(b' ' * (1 << 20))
            self.refused_file('bomb.xlsx', result.getvalue())
        cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        self.refused_file('repeated.ods', document(
            f'<table:table><table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row></table:table>'))

    def test_cut_and_renamed(self):
        good = workbook(rows_of(HEADING, row_of(CODES[0])))
        text = '\n'.join(','.join(row) for row in (HEADING, row_of(CODES[0]))) + '\n'
        for length in (0, 1, 3, 4, 30, len(good) // 3, len(good) // 2, len(good) - 30, len(good) - 1):
            self.refused_file('cut.xlsx', good[:length])
        self.taken('workbook.csv', good)
        self.taken('workbook.xls', good)
        self.taken('text.xlsx', text)
        self.taken('text.xls', text.encode('gb18030'))
        self.taken('text.et', text.encode('utf-16'))
        self.refused_file('picture.xlsx', b'\x89PNG\r\n\x1a\n' + bytes(range(256)) * 64)
        self.refused_file('random.csv', bytes((i * 7919 >> 3) & 0xFF for i in range(1 << 20)))

    def test_blank_rows(self):
        heading = rows_of(HEADING, row_of(CODES[0]))
        blank = ''.join(f'<row r="{i}"><c r="A{i}" s="1"/><c r="B{i}"/></row>' for i in range(3, 1048577))
        self.taken('blank.xlsx', workbook(heading + blank))
        last = blank.replace('<c r="A1048576" s="1"/>', '<c r="A1048576" t="inlineStr"><is><t>完</t></is></c>')
        self.taken('last.xlsx', workbook(heading + last))
        text = '\n'.join(','.join(row) for row in (HEADING, row_of(CODES[0]))) + '\n'
        self.taken('blank.csv', text + (',' * 11 + '\n') * 1000000)
        self.refused_file('rows.csv', text + '\n' * 1048577 + 'a,b\n')

    def test_wide_rows(self):
        more = [f'其他{i}' for i in range(16384 - len(HEADING))]
        self.taken('wide.xlsx', workbook(rows_of(HEADING + more, *[row_of(code) + ['1'] * len(more) for code in CODES])), 2)
        self.taken('wide.csv', '\n'.join(','.join(row + ['1'] * (16384 - len(row))) for row in
                                         (HEADING, *[row_of(code) for code in CODES])) + '\n', 2)
        self.refused_file('wider.csv', '\n'.join(','.join(row + ['1'] * 16385) for row in (HEADING, row_of(CODES[0]))))

    def test_long_cells(self):
        long = '长' * 32767
        rows = [row_of(CODES[0]) + [long], row_of(CODES[1]) + [long]]
        notes = [[long] + [''] * 11 for _ in range(200)]
        self.taken('long.xlsx', workbook(rows_of(HEADING + ['备注'], *rows, *notes)), 2)
        self.taken('long.csv', '\n'.join(','.join(row) for row in [HEADING + ['备注'], *rows, *notes]) + '\n', 2)
        self.taken('name.csv', '\n'.join(','.join(row) for row in (HEADING, row_of(CODES[0], name=long))) + '\n')
        # A quotation mark that is never closed, before a large table.
        text = ','.join(HEADING) + '\n"' + (','.join(row_of(CODES[0])) + '\n') * 400000
        self.refused_file('quote.csv', text)
        self.refused_file('quote.txt', text.encode('gb18030'))

    def test_no_room_for_a_copy(self):
        before = self.ledger.read_bytes()
        text = '\n'.join(','.join(row) for row in (HEADING, row_of(CODES[0]))) + '\n'
        status, words = self.bring_in('good.csv', text, TMPDIR=str(self.folder / 'none'))
        self.assertEqual(status, 2, words)
        self.assertIn(str(self.folder / 'none'), words)
        self.assertEqual(self.ledger.read_bytes(), before)

    def test_formulas_without_values(self):
        row = rows_of(row_of(CODES[0]))
        formula = row.replace('<c><v>9858.2</v></c>', '<c><f>SUM(A1:A2)</f></c>')
        self.assertNotEqual(row, formula)
        status, words = self.bring_in('formula.xlsx', workbook(rows_of(HEADING) + formula + rows_of(row_of(CODES[1]))))
        self.assertEqual(status, 1, words)
        self.assertEqual([claim['claimant'] for claim in self.listed('production')], [CODES[1]])


if __name__ == '__main__':
    unittest.main()
