/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For libFuzzer (meson option "fuzz", with clang): any bytes as a table. One program a reader, told by
 * ENGINE: the bytes are the worksheet of a workbook, the content of a document, the stream of an old
 * workbook, text, a whole file, or a block of another process. */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

#include "award-block.h"
#include "award-reader.h"

#define ENGINE_XLSX 1
#define ENGINE_ODS 2
#define ENGINE_XLS 3
#define ENGINE_CSV 4
#define ENGINE_FILE 5
#define ENGINE_BLOCK 6

#define SCHEMAS "http://schemas.openxmlformats.org/"
#define OFFICE SCHEMAS "officeDocument/2006/relationships"
#define PACKAGE SCHEMAS "package/2006/relationships"

typedef struct
{
  const char *path;
  const char *content; /* NULL: the bytes */
} Part;

static const Part workbook[] = {
  { "_rels/.rels", "<Relationships xmlns='" PACKAGE "'><Relationship Id='a' Type='" OFFICE
                   "/officeDocument' Target='xl/workbook.xml'/></Relationships>" },
  { "xl/workbook.xml",
    "<workbook xmlns:r='" OFFICE "'><sheets><sheet name='a' r:id='b'/></sheets></workbook>" },
  { "xl/_rels/workbook.xml.rels", "<Relationships xmlns='" PACKAGE "'><Relationship Id='b' Type='" OFFICE
                                  "/worksheet' Target='sheet.xml'/><Relationship Id='c' Type='" OFFICE
                                  "/sharedStrings' Target='strings.xml'/><Relationship Id='d' Type='" OFFICE
                                  "/styles' Target='styles.xml'/></Relationships>" },
  { "xl/strings.xml", "<sst><si><t>a</t></si><si><r><t>b</t></r></si></sst>" },
  { "xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='10'/></cellXfs>"
                     "</styleSheet>" },
  { "xl/sheet.xml", NULL },
};
static const Part document[] = {
  { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
  { "content.xml", NULL },
};

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* A zip file of @parts, in which the bytes stand as they are. */
static GBytes *
pack (const Part *parts, gsize n_parts, const guint8 *data, gsize size)
{
  zip_source_t *target = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *zip = zip_open_from_source (target, ZIP_TRUNCATE, NULL);
  zip_stat_t stat;

  zip_source_keep (target);
  for (gsize i = 0; i < n_parts; i++)
    {
      const char *content = parts[i].content;
      zip_source_t *part = content ? zip_source_buffer (zip, content, strlen (content), 0)
                                   : zip_source_buffer (zip, data, size, 0);
      const zip_int64_t index = zip_file_add (zip, parts[i].path, part, 0);
      zip_set_file_compression (zip, (zip_uint64_t) index, ZIP_CM_STORE, 0);
    }
  g_assert_cmpint (zip_close (zip), ==, 0);
  g_assert_cmpint (zip_source_stat (target, &stat), ==, 0);
  guint8 *bytes = g_malloc (stat.size);
  zip_source_open (target);
  zip_source_read (target, bytes, stat.size);
  zip_source_close (target);
  zip_source_free (target);
  return g_bytes_new_take (bytes, stat.size);
}

static AwardSheet *
read_file (const guint8 *data, gsize size, GError **error)
{
  const int file = memfd_create ("table", MFD_CLOEXEC);

  g_assert_cmpint (write (file, data, size), ==, (gssize) size);
  AwardSheet *sheet = award_sheet_read_here (file, "table", NULL, NULL, NULL, NULL, error);
  close (file);
  return sheet;
}

static AwardSheet *
read_packed (const Part *parts, gsize n_parts, const guint8 *data, gsize size, GError **error)
{
  g_autoptr (GBytes) bytes = pack (parts, n_parts, data, size);
  gsize length = 0;
  const guint8 *packed = g_bytes_get_data (bytes, &length);

  return read_file (packed, length, error);
}

static AwardSheet *
read_table (const guint8 *data, gsize size, GError **error)
{
  AwardReader reader = { .name = "table", .bytes = data, .length = size };

  switch (ENGINE)
    {
    case ENGINE_XLSX:
      return read_packed (workbook, G_N_ELEMENTS (workbook), data, size, error);
    case ENGINE_ODS:
      return read_packed (document, G_N_ELEMENTS (document), data, size, error);
    case ENGINE_XLS:
      return award_read_xls (&reader, data, size, error);
    case ENGINE_CSV:
      return award_read_csv (&reader, error);
    default:
      return read_file (data, size, error);
    }
}

static void
look_at_block (const guint8 *data, gsize size)
{
  g_autofree guint8 *aligned = g_memdup2 (data, size);
  AwardBlock block;

  if (!award_block_open (&block, aligned, size))
    return;
  for (guint i = 0; i < block.n_cells; i++)
    g_assert_true (g_utf8_validate (block.texts + block.cells[i].text, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;

  if (ENGINE == ENGINE_BLOCK)
    {
      look_at_block (data, size);
      return 0;
    }
  g_autoptr (AwardSheet) sheet = read_table (data, size, &error);
  g_assert_true ((sheet == NULL) == (error != NULL));
  for (guint row = 0; sheet && row < MIN (award_sheet_get_n_rows (sheet), 2000); row++)
    for (guint column = 0; column < MIN (award_sheet_get_n_columns (sheet), 100); column++)
      {
        const AwardCell cell = award_sheet_get_cell (sheet, row, column);

        g_assert_true (g_utf8_validate (cell.text, -1, NULL));
        g_assert_true ((cell.type == AWARD_CELL_EMPTY) == (*cell.text == '\0'));
      }
  return 0;
}
