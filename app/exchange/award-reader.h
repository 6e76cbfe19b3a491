/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of all formats share: the file, its parts, XML, and words for what is wrong. */
#pragma once

#include "award-sheet-private.h"
#include "award-zip.h"

G_BEGIN_DECLS

/* A file being read. Not shared between threads. */
typedef struct
{
  const char *name; /* of the file, for people */
  const guint8 *bytes;
  gsize length;
  gboolean is_mapped; /* they are those of the file itself */
  const char *which; /* the sheet asked for; nullable */
  GPtrArray *names;  /* nullable: the sheets are only to be named, here (char *) */
  GCancellable *cancellable;
  guint64 inflated; /* bytes of parts read so far */
  AwardSheetSink *sink; /* nullable: takes the rows */
} AwardReader;

/* An empty sheet for the reader to fill, and its end. */
AwardSheet *award_reader_new_sheet  (const AwardReader *reader);
gboolean award_reader_finish        (const AwardReader *reader,
                                     AwardSheet        *sheet,
                                     GError           **error) G_GNUC_WARN_UNUSED_RESULT;

/* Gives the memory of the file's bytes from @from to @to back; they are read again when they are asked for.
 * Nothing happens to bytes that are not the file's own, or are not mapped. */
void     award_reader_let_go        (const AwardReader *reader,
                                     gconstpointer      from,
                                     gconstpointer      to);
/* Each sets @error, names the file and says what to do. Always FALSE. */
gboolean award_reader_fail_damaged  (const AwardReader *reader,
                                     const char        *part,
                                     GError           **error);
gboolean award_reader_fail_limit    (const AwardReader *reader,
                                     AwardLimit         limit,
                                     GError           **error);
gboolean award_reader_fail_encrypted (const AwardReader *reader,
                                     GError           **error);
/* @found: what the file is, translated. */
gboolean award_reader_fail_not_table (const AwardReader *reader,
                                     const char        *found,
                                     GError           **error);
/* @names: the sheets there are. */
gboolean award_reader_fail_no_sheet (const AwardReader *reader,
                                     const GPtrArray   *names,
                                     GError           **error);

/* The number of the sheet asked for among @names: by name, then by number from 1; @first when none is asked
 * for. -1 with @error when there is none, and without one when they are only to be named. */
int      award_reader_choose_sheet  (const AwardReader *reader,
                                     const GPtrArray   *names,
                                     guint              first,
                                     GError           **error);

/* Handlers of a part. Names and attributes come as written, or as "namespace|name" when asked for. A
 * handler that finds a fault calls award_xml_fail(). */
typedef struct _AwardXml AwardXml;
typedef struct
{
  void (*start) (AwardXml *xml, const char *name, const char **attributes, gpointer data);
  void (*end) (AwardXml *xml, const char *name, gpointer data);
  void (*text) (AwardXml *xml, const char *text, int length, gpointer data); /* nullable */
} AwardXmlHandlers;

/* Parses @part, to its end even when a handler stops it: whether it is whole shows only there. A document
 * type, so any entity, is refused. @part_name: for messages. */
gboolean award_xml_parse            (AwardReader            *reader,
                                     AwardZipPart           *part,
                                     const char             *part_name,
                                     gboolean                with_namespaces,
                                     const AwardXmlHandlers *handlers,
                                     gpointer                data,
                                     GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same, @filter getting the bytes first: it hands to award_xml_feed() what the parser is to see. */
typedef void (*AwardXmlFilter)      (AwardXml               *xml,
                                     const char             *bytes,
                                     gsize                   length,
                                     gboolean                is_last,
                                     gpointer                data);
gboolean award_xml_parse_filtered   (AwardReader            *reader,
                                     AwardZipPart           *part,
                                     const char             *part_name,
                                     AwardXmlFilter          filter,
                                     const AwardXmlHandlers *handlers,
                                     gpointer                data,
                                     GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void     award_xml_feed             (AwardXml          *xml,
                                     const char        *bytes,
                                     gsize              length,
                                     gboolean           is_last);
gboolean award_xml_is_stopped       (const AwardXml    *xml);
/* Ends the parsing early, without a fault. */
void     award_xml_stop             (AwardXml          *xml);
/* Ends the parsing as DAMAGED, or with the bound met. */
void     award_xml_fail             (AwardXml          *xml,
                                     AwardLimit         limit);
/* Fails when @limit is one. */
void     award_xml_check            (AwardXml          *xml,
                                     AwardLimit         limit);

/* The name without prefix or namespace. */
const char *award_xml_local_name    (const char        *name);
/* The value of an attribute by its whole name; NULL when absent. */
const char *award_xml_attribute     (const char       **attributes,
                                     const char        *name);
/* By the end of its name: "office:1.0|value". */
const char *award_xml_attribute_ending (const char    **attributes,
                                     const char        *ending);
/* "1" or "true". */
gboolean award_xml_is_true          (const char        *value);

/* The readers. Each gives a finished sheet, or NULL with an error. */
AwardSheet *award_read_xlsx         (AwardReader       *reader,
                                     const AwardZip    *zip,
                                     GError           **error);
AwardSheet *award_read_ods          (AwardReader       *reader,
                                     const AwardZip    *zip,
                                     GError           **error);
AwardSheet *award_read_xls          (AwardReader       *reader,
                                     const guint8      *bytes,
                                     gsize              length,
                                     GError           **error);
AwardSheet *award_read_csv          (AwardReader       *reader,
                                     GError           **error);

G_END_DECLS
