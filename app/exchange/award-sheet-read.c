/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, told by its content, and which reader takes it. */
#include "award-reader.h"

#include <glib/gi18n.h>
#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-infile-zip.h>
#include <gsf/gsf-input-memory.h>
#include <gsf/gsf-utils.h>
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

static gboolean
has_part (GsfInfile *container, const char *path)
{
  g_autoptr (GsfInput) part = award_reader_open_part (container, path);
  return part != NULL;
}

static AwardSheet *
read_zip (AwardReader *reader, GError **error)
{
  g_autoptr (GsfInput) input = gsf_input_memory_new (reader->bytes, (gsf_off_t) reader->length, FALSE);
  g_autoptr (GsfInfile) container = gsf_infile_zip_new (input, NULL);

  if (!container)
    award_reader_fail_damaged (reader, NULL, error);
  else if (has_part (container, "content.xml"))
    {
      g_autoptr (GsfInput) kind = award_reader_open_part (container, "mimetype");
      const gsize n = kind ? (gsize) CLAMP (gsf_input_size (kind), 0, 128) : 0;
      const guint8 *bytes = n > 0 ? gsf_input_read (kind, n, NULL) : NULL;
      g_autofree char *type = bytes ? g_strndup ((const char *) bytes, n) : NULL;
      if (!type || strstr (type, "spreadsheet"))
        return award_read_ods (reader, container, error);
      award_reader_fail_not_table (reader, _ ("it is a text document"), error);
    }
  else if (has_part (container, "xl/workbook.bin"))
    award_reader_fail_not_table (reader, _ ("it is a binary workbook; save it as xlsx"), error);
  else if (has_part (container, "word/document.xml"))
    award_reader_fail_not_table (reader, _ ("it is a text document"), error);
  else if (has_part (container, "ppt/presentation.xml"))
    award_reader_fail_not_table (reader, _ ("it is a presentation"), error);
  else if (has_part (container, "_rels/.rels") || has_part (container, "xl/workbook.xml"))
    return award_read_xlsx (reader, container, error);
  else
    award_reader_fail_not_table (reader, _ ("it is a compressed archive; unpack it first"), error);
  return NULL;
}

static AwardSheet *
read_ole (AwardReader *reader, GError **error)
{
  g_autoptr (GsfInput) input = gsf_input_memory_new (reader->bytes, (gsf_off_t) reader->length, FALSE);
  g_autoptr (GsfInfile) container = gsf_infile_msole_new (input, NULL);

  if (!container)
    {
      award_reader_fail_damaged (reader, NULL, error);
      return NULL;
    }
  if (has_part (container, "EncryptedPackage") || has_part (container, "EncryptionInfo"))
    {
      award_reader_fail_encrypted (reader, error);
      return NULL;
    }
  /* A file of both generations has both; the newer is complete. */
  g_autoptr (GsfInput) stream = award_reader_open_part (container, "Workbook");
  if (!stream)
    stream = award_reader_open_part (container, "Book");
  if (stream)
    return award_read_xls (reader, stream, error);
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
award_sheet_read (const char *path, const char *which, GCancellable *cancellable, GError **error)
{
  static gsize is_ready = 0;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *name = g_filename_display_basename (path);
  AwardReader reader = { .name = name, .which = which, .cancellable = cancellable };
  g_autofree char *bytes = NULL;
  g_autoptr (GError) cause = NULL;

  if (g_once_init_enter (&is_ready))
    {
      gsf_init ();
      g_once_init_leave (&is_ready, 1);
    }

  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                         G_FILE_QUERY_INFO_NONE, cancellable, &cause);
  if (info && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR &&
      g_file_info_get_size (info) > AWARD_MAX_FILE)
    {
      award_reader_fail_limit (&reader, AWARD_LIMIT_FILE, error);
      return NULL;
    }
  if (info && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error (&cause, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _ ("it is not a file"));
  if (cause || !g_file_load_contents (file, cancellable, &bytes, &reader.length, NULL, &cause))
    {
      if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&cause));
      else
        g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NOT_FOUND,
                     _ ("“%s” cannot be opened: %s"), name, cause->message);
      return NULL;
    }
  if (reader.length == 0)
    {
      g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_EMPTY,
                   _ ("“%s” is empty. Ask for the file again."), name);
      return NULL;
    }

  reader.bytes = (const guint8 *) bytes;
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
