# SPDX-License-Identifier: GPL-3.0-or-later
"""Files for the reader's tests, made byte by byte: what no office program writes is what must be tried."""

import io
import struct
import zipfile

MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
STRICT_MAIN = 'http://purl.oclc.org/ooxml/spreadsheetml/main'
STRICT_RELATIONS = 'http://purl.oclc.org/ooxml/officeDocument/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'


def archive(parts, method=zipfile.ZIP_DEFLATED):
    """A zip file of @parts, name → text or bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, 'w', method) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return result.getvalue()


def workbook_parts(rows='', *, sheet=None, strings=None, formats='', styles='', sheets=None, properties='',
                   main=MAIN, relations=RELATIONS, target='worksheets/sheet1.xml', merged=''):
    """The parts of a small workbook; @rows: the inside of sheetData of its first sheet."""
    sheets = sheets or [('表一', '')]
    parts = {
        '_rels/.rels': f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{relations}/officeDocument" '
                       'Target="xl/workbook.xml"/></Relationships>',
        'xl/workbook.xml': f'<workbook xmlns="{main}" xmlns:r="{relations}"><workbookPr {properties}/><sheets>'
                           + ''.join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}" {more}/>'
                                     for i, (name, more) in enumerate(sheets, 1)) + '</sheets></workbook>',
        'xl/_rels/workbook.xml.rels':
            f'<Relationships xmlns="{PACKAGE}">'
            + ''.join(f'<Relationship Id="r{i}" Type="{relations}/worksheet" '
                      f'Target="{target if i == 1 else f"worksheets/sheet{i}.xml"}"/>'
                      for i in range(1, len(sheets) + 1))
            + (f'<Relationship Id="s" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/>'
               if strings is not None else '')
            + (f'<Relationship Id="t" Type="{relations}/styles" Target="styles.xml"/>' if styles else '')
            + '</Relationships>',
        'xl/worksheets/sheet1.xml': sheet or f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{merged}</worksheet>',
    }
    if strings is not None:
        parts['xl/sharedStrings.xml'] = f'<sst xmlns="{main}" count="1" uniqueCount="99999">{strings}</sst>'
    if styles:
        parts['xl/styles.xml'] = (f'<styleSheet xmlns="{main}"><numFmts>{formats}</numFmts><cellStyleXfs>'
                                  f'<xf numFmtId="14"/></cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>')
    return parts


def workbook(*arguments, **words):
    return archive(workbook_parts(*arguments, **words))


OFFICE = 'urn:oasis:names:tc:opendocument:xmlns:office:1.0'
TABLE = 'urn:oasis:names:tc:opendocument:xmlns:table:1.0'
TEXT = 'urn:oasis:names:tc:opendocument:xmlns:text:1.0'


def document(tables, manifest='', mimetype='application/vnd.oasis.opendocument.spreadsheet'):
    """An ods file; @tables: the table elements."""
    return archive({
        'mimetype': mimetype,
        'META-INF/manifest.xml': '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                                 f'{manifest}</m:manifest>',
        'content.xml': f'<office:document-content xmlns:office="{OFFICE}" xmlns:table="{TABLE}" xmlns:text="{TEXT}" '
                       'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
                       'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
                       f'<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>'
                       '</office:document-content>'})


def many_ends(n_parts, n_ends):
    """A zip file with a long list of parts and many records that say where it is."""
    start = struct.pack('<4sHHHHHIIIHH', b'PK\3\4', 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b'a'
    parts = struct.pack('<4sHHHHHHIIIHHHHHII', b'PK\1\2', 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b'a'
    end = struct.pack('<4sHHHHIIH', b'PK\5\6', 0, 0, n_parts, n_parts, len(parts) * n_parts, len(start), 0)
    return start + parts * n_parts + end * n_ends


def compound(streams):
    """An OLE2 file of @streams, name → bytes, each in sectors of its own."""
    sector = 512
    names = list(streams)
    chains, fat, body = [], [], b''
    for name in names:
        content = streams[name].ljust(4096, b'\0')
        content += b'\0' * (-len(content) % sector)
        count = len(content) // sector
        first = len(fat)
        fat += [first + i + 1 for i in range(count - 1)] + [0xFFFFFFFE]
        chains.append((first, max(4096, len(streams[name]))))
        body += content
    entries = [('Root Entry', 5, 0xFFFFFFFF, 0xFFFFFFFF, 1 if names else 0xFFFFFFFF, 0xFFFFFFFE, 0)]
    for i, name in enumerate(names):
        after = i + 2 if i + 1 < len(names) else 0xFFFFFFFF
        entries.append((name, 2, 0xFFFFFFFF, after, 0xFFFFFFFF, *chains[i]))
    folder = b''
    for name, kind, left, right, child, start, size in entries:
        text = name.encode('utf-16-le')
        folder += (text.ljust(64, b'\0') + struct.pack('<HBBIII', len(text) + 2, kind, 1, left, right, child)
                   + b'\0' * 36 + struct.pack('<IQ', start, size))
    folder += b'\0' * (-len(folder) % sector)
    first_folder = len(fat)
    count = len(folder) // sector
    fat += [first_folder + i + 1 for i in range(count - 1)] + [0xFFFFFFFE]
    n_fat = 1
    while n_fat * 128 < len(fat) + n_fat:
        n_fat += 1
    first_fat = len(fat)
    fat += [0xFFFFFFFD] * n_fat
    table = struct.pack(f'<{len(fat)}I', *fat).ljust(n_fat * sector, b'\xff')
    header = (bytes.fromhex('d0cf11e0a1b11ae1') + b'\0' * 16 + struct.pack('<HHHHH', 0x3E, 3, 0xFFFE, 9, 6) + b'\0' * 6
              + struct.pack('<IIIIIIIIII', 0, n_fat, first_folder, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, first_fat))
    header += struct.pack(f'<{n_fat - 1}I', *(first_fat + i for i in range(1, n_fat)))
    return header.ljust(512, b'\xff') + body + folder + table


def cut_short(file, length):
    """The OLE2 @file with the last sector of its first stream, of @length bytes, at its end and cut to what is used."""
    count = -(-length // 512)
    total = len(file) // 512 - 1
    table = 512 * (1 + struct.unpack_from('<I', file, 76)[0])
    result = bytearray(file) + file[512 * count:512 * count + length - 512 * (count - 1)]
    struct.pack_into('<I', result, table + 4 * (count - 2), total)
    struct.pack_into('<I', result, table + 4 * total, 0xFFFFFFFE)
    return bytes(result)


def deep_compound(n, kind):
    """An OLE2 file of @n entries, each below the one before (kind 1: in it, 2: beside it)."""
    sector, none = 4096, 0xFFFFFFFF
    folder = bytearray()
    for i in range(n + 1):
        text = (f's{i:06}' if i else 'Root Entry').encode('utf-16-le')
        after = i + 1 if i < n else none
        inside = after if kind == 1 or i == 0 else none
        folder += (text.ljust(64, b'\0') + struct.pack('<HBBIII', len(text) + 2, kind if i else 5, 1, none,
                                                       none if inside == after else after, inside)
                   + b'\0' * 36 + struct.pack('<IQ', 0xFFFFFFFE, 0))
    folder += b'\0' * (-len(folder) % sector)
    count = len(folder) // sector
    n_fat = -(-count // (sector // 4 - 1))
    fat = [*range(1, count), 0xFFFFFFFE] + [0xFFFFFFFD] * n_fat
    header = (bytes.fromhex('d0cf11e0a1b11ae1') + b'\0' * 16 + struct.pack('<HHHHH', 0x3E, 4, 0xFFFE, 12, 6) + b'\0' * 6
              + struct.pack('<IIIIIIIII', count, n_fat, 0, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
              + struct.pack(f'<{n_fat}I', *range(count, count + n_fat)))
    return (header.ljust(512, b'\xff').ljust(sector, b'\0') + folder
            + struct.pack(f'<{len(fat)}I', *fat).ljust(n_fat * sector, b'\xff'))


def record(kind, content=b''):
    return struct.pack('<HH', kind, len(content)) + content


def old_workbook(cells, code_page=936, name='表', before=b''):
    """The stream of an Excel 5 workbook with the records @cells in its one sheet."""
    text = name.encode('gb18030')

    def globals_of(position):
        return (record(0x809, struct.pack('<HHHH', 0x500, 5, 0, 0)) + before + record(0x42, struct.pack('<H', code_page))
                + record(0xE0, struct.pack('<HH', 0, 0).ljust(16, b'\0')) + record(0xE0, struct.pack('<HH', 0, 14).ljust(16, b'\0'))
                + record(0x85, struct.pack('<IBBB', position, 0, 0, len(text)) + text) + record(0x0A))
    start = len(globals_of(0))
    return globals_of(start) + record(0x809, struct.pack('<HHHH', 0x500, 0x10, 0, 0)) + cells + record(0x0A)
