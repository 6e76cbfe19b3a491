#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""award_sheet_read() against files of every kind: what each format can say, and what no file should.

usage: test-tables.py DUMP-SHEET DATA-FOLDER
"""

import io
import os
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from containers import (archive, compound, cut_short, deep_compound, document, many_ends, old_workbook, record,  # noqa: E402
                        workbook, workbook_parts, MAIN, STRICT_MAIN, STRICT_RELATIONS)

# Nothing a file says may take longer than this.
SECONDS = 20


class Table:
    """What dump-sheet printed."""

    def __init__(self, words, status):
        self.cells, self.hidden, self.merged, self.error, self.name = {}, [], [], None, None
        self.status = status
        for line in words.split('\n'):
            parts = line.split('\t')
            if parts[0] == 'error':
                self.error, self.message = parts[1], parts[2]
            elif parts[0] == 'sheet':
                self.name, self.rows, self.columns = parts[1], int(parts[2]), int(parts[3])
            elif parts[0] == 'hidden':
                self.hidden.append(int(parts[1]))
            elif parts[0] == 'merged':
                self.merged.append(tuple(map(int, parts[1:])))
            elif len(parts) == 4:
                self.cells[int(parts[0]), int(parts[1])] = (parts[2], parts[3])


class Tables(unittest.TestCase):
    maxDiff = None

    def dump(self, path, which=None):
        began = time.monotonic()
        result = subprocess.run([PROGRAM, str(path)] + ([which] if which else []), capture_output=True, timeout=120,
                                env={**os.environ, 'LC_ALL': 'C.UTF-8', 'G_DEBUG': 'fatal-criticals'})
        self.assertIn(result.returncode, (0, 1), result.stderr)
        # The leak check says so of a thread that ends while it looks.
        said = re.sub(rb'==\d+==Unable to get registers from thread \d+\.\n', b'', result.stderr)
        self.assertEqual(said, b'')
        self.assertLess(time.monotonic() - began, SECONDS)
        return Table(result.stdout.decode(), result.returncode)

    def read(self, content, name='表.xlsx', which=None):
        path = Path(FOLDER.name) / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.dump(path, which)

    def fails(self, content, code, name='表.xlsx', which=None):
        table = self.read(content, name, which)
        self.assertEqual(table.error, code)
        self.assertIn(name, table.message)
        return table

    # ---- xlsx

    def test_programs_agree(self):
        first = self.dump(DATA / 'tables/forms.xlsx')
        self.assertEqual(first.cells[1, 1], ('number', '1246081.92'))
        self.assertEqual(first.cells[1, 2], ('boolean', 'TRUE'))
        self.assertEqual(first.cells[2, 0], ('date', '2024-02-29'))
        self.assertEqual(first.cells[2, 1], ('date', '2024-02-29T08:30:00'))
        self.assertEqual(first.cells[2, 2], ('date', '08:30:00'))
        self.assertEqual(first.cells[3, 1], ('text', '甲乙'))
        self.assertEqual(first.cells[3, 2], ('error', '#DIV/0!'))
        self.assertEqual(first.cells[4, 0], ('error', '#N/A'))
        self.assertEqual(first.cells[4, 1], ('date', '2024-01-31'))
        self.assertEqual(first.cells[4, 3], ('number-long', '12345678901234600000'))
        self.assertEqual(first.cells[6, 1], ('text', '  前后空格  '))
        self.assertEqual(first.cells[6, 2], ('text', 'a\\nb'))
        self.assertEqual((first.hidden, first.merged), ([5], [(0, 0, 0, 3)]))
        self.assertEqual((first.rows, first.columns), (259, 4))
        second = self.dump(DATA / 'tables/forms.xls')
        self.assertEqual((second.name, second.cells, second.hidden, second.merged),
                         (first.name, first.cells, first.hidden, first.merged))
        third = self.dump(DATA / 'tables/forms.ods')
        # This program keeps what Excel calls booleans as numbers.
        for place in ((1, 2), (1, 3), (3, 3)):
            third.cells[place] = ('boolean', {'1': 'TRUE', '0': 'FALSE'}[third.cells[place][1]])
        self.assertEqual((third.name, third.cells, third.hidden, third.merged),
                         (first.name, first.cells, first.hidden, first.merged))

    def test_gnumeric_agrees(self):
        first = self.dump(DATA / 'tables/forms.xlsx')
        for name in ('gnumeric.xlsx', 'gnumeric.ods', 'gnumeric.xls', 'libreoffice.xlsx'):
            other = self.dump(DATA / 'tables' / name)
            self.assertEqual((other.name, other.cells, other.hidden, other.merged),
                             (first.name, first.cells, first.hidden, first.merged), name)

    def test_hidden_digits(self):
        # What a cell shows, by the number of its format and by its code; what it holds is read all the same.
        formats = ['General', '0', '0.00', '#,##0', '#,##0.00', '0%', '0.00%', '0.00E+00', '# ?/?', '"约"0', '0.0_ ;[Red]-0.0',
                   '[$¥-804]#,##0.00', '@', '0.###']
        shown = '<xf numFmtId="0"/>' + ''.join(f'<xf numFmtId="{200 + i}"/>' for i in range(len(formats)))
        table = self.read(workbook(
            ''.join(f'<row r="{i + 1}"><c r="A{i + 1}" s="{i + 1}"><v>1234.567</v></c><c r="B{i + 1}" s="{i + 1}"><v>12</v></c></row>'
                    for i in range(len(formats))),
            formats=''.join(f'<numFmt numFmtId="{200 + i}" formatCode="{code.replace(chr(34), "&quot;")}"/>' for i, code in enumerate(formats)),
            styles=shown))
        hidden = {i for i in range(len(formats)) if table.cells[i, 0] == ('number-hidden', '1234.567')}
        self.assertEqual({formats[i] for i in hidden},
                         {'0', '0.00', '#,##0', '#,##0.00', '0%', '"约"0', '0.0_ ;[Red]-0.0', '[$¥-804]#,##0.00'})
        self.assertTrue(all(table.cells[i, 1] == ('number', '12') for i in range(len(formats))))
        table = self.read(workbook('<row><c s="0"><v>0.5</v></c><c s="1"><v>0.5</v></c><c s="2"><v>0.25</v></c></row>',
                                   styles='<xf numFmtId="2"/><xf numFmtId="3"/><xf numFmtId="9"/>'))
        self.assertEqual([table.cells[0, i][0] for i in range(3)], ['number', 'number-hidden', 'number'])
        cell = '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'
        table = self.read(document('<table:table><table:table-row>' + cell.format('1246081.92', '1,246,082')
                                   + cell.format('1246081.92', '1,246,081.92') + cell.format('0.051', '5%')
                                   + cell.format('0.051', '5.1%') + cell.format('1500000', '1.5E+06')
                                   + '</table:table-row></table:table>'), '表.ods')
        self.assertEqual([table.cells[0, i][0] for i in range(5)],
                         ['number-hidden', 'number', 'number-hidden', 'number', 'number'])

    def test_formulas_alone(self):
        alone = ('error', '=')
        for plain in (True, False):
            rows = '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v></v></c><c r="C1" t="str"><f>""</f><v></v></c>' \
                   '<c r="D1"><f>1+1</f><v>2</v></c><c r="E1"><f t="shared" si="0"/></c><c r="F1" s="0"/></row>'
            # A comment makes it the parser's.
            table = self.read(workbook(rows if plain else '<!-- -->' + rows))
            self.assertEqual(table.cells, {(0, 0): alone, (0, 1): alone, (0, 3): ('number', '2'), (0, 4): alone})
        table = self.read(document('<table:table><table:table-row><table:table-cell table:formula="of:=1+1"/>'
                                   '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string"><text:p/></table:table-cell>'
                                   '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="#DIV/0!">'
                                   '<text:p>#DIV/0!</text:p></table:table-cell></table:table-row></table:table>'), '表.ods')
        self.assertEqual(table.cells, {(0, 0): alone, (0, 2): ('error', '#DIV/0!')})

    def test_unknown_bytes(self):
        gb = '名称,金额\n甲企业,1\n'.encode('gb18030')
        table = self.read(gb.replace(b',1', b'\xff,1'), '表.csv')
        self.assertEqual(table.cells[1, 0], ('text', '甲企业\ufffd'))
        self.assertEqual(table.cells[1, 1], ('text', '1'))
        table = self.read(b'\xef\xbb\xbfa,b\n\xff1,2\n', '表.csv')
        self.assertEqual(table.cells[1, 0], ('text', '\ufffd1'))
        table = self.read(b'\xff\xfe' + 'a,b\n'.encode('utf-16-le') + b'\x00\xd8' + '1,2\n'.encode('utf-16-le'), '表.csv')
        self.assertEqual(table.cells[1, 0], ('text', '\ufffd1'))
        self.fails(b'a,b\n' + b'\xff\xff,' * 400, 'not-a-table', '表.csv')

    def test_databases(self):
        path = Path(FOLDER.name) / '旧系统.db'
        with sqlite3.connect(path) as db:
            db.executescript('''CREATE TABLE "申报 表" (代码 TEXT, 产值 REAL, 编号 INTEGER, 附件 BLOB, 空);
                INSERT INTO "申报 表" VALUES ('91350110MA00000017', 1246081.92, 1234567890123456789, x'00', NULL);
                INSERT INTO "申报 表" VALUES ('甲', 0.1, -5, 1, '二');
                CREATE VIEW 汇总 AS SELECT count(*) AS 户数, sum(编号 - 1234567890123456789) AS 差 FROM "申报 表";
                CREATE VIEW 无尽 AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;
                CREATE VIEW 外部 AS SELECT load_extension('x');
                CREATE VIRTUAL TABLE 全文 USING fts5 (a);
                CREATE TABLE 空表 (a, b)''')
        db.close()
        before = path.read_bytes()
        table = self.dump(path)
        self.assertEqual((table.name, table.rows, table.columns), ('申报 表', 3, 5))
        self.assertEqual([table.cells[0, i][1] for i in range(5)], ['代码', '产值', '编号', '附件', '空'])
        self.assertEqual([table.cells.get((1, i)) for i in range(5)],
                         [('text', '91350110MA00000017'), ('number', '1246081.92'), ('number', '1234567890123456789'), ('error', '#BLOB'), None])
        self.assertEqual([table.cells.get((2, i)) for i in range(5)],
                         [('text', '甲'), ('number', '0.1'), ('number', '-5'), ('number', '1'), ('text', '二')])
        self.assertEqual(self.dump(path, '汇总').cells[1, 0], ('number', '2'))
        self.assertEqual(self.dump(path, '空表').rows, 1)
        for which, code in (('无尽', 'too-large'), ('外部', 'damaged'), ('全文', 'no-sheet'), ('没有', 'no-sheet')):
            self.assertEqual(self.dump(path, which).error, code, which)
        for cut in (100, 2000, len(before) // 2):
            self.assertIn(self.read(before[:cut], '半.db').error, ('damaged', None))
        # What another program has not written into the file yet would be missing.
        Path(f'{path}-wal').write_bytes(b'x')
        self.assertEqual(self.dump(path).error, 'not-found')
        Path(f'{path}-wal').unlink()
        self.assertEqual(path.read_bytes(), before)
        self.assertEqual(sorted(p.name for p in path.parent.glob('旧系统*')), ['旧系统.db'])

    def test_openpyxl_agrees(self):
        import datetime
        import openpyxl
        book = openpyxl.Workbook()
        sheet = book.active
        wanted = {}
        values = [0.1, 1 / 3, 9858.200000000001, 1246081.9199999999, 1e-7, 123456789012345, -0.0, 1e21, 99999999999999.99, 5e-324]
        for row, value in enumerate(values):
            sheet.cell(row + 1, 1, value)
            text = format(float(f'{value:.15g}'), '.15g')
            from decimal import Decimal
            plain = format(Decimal(text), 'f')
            plain = plain.rstrip('0').rstrip('.') if '.' in plain else plain
            wanted[row, 0] = ('number-long' if abs(value) >= 1e15 else 'number', '0' if value == 0 else plain)
        for row, value in enumerate([datetime.date(1900, 1, 1), datetime.date(1900, 2, 28), datetime.date(1900, 3, 1),
                                     datetime.date(1999, 12, 31), datetime.date(2024, 2, 29), datetime.date(9999, 12, 31)]):
            sheet.cell(row + 1, 2, value)
            wanted[row, 1] = ('date', value.isoformat())
        for row, value in enumerate(['中文', '<&>"\'', 'a\tb', '\u3000全角', '_x0041_', 'x' * 32767]):
            sheet.cell(row + 1, 3, value)
            wanted[row, 2] = ('text', value.replace('\t', '\\t'))
        path = Path(FOLDER.name) / 'openpyxl.xlsx'
        book.save(path)
        table = self.dump(path)
        # openpyxl leaves text that looks like an escape as it is; the format says it is one.
        wanted[4, 2] = ('text', 'A')
        self.assertEqual(table.cells, wanted)

    def test_strings(self):
        table = self.read(workbook(
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
            '<c r="D1" t="inlineStr"><is><r><t>甲</t></r><r><t xml:space="preserve"> 乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></is></c>'
            '<c r="E1" t="str"><f>A1</f><v>式_x000D_</v></c><c r="F1" t="s"/><c r="G1" t="s"><v>3</v></c></row>',
            strings='<si><t>一</t></si><si><r><rPr><b/></rPr><t>二</t></r><r><t xml:space="preserve"> 三</t></r>'
                    '<rPh sb="0" eb="1"><t>er</t></rPh><phoneticPr fontId="1"/></si>'
                    '<si><t>_x4E00__xD83D__xDE00__xD800_ _x005F_x0041_ _x00</t></si><si><t></t></si>'))
        self.assertEqual(table.cells, {
            (0, 0): ('text', '一'), (0, 1): ('text', '二 三'), (0, 2): ('text', '一😀\ufffd _x0041_ _x00'),
            (0, 3): ('text', '甲 乙'), (0, 4): ('text', '式\\r')})

    def test_dates(self):
        formats = ['0.00', '#,##0', 'yyyy-mm-dd', 'yyyy"年"m"月"d"日"', '[$-804]yyyy\\年m\\月', 'm"月"d"日"', '"day"0',
                   '[Red]0.00;[Blue]-0.00', 'h:mm', '[h]:mm', 'mm:ss.0', 'General', '0.0%', '[DBNum1][$-804]yyyy', '@', 'h:mm AM/PM',
                   '0.00E+00', '_(* #,##0_);_(* (#,##0)', '0;d']
        wanted = ['number', 'number', 'date', 'date', 'date', 'date', 'number', 'number', 'date', 'number', 'date', 'number', 'number',
                  'date', 'number', 'date', 'number', 'number', 'number']
        codes = ''.join('<numFmt numFmtId="{}" formatCode="{}"/>'.format(200 + i, f.replace('"', '&quot;'))
                        for i, f in enumerate(formats))
        built_in = [14, 17, 18, 21, 22, 27, 31, 36, 50, 58, 0, 1, 9, 10, 11, 37, 44, 46, 48, 49]
        styles = ''.join(f'<xf numFmtId="{200 + i}"/>' for i in range(len(formats)))
        styles += ''.join(f'<xf numFmtId="{i}"/>' for i in built_in)
        rows = '<row>' + ''.join(f'<c s="{i}"><v>45351</v></c>' for i in range(len(formats) + len(built_in))) + '</row>'
        table = self.read(workbook(rows, formats=codes, styles=styles))
        for i, kind in enumerate(wanted):
            self.assertEqual(table.cells[0, i], (kind, '2024-02-29' if kind == 'date' else '45351'), formats[i])
        for i, number in enumerate(built_in):
            kind = 'date' if i < 10 else 'number'
            self.assertEqual(table.cells[0, len(formats) + i], (kind, '2024-02-29' if kind == 'date' else '45351'), number)

    def test_date_systems(self):
        rows = '<row>' + ''.join(f'<c s="0"><v>{v}</v></c>' for v in
                                 ('1', '59', '60', '61', '45351.5', '0.75', '0', '-1', '2958466', '45350.999999')) + '</row>'
        table = self.read(workbook(rows, styles='<xf numFmtId="14"/>'))
        self.assertEqual([table.cells[0, i][1] for i in range(10)],
                         ['1900-01-01', '1900-02-28', '60', '1900-03-01', '2024-02-29T12:00:00', '0.75', '0', '-1', '2958466',
                          '2024-02-29'])
        table = self.read(workbook(rows, styles='<xf numFmtId="14"/>', properties='date1904="1"'))
        self.assertEqual([table.cells[0, i][1] for i in (0, 1, 6)], ['1904-01-02', '1904-02-29', '1904-01-01'])

    def test_cells(self):
        table = self.read(workbook(
            '<row r="2" hidden="1"><c r="B2"><f>1+1</f><v> 2 </v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c>'
            '<c t="e"><v>#REF!</v></c><c t="d"><v>2024-02-29</v></c><c><v>abc</v></c><c/></row>'
            '<row><c><v>3</v></c></row><row r="7"><c r="C7"><v>1</v></c><c r="A7"><v>2</v></c><c r="C7"><v>9</v></c></row>'
            '<row r="5"><c r="A5"><v>5</v></c></row>',
            merged='<mergeCells count="9"><mergeCell ref="A1:B2"/><mergeCell ref="B1:A2"/><mergeCell ref="x"/></mergeCells>'))
        self.assertEqual(table.cells, {
            (1, 1): ('number', '2'), (1, 2): ('boolean', 'TRUE'), (1, 3): ('boolean', 'FALSE'), (1, 4): ('error', '#REF!'),
            (1, 5): ('date', '2024-02-29'), (1, 6): ('text', 'abc'), (2, 0): ('number', '3'), (4, 0): ('number', '5'),
            (6, 0): ('number', '2'), (6, 2): ('number', '9')})
        self.assertEqual((table.hidden, table.merged), ([1], [(0, 0, 1, 1)]))

    def test_dialects(self):
        rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
        self.assertEqual(self.read(workbook(rows, main=STRICT_MAIN, relations=STRICT_RELATIONS)).cells[0, 0], ('number', '1'))
        self.assertEqual(self.read(workbook(rows, target='/xl/worksheets/sheet1.xml')).cells[0, 0], ('number', '1'))
        self.assertEqual(self.read(workbook(rows, target='../xl/./worksheets/Sheet1.xml')).cells[0, 0], ('number', '1'))
        prefixed = (f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>前</x:t></x:is></x:c>'
                    '</x:row></x:sheetData></x:worksheet>')
        self.assertEqual(self.read(workbook(sheet=prefixed)).cells[0, 0], ('text', '前'))
        self.assertEqual(self.read(archive(workbook_parts(rows), zipfile.ZIP_STORED)).cells[0, 0], ('number', '1'))
        wide = workbook_parts(rows)
        wide['xl/worksheets/sheet1.xml'] = ('<?xml version="1.0" encoding="UTF-16"?>' + wide['xl/worksheets/sheet1.xml']).encode('utf-16')
        self.assertEqual(self.read(archive(wide)).cells[0, 0], ('number', '1'))
        for name in ('表.xls', '表.csv', '表'):
            self.assertEqual(self.read(workbook(rows), name).cells[0, 0], ('number', '1'))

    def test_scanner(self):
        """Plain rows are scanned, rows with prefixes parsed: both must read the same."""
        cells = ['<c r="A{0}" t="s"><v>0</v></c>', '<c r="B{0}" s="1"><v>45351</v></c>', '<c r="C{0}"><f>A1&amp;"x"</f><v>1.50</v></c>',
                 '<c r="D{0}"/>', '<c t="b"><v>1</v></c>', '<c r="H{0}" t="inlineStr"><is><t xml:space="preserve"> 甲&amp;&#x4E59;&lt; </t></is></c>',
                 '<c t="str"><f t="shared" si="0"/><v>文_x0041_</v></c>', '<c r="K{0}" t="e"><v>#N/A</v></c>', '<c><v/></c>', '<c></c>',
                 "<c r='M{0}' t='n'><v>1E3</v></c>", '<c r="N{0}" t="inlineStr"><is><r><t>一</t></r><r><t>二</t></r></is></c>',
                 '<c ><v >7</v ></c >', '<c r="P{0}"><v>8</v><extLst><ext/></extLst></c>', '<c r="Q{0}" t="inlineStr"><is><t>a\r\nb</t></is></c>']
        rows = ''
        for i in range(1, 400):
            rows += f'<row r="{i}" spans="1:3"' + (' hidden="1"' if i % 7 == 0 else '') + '>\n'
            rows += ''.join(cell.format(i) for j, cell in enumerate(cells) if (i >> (j % 9)) & 1 or j == i % 15)
            rows += '</row>' if i % 5 else '</row><row/>  <row ht="15"></row>'
        words = {'strings': '<si><t>共</t></si>', 'styles': '<xf numFmtId="0"/><xf numFmtId="14"/>'}
        scanned = self.read(workbook(rows, **words))
        commented = self.read(workbook(sheet=f'<worksheet xmlns="{MAIN}"><!-- --><sheetData>{rows}</sheetData></worksheet>', **words))
        self.assertGreater(len(scanned.cells), 1500)
        self.assertEqual((scanned.cells, scanned.hidden), (commented.cells, commented.hidden))
        many = rows.replace('<c ', '<c xx="' + 'y' * 997 + '" ')
        self.assertEqual(self.read(workbook(many, **words)).cells, scanned.cells)
        for bad in ('<row r="1"><c r="A1"><v>1</v></row>', '<row r="1"><c r="A1"><v>1&bad;</v></c></row>', '<row><c><v>1</c></v></row>',
                    '<row><c r="A1" r="B1"><v>1</v></c></row>', '<row><c t="inlineStr"><is><t>\x01</t></is></c></row>',
                    '<row><c r=A1><v>1</v></c></row>', '<row><c><v>1</v></c></row></row>', '<row><c><v>1</v></c>'):
            self.fails(workbook(bad), 'damaged')
        self.fails(workbook(sheet=f'<worksheet xmlns="{MAIN}"><sheetData><row><c><v>1</v></c></row>'), 'damaged')
        self.fails(workbook(sheet=f'<worksheet xmlns="{MAIN}"><sheetData>' + '<row><c><v>1</v></c></row>' * 9999), 'damaged')
        self.fails(workbook(sheet=f'<worksheet xmlns="{MAIN}"><sheetData><row><c><v>1</v></c></row></sheetData>'), 'damaged')

    def test_sheets(self):
        parts = workbook_parts('<row><c><v>1</v></c></row>', sheets=[('一', 'state="hidden"'), ('2', ''), ('三', '')])
        for i in (2, 3):
            parts[f'xl/worksheets/sheet{i}.xml'] = parts['xl/worksheets/sheet1.xml'].replace('<v>1', f'<v>{i}')
        book = archive(parts)
        for which, value in ((None, '2'), ('一', '1'), ('2', '2'), ('三', '3'), ('1', '1'), ('3', '3')):
            self.assertEqual(self.read(book, which=which).cells[0, 0][1], value)
        for which in ('4', '0', '四', '-1'):
            self.assertIn('三', self.fails(book, 'no-sheet', which=which).message)

    # ---- ods

    def test_document(self):
        table = self.read(document(
            '<table:table table:name="表一"><table:table-column table:number-columns-repeated="1024"/>'
            '<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="2">'
            '<text:p>第<text:span>一</text:span><text:s text:c="3"/>行</text:p><text:p>第二<text:tab/>行<office:annotation>'
            '<text:p>批注</text:p></office:annotation></text:p></table:table-cell><table:covered-table-cell/>'
            '<table:table-cell office:value-type="float" office:value="1246081.9199999999"><text:p>1,246,081.92</text:p></table:table-cell>'
            '<table:table-cell office:value-type="percentage" office:value="0.051"/>'
            '<table:table-cell office:value-type="currency" office:currency="CNY" office:value="12.5"/>'
            '<table:table-cell office:value-type="date" office:date-value="2024-02-29"/>'
            '<table:table-cell office:value-type="date" office:date-value="2024-02-29T08:30:00.000000000"/>'
            '<table:table-cell office:value-type="time" office:time-value="PT08H30M00S"/>'
            '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
            '<table:table-cell office:value-type="string" office:string-value="值"/>'
            '<table:table-cell office:value-type="string" calcext:value-type="error" office:value="0"><text:p>#N/A</text:p></table:table-cell>'
            '<table:table-cell table:number-columns-repeated="1000"/></table:table-row>'
            '<table:table-row table:number-rows-repeated="2" table:visibility="collapse">'
            '<table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="7"/></table:table-row>'
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
            '</table:table-row></table:table><table:table table:name="表二"/>'), '表.ods')
        self.assertEqual(table.cells, {
            (0, 0): ('text', '第一   行\\n第二\\t行'), (0, 2): ('number', '1246081.92'), (0, 3): ('number', '0.051'),
            (0, 4): ('number', '12.5'), (0, 5): ('date', '2024-02-29'), (0, 6): ('date', '2024-02-29T08:30:00'),
            (0, 7): ('date', '08:30:00'), (0, 8): ('boolean', 'TRUE'), (0, 9): ('text', '值'), (0, 10): ('error', '#N/A'),
            **{(row, column): ('number', '7') for row in (1, 2) for column in (0, 1, 2)}})
        self.assertEqual((table.hidden, table.merged), ([1, 2], [(0, 0, 1, 1)]))

    def test_document_sheets(self):
        row = '<table:table-row><table:table-cell office:value-type="float" office:value="{}"/></table:table-row>'
        book = document(''.join(f'<table:table table:name="{name}">{row.format(i)}</table:table>'
                                for i, name in enumerate(('甲', '乙', '丙'), 1)))
        for which, value in ((None, '1'), ('乙', '2'), ('3', '3')):
            table = self.read(book, '表.ods', which)
            self.assertEqual((table.cells[0, 0][1], table.name), (value, '甲乙丙'[int(value) - 1]))
        self.fails(book, 'no-sheet', '表.ods', '丁')

    # ---- xls

    def test_old_workbook(self):
        cells = (record(0x204, struct.pack('<HHHH', 0, 0, 0, 8) + '福州企业'.encode('gbk'))
                 + record(0x203, struct.pack('<HHHd', 0, 1, 0, 9858.200000000001))
                 + record(0x203, struct.pack('<HHHd', 0, 2, 1, 45351))
                 + record(0x27E, struct.pack('<HHHI', 0, 3, 0, (124608192 << 2 | 3) & 0xFFFFFFFF))
                 + record(0xBD, struct.pack('<HHHIHIH', 1, 0, 0, 7 << 2 | 2, 0, (-5 << 2 | 2) & 0xFFFFFFFF, 1))
                 + record(0x205, struct.pack('<HHHBB', 1, 2, 0, 1, 0)) + record(0x205, struct.pack('<HHHBB', 1, 3, 0, 0x2A, 1))
                 + record(0x06, struct.pack('<HHHBBBBIH', 2, 0, 0, 0, 0, 0, 0, 0xFFFF0000, 0) + b'\0' * 8)
                 + record(0x207, struct.pack('<H', 4) + '结果'.encode('gbk'))
                 + record(0x06, struct.pack('<HHHdH', 2, 1, 0, 2.5, 0) + b'\0' * 8)
                 + record(0x06, struct.pack('<HHHBBBBIH', 2, 2, 0, 1, 0, 1, 0, 0xFFFF0000, 0) + b'\0' * 8))
        table = self.read(compound({'Book': old_workbook(cells)}), '表.xls')
        self.assertEqual(table.cells, {
            (0, 0): ('text', '福州企业'), (0, 1): ('number', '9858.2'), (0, 2): ('date', '2024-02-29'),
            (0, 3): ('number', '1246081.92'), (1, 0): ('number', '7'), (1, 1): ('number', '-5'), (1, 2): ('boolean', 'TRUE'),
            (1, 3): ('error', '#N/A'), (2, 0): ('text', '结果'), (2, 1): ('number', '2.5'), (2, 2): ('boolean', 'TRUE')})
        self.fails(compound({'Book': old_workbook(cells, before=record(0x2F, b'\0' * 6))}), 'encrypted', '表.xls')
        self.fails(compound({'Workbook': old_workbook(cells)[:-8]}), 'damaged', '表.xls')

    def test_other_programs(self):
        # A formula under the number of an older form, and a file that ends within its last sector.
        cells = (record(0x406, struct.pack('<HHHdH', 0, 0, 0, 2.5, 0) + b'\0' * 8)
                 + record(0x206, struct.pack('<HHHdH', 0, 1, 0, 3.5, 0) + b'\0' * 8))
        stream = old_workbook(cells, before=record(0x1234, b'\0' * 5000))
        file = cut_short(compound({'Book': stream}), len(stream))
        self.assertNotEqual(len(file) % 512, 0)
        self.assertEqual(self.read(file, '表.xls').cells, {(0, 0): ('number', '2.5'), (0, 1): ('number', '3.5')})
        self.fails(file[:-1], 'damaged', '表.xls')

    # ---- text

    def test_text(self):
        wanted = {(0, 0): ('text', '名称'), (0, 1): ('text', '金额'), (1, 0): ('text', '甲,"乙'), (1, 1): ('text', '1,796.88'),
                  (2, 0): ('text', '两\\n行'), (2, 1): ('text', '00012')}
        text = '名称,金额\r\n"甲,""乙","1,796.88"\r\n"两\n行",00012\r\n'
        for content in (text.encode(), b'\xef\xbb\xbf' + text.encode(), text.encode('gb18030'), text.encode('utf-16'),
                        text.replace('\r\n', '\n').encode(), text[:-2].encode(), ('\ufeff' + text).encode('utf-16-be')):
            self.assertEqual(self.read(content, '表.csv').cells, wanted)
        for separator in '\t;|':
            self.assertEqual(self.read(f'名称{separator}金额\n甲{separator}"1,5"\n乙{separator}2\n', '表.txt').cells[1, 1],
                             ('text', '1,5'))
        self.assertEqual(self.read('a,b\n="05900000110",\'001\n', '表.csv').cells[1, 0], ('text', '05900000110'))
        self.assertEqual(self.read('a,b\n"x"y,z\n', '表.csv').cells[1, 0], ('text', 'xy'))
        self.assertEqual(self.read('标题\n\n姓名,县\n甲,乙\n丙,丁\n', '表.csv').cells[4, 1], ('text', '丁'))
        self.assertEqual(self.read('㐀,𠮷\n€,镕\n'.encode('gb18030'), '表.csv').cells[0, 1], ('text', '𠮷'))

    def test_not_text(self):
        self.fails('a,b\n"never closed,1\nc,d\n', 'damaged', '表.csv')
        self.fails('一段没有结构的文字。\n第二行。\n', 'not-a-table', '说明.txt')
        self.fails(b'\x01\x02\x00\x03' * 99, 'not-a-table', '表.csv')
        self.fails(b'\xff\x81' * 99 + b'\n', 'not-a-table', '表.csv')
        self.fails('{"a": 1, "b": 2}', 'not-a-table', '表.json')

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


PROGRAM, DATA = sys.argv[1], Path(sys.argv[2])
FOLDER = tempfile.TemporaryDirectory(prefix='duixian-tables-')
unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
