/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, told by its content, and which reader takes it. */
#include "award-ole.h"
#include "award-reader.h"

#include <glib/gi18n.h>
#include <string.h>

static const guint8 zip_start[] = { 'P', 'K', 3, 4 };
static const guint8 ole_start[] = { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 };

/* Files people send by mistake, by how they begin. */
static const struct
{
  const char *start;
  guint8 length;
  const char *what;
} other_files[] = {
  { "%PDF", 4, N_ ("it is a PDF document") },
  { "\x89PNG", 4, N_ ("it is a picture") },
  { "\xff\xd8\xff", 3, N_ ("it is a picture") },
  { "GIF8", 4, N_ ("it is a picture") },
  { "BM", 2, N_ ("it is a picture") },
  { "Rar!", 4, N_ ("it is a compressed archive; unpack it first") },
  { "7z\xbc\xaf", 4, N_ ("it is a compressed archive; unpack it first") },
  { "\x1f\x8b", 2, N_ ("it is a compressed archive; unpack it first") },
  { "PK\5\6", 4, N_ ("it is an empty archive") },
  { "{\\rtf", 5, N_ ("it is a text document") },
  { "\x7f"
    "ELF",
    4, N_ ("it is a program") },
  { "MZ", 2, N_ ("it is a program") },
};

static gboolean
starts_with (const AwardReader *reader, gconstpointer start, gsize length)
{
  return reader->length >= length && memcmp (reader->bytes, start, length) == 0;
}

/* Whether an OpenDocument file is a spreadsheet: its first part says so. */
static gboolean
is_spreadsheet (const AwardZip *zip)
{
  g_autoptr (AwardZipPart) part = award_zip_open (zip, "mimetype");
  guint8 bytes[128];

  if (!part)
    return TRUE; /* content.xml will show */
  const gssize n = award_zip_part_read (part, bytes, sizeof bytes);
  return n > 0 && g_strstr_len ((const char *) bytes, n, "spreadsheet") != NULL;
}

static AwardSheet *
read_zip (AwardReader *reader, GError **error)
{
  AwardLimit limit;
  g_autoptr (AwardZip) zip = award_zip_new (reader->bytes, reader->length, &limit);

  if (!zip)
    award_reader_fail_limit (reader, limit, error);
  else if (award_zip_is_encrypted (zip))
    award_reader_fail_encrypted (reader, error);
  else if (award_zip_has (zip, "content.xml") && is_spreadsheet (zip))
    return award_read_ods (reader, zip, error);
  else if (award_zip_has (zip, "xl/workbook.bin"))
    award_reader_fail_not_table (reader, _ ("it is a binary workbook; save it as xlsx"), error);
  else if (award_zip_has (zip, "word/document.xml") || award_zip_has (zip, "content.xml"))
    award_reader_fail_not_table (reader, _ ("it is a text document"), error);
  else if (award_zip_has (zip, "ppt/presentation.xml"))
    award_reader_fail_not_table (reader, _ ("it is a presentation"), error);
  else if (award_zip_has (zip, "_rels/.rels") || award_zip_has (zip, "xl/workbook.xml"))
    return award_read_xlsx (reader, zip, error);
  else
    award_reader_fail_not_table (reader, _ ("it is a compressed archive; unpack it first"), error);
  return NULL;
}

static AwardSheet *
read_ole (AwardReader *reader, GError **error)
{
  /* A file of both generations has both streams; the newer is complete. */
  static const char *const streams[] = { "Workbook", "Book" };
  g_autoptr (AwardOle) ole = award_ole_new (reader->bytes, reader->length);

  if (!ole)
    {
      award_reader_fail_damaged (reader, NULL, error);
      return NULL;
    }
  if (award_ole_has (ole, "EncryptedPackage") || award_ole_has (ole, "EncryptionInfo"))
    {
      award_reader_fail_encrypted (reader, error);
      return NULL;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      gsize length = 0;
      if (!award_ole_has (ole, streams[i]))
        continue;
      g_autofree guint8 *bytes = award_ole_read (ole, streams[i], &length);
      if (bytes)
        return award_read_xls (reader, bytes, length, error);
      award_reader_fail_damaged (reader, streams[i], error);
      return NULL;
    }
  award_reader_fail_not_table (reader, _ ("it is an Office document without a workbook"), error);
  return NULL;
}

static AwardSheet *
read_any (AwardReader *reader, GError **error)
{
  if (starts_with (reader, zip_start, sizeof zip_start))
    return read_zip (reader, error);
  if (starts_with (reader, ole_start, sizeof ole_start))
    return read_ole (reader, error);
  for (guint i = 0; i < G_N_ELEMENTS (other_files); i++)
    if (starts_with (reader, other_files[i].start, other_files[i].length))
      {
        award_reader_fail_not_table (reader, _ (other_files[i].what), error);
        return NULL;
      }

  /* Systems that write a web page or XML and call it xls: no text table either. */
  gsize skip = starts_with (reader, "\xef\xbb\xbf", 3) ? 3 : 0;
  while (skip < reader->length && g_ascii_isspace (reader->bytes[skip]))
    skip++;
  if (skip < reader->length && reader->bytes[skip] == '<')
    {
      award_reader_fail_not_table (
          reader, _ ("it is a web page or XML; open it in WPS or Excel and save it as xlsx"), error);
      return NULL;
    }
  if (skip < reader->length && reader->bytes[skip] == '{')
    {
      award_reader_fail_not_table (reader, _ ("it is text for programs, not a table"), error);
      return NULL;
    }
  return award_read_csv (reader, error);
}

AwardSheet *
award_sheet_read_here (int descriptor,
                       const char *name,
                       const char *which,
                       GPtrArray *names,
                       AwardSheetSink *sink,
                       GCancellable *cancellable,
                       GError **error)
{
  AwardReader reader = { .name = name, .which = which, .names = names, .cancellable = cancellable };
  g_autoptr (GError) cause = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new_from_fd (descriptor, FALSE, &cause);

  if (!file)
    {
      g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NOT_FOUND,
                   _ ("“%s” cannot be opened: %s"), name, cause->message);
      return NULL;
    }
  reader.bytes = (const guint8 *) g_mapped_file_get_contents (file);
  reader.length = g_mapped_file_get_length (file);
  reader.is_mapped = TRUE;
  reader.sink = sink;
  if (reader.length == 0)
    {
      g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_EMPTY,
                   _ ("“%s” is empty. Ask for the file again."), name);
      return NULL;
    }
  if (reader.length > AWARD_MAX_FILE)
    {
      award_reader_fail_limit (&reader, AWARD_LIMIT_FILE, error);
      return NULL;
    }

  g_autoptr (AwardSheet) sheet = read_any (&reader, error);
  if (sheet)
    award_sheet_set_file_name (sheet, name);
  if (sheet && award_sheet_get_n_rows (sheet) == 0)
    {
      g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_EMPTY,
                   _ ("Sheet “%s” of “%s” is empty. Choose another sheet, or ask for the file again."),
                   award_sheet_get_name (sheet), name);
      return NULL;
    }
  return g_steal_pointer (&sheet);
}
