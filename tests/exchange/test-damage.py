#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""award_sheet_read() against files that are no table, damaged ones and hostile ones: what no file should say.

usage: test-damage.py DUMP-SHEET DATA-FOLDER
"""

import io
import os
import shutil
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from containers import (archive, compound, deep_compound, document, many_ends, workbook, workbook_parts,  # noqa: E402
                        MAIN)
from dumping import DATA, FOLDER, PROGRAM, Reading, Table, main  # noqa: E402


class Damage(Reading):
    # ---- files that are no table

    def test_other_files(self):
        self.fails(b'', 'empty')
        self.fails(b'%PDF-1.4\n%\xe2\xe3\n', 'not-a-table')
        self.fails(b'\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'not-a-table')
        self.fails(b'\xff\xd8\xff\xe0\0\x10JFIF', 'not-a-table')
        self.fails(archive({'word/document.xml': '<w/>', '_rels/.rels': '<r/>'}), 'not-a-table')
        self.fails(archive({'ppt/presentation.xml': '<w/>', '_rels/.rels': '<r/>'}), 'not-a-table')
        self.fails(archive({'xl/workbook.bin': 'x'}), 'not-a-table')
        self.fails(archive({'表.xlsx': 'x'}), 'not-a-table')
        self.fails(document('', mimetype='application/vnd.oasis.opendocument.text'), 'not-a-table')
        self.fails(archive({}), 'not-a-table')
        self.fails('<html><table><tr><td>1</td></tr></table></html>', 'not-a-table', '表.xls')
        self.fails(compound({'WordDocument': b'x'}), 'not-a-table', '表.xls')
        self.fails(compound({'EncryptedPackage': b'x', 'EncryptionInfo': b'x'}), 'encrypted')
        self.fails(document('', manifest='<m:file-entry><m:encryption-data/></m:file-entry>'), 'encrypted', '表.ods')
        self.fails(workbook(''), 'empty')
        self.assertEqual(self.dump(Path(FOLDER.name) / 'nowhere.xlsx').error, 'not-found')
        self.assertEqual(self.dump(FOLDER.name).error, 'not-found')

    # ---- damage

    def test_damage(self):
        rows = ''.join(f'<row r="{i}"><c r="A{i}"><v>{i * 7919}</v></c></row>' for i in range(1, 3000))
        book = workbook(rows)
        for share in (0.1, 0.5, 0.9, 0.99):
            self.fails(book[:int(len(book) * share)], 'damaged')
        # A digit changed in a part that is not compressed: everything still parses.
        plain = archive(workbook_parts(rows), zipfile.ZIP_STORED)
        self.fails(plain.replace(b'<v>7919<', b'<v>7918<'), 'damaged')
        self.fails(workbook('<row><c t="s"><v>0</v></c></row>'), 'damaged')
        self.fails(workbook('<row><c t="s"><v>5</v></c></row>', strings='<si><t>一</t></si>'), 'damaged')
        self.fails(workbook('<row r="0"><c/></row>'), 'damaged')
        self.fails(workbook('<row r="x"><c/></row>'), 'damaged')
        self.fails(workbook('<row><c r="1"><v>1</v></c></row>'), 'damaged')
        self.fails(workbook(sheet='<worksheet><sheetData><row>'), 'damaged')
        self.fails(workbook(sheet='no XML'), 'damaged')
        self.fails(workbook('<a>' * 5000 + '</a>' * 5000), 'damaged')
        for name in ('xl/worksheets/sheet1.xml', 'xl/workbook.xml', 'xl/sharedStrings.xml'):
            parts = workbook_parts('<row><c><v>1</v></c></row>', strings='<si><t>一</t></si>')
            del parts[name]
            self.fails(archive(parts), 'damaged')
        good = (DATA / 'tables/forms.xls').read_bytes()
        for share in (0.02, 0.3, 0.7):
            self.fails(good[:int(len(good) * share)], 'damaged', '表.xls')
        self.fails(good[:600], 'damaged', '表.xls')

    def test_containers(self):
        parts = workbook_parts('<row><c><v>1</v></c></row>')
        for change in (str.upper, '/'.__add__, lambda name: name.replace('/', '\\')):
            self.assertEqual(self.read(archive({change(name): text for name, text in parts.items()})).cells[0, 0], ('number', '1'))
        # Of two parts of one name the later counts, whatever their case.
        twice = {**parts, 'XL/worksheets/SHEET1.xml': parts['xl/worksheets/sheet1.xml'].replace('<v>1<', '<v>2<')}
        self.assertEqual(self.read(archive(twice)).cells[0, 0], ('number', '2'))
        book = archive(parts)
        end = book.rindex(b'PK\5\6')
        for change in (-1, 1):
            count = struct.pack('<H', len(parts) + change)
            self.fails(book[:end + 8] + count * 2 + book[end + 12:], 'damaged')
        self.assertEqual(self.read(book[:end + 20] + b'\5\0hello').cells[0, 0], ('number', '1'))
        within = archive({**parts, 'xl/embeddings/1.xlsx': archive({'xl/workbook.xml': 'another'})}, zipfile.ZIP_STORED)
        self.assertEqual(self.read(within).cells[0, 0], ('number', '1'))
        at = book.rindex(b'PK\1\2')
        self.fails(book[:at + 8] + b'\1' + book[at + 9:], 'encrypted')
        self.fails(archive(parts, zipfile.ZIP_BZIP2), 'damaged')
        self.fails(archive({**parts, **{f'{i}.txt': '' for i in range(70000)}}), 'too-large')

    def test_long_lists(self):
        # Lists that cost a reader more than their length: time, or the stack.
        self.fails(many_ends(60000, 2900), 'damaged')
        self.fails(many_ends(60000, 8), 'too-large')
        for kind in (1, 2):
            self.fails(deep_compound(100000, kind), 'not-a-table', '表.xls')

    def test_bombs(self):
        entity = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
                  + ''.join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
                  + f']><worksheet xmlns="{MAIN}"><sheetData><row><c t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>')
        self.fails(workbook(sheet=entity), 'damaged')
        # One gigabyte and more, as it says …
        result = io.BytesIO()
        with zipfile.ZipFile(result, 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            for name, content in workbook_parts('').items():
                if name != 'xl/worksheets/sheet1.xml':
                    target.writestr(name, content)
            with target.open('xl/worksheets/sheet1.xml', 'w', force_zip64=True) as part:
                for _ in range(1040):
                    part.write(b' ' * (1 << 20))
        bomb = result.getvalue()
        self.fails(bomb, 'too-large')
        # … and where it says less.
        at = bomb.rindex(b'PK\x01\x02')
        self.assertEqual(struct.unpack_from('<I', bomb, at + 24)[0], 1040 << 20)
        self.fails(bomb[:at + 24] + struct.pack('<I', 1 << 20) + bomb[at + 28:], 'damaged')
        cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        for bomb in (f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>',
                     f'<table:table-row>{cell}{cell}</table:table-row>',
                     '<table:table-row table:number-rows-repeated="4000000000"><table:table-cell office:value-type="float" office:value="1"/>'
                     '</table:table-row>'):
            self.fails(document(f'<table:table>{bomb}</table:table>'), 'too-large', '表.ods')

    def test_rows_out_of_order(self):
        # More rows than are held back: what was sent already must be taken back.
        rows = ''.join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c></row>' for r in range(2, 40001))
        table = self.read(workbook(rows + '<row r="3"><c r="B3"><v>7</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'))
        self.assertEqual((table.rows, table.cells[0, 0], table.cells[2, 1], table.cells[39999, 0]),
                         (40000, ('number', '1'), ('number', '7'), ('number', '40000')))
        self.assertEqual(len(table.cells), 40001)

    def test_reader_that_fails(self):
        # The program beside a reader that does not do as it should: a message each time, and in time.
        program = Path(FOLDER.name) / 'dump-sheet'
        reader = Path(FOLDER.name) / 'reader/duixian-reader'
        table = Path(FOLDER.name) / '表.csv'
        shutil.copy(PROGRAM, program)
        reader.parent.mkdir()
        table.write_text('a,b\n1,2\n')
        block = struct.pack('<IIIIII', 0, 1, 1, 2, 0, 1)
        for does, code in (
                ('exit 0', 'damaged'), ('kill -SEGV $$', 'damaged'), ('kill -XCPU $$', 'too-large'),
                ('kill -TRAP $$', 'too-large'), ("printf 'rubbish and more'", 'damaged'),
                (b'\0\0\0\0\xff\xff\xff\xff', 'damaged'), (b'\3\0\0\0\0\0\0\0', 'damaged'),
                (b'\2\0\0\0\x08\0\0\0\xff\0\0\0\0\0\0\0', 'damaged'),
                (b'\2\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\0', 'damaged'),
                # A text without its end, and one that begins outside.
                (struct.pack('<II', 0, 34) + block + struct.pack('<IHBB', 0, 0, 1, 0) + b'ab', 'damaged'),
                (struct.pack('<II', 0, 34) + block + struct.pack('<IHBB', 2, 0, 1, 0) + b'a\0', 'damaged')):
            if isinstance(does, bytes):
                (reader.parent / 'answer').write_bytes(does)
                does = f"cat '{reader.parent}/answer'"
            reader.write_text(f'#!/bin/sh\n{does}\n')
            reader.chmod(0o755)
            result = subprocess.run([program, table], capture_output=True, timeout=60,
                                    env={**os.environ, 'LC_ALL': 'C.UTF-8', 'G_DEBUG': 'fatal-criticals'})
            self.assertEqual(Table(result.stdout.decode(), result.returncode).error, code, does)
        reader.unlink()
        result = subprocess.run([program, table], capture_output=True, timeout=60, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
        # It may be installed.
        self.assertIn(Table(result.stdout.decode(), result.returncode).error, ('reader', None))

    def test_extremes(self):
        # As far as a sheet goes: rows without a value, columns, the longest cells.
        blank = ''.join(f'<row r="{i}"><c r="A{i}" s="1"/><c r="B{i}"/></row>' for i in range(1, 1048577))
        self.fails(workbook(blank), 'empty')
        table = self.read(workbook(blank.replace('<c r="B1048576"/>', '<c r="B1048576"><v>7</v></c>')))
        self.assertEqual((table.rows, table.cells), (1048576, {(1048575, 1): ('number', '7')}))
        row = ''.join(f'<c><v>{i}</v></c>' for i in range(16384))
        table = self.read(workbook(f'<row>{row}</row><row>{row}</row>'))
        self.assertEqual((table.rows, table.columns, table.cells[1, 16383]), (2, 16384, ('number', '16383')))
        text = '字' * 32767
        table = self.read(workbook(f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>' * 200))
        self.assertEqual((table.rows, set(table.cells.values())), (200, {('text', text)}))

    def test_limits(self):
        self.fails(workbook('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'), 'too-large')
        self.fails(workbook('<row r="4294967295"><c><v>1</v></c></row>'), 'too-large')
        self.fails(workbook('<row r="1"><c r="XFE1"><v>1</v></c></row>'), 'too-large')
        self.assertEqual(self.read(workbook('<row r="1"><c r="XFD1"><v>1</v></c></row>')).cells[0, 16383], ('number', '1'))
        text = '字' * 43690
        self.assertEqual(self.read(workbook(f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>')).cells[0, 0], ('text', text))
        self.fails(workbook(f'<row><c t="inlineStr"><is><t>{text}字</t></is></c></row>'), 'too-large')
        self.fails(workbook('<row><c t="s"><v>0</v></c></row>', strings=f'<si><t>{text}字</t></si>'), 'too-large')
        self.fails(f'a,b\n"{text}字",1\n', 'too-large', '表.csv')
        self.fails('a' + ',a' * 16384 + '\n', 'too-large', '表.csv')
        self.assertEqual(self.read(workbook('<row r="9999999"/><row r="1"><c r="A1"><v>1</v></c></row>')).rows, 1)


main()
