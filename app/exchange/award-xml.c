/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-reader.h"

#include <expat.h>
#include <string.h>

#define CHUNK 65536
#define MAX_DEPTH 256

struct _AwardXml
{
  XML_Parser parser;
  const AwardXmlHandlers *handlers;
  AwardXmlFilter filter; /* nullable */
  gpointer data;
  guint depth;
  gboolean stopped;
  gboolean failed;
  AwardLimit limit;
};

void
award_xml_stop (AwardXml *xml)
{
  xml->stopped = TRUE;
  XML_StopParser (xml->parser, XML_FALSE);
}

void
award_xml_fail (AwardXml *xml, AwardLimit limit)
{
  if (!xml->failed)
    xml->limit = limit;
  xml->failed = TRUE;
  award_xml_stop (xml);
}

void
award_xml_check (AwardXml *xml, AwardLimit limit)
{
  if (limit != AWARD_LIMIT_NONE)
    award_xml_fail (xml, limit);
}

/* Expat still calls an end handler or two after a stop: they must not see a half-done state. */
static void
on_start (void *data, const XML_Char *name, const XML_Char **attributes)
{
  AwardXml *xml = data;

  if (xml->stopped)
    return;
  if (++xml->depth > MAX_DEPTH)
    {
      award_xml_fail (xml, AWARD_LIMIT_NONE);
      return;
    }
  xml->handlers->start (xml, name, attributes, xml->data);
}

static void
on_end (void *data, const XML_Char *name)
{
  AwardXml *xml = data;

  if (xml->stopped)
    return;
  xml->depth--;
  xml->handlers->end (xml, name, xml->data);
}

static void
on_text (void *data, const XML_Char *text, int length)
{
  AwardXml *xml = data;

  if (!xml->stopped)
    xml->handlers->text (xml, text, length, xml->data);
}

static void
on_document_type (void *data,
                  const XML_Char *name,
                  const XML_Char *system,
                  const XML_Char *public,
                  int internal)
{
  award_xml_fail (data, AWARD_LIMIT_NONE);
}

void
award_xml_feed (AwardXml *xml, const char *bytes, gsize length, gboolean is_last)
{
  if (xml->stopped)
    return;
  if (XML_Parse (xml->parser, bytes, (int) length, is_last) == XML_STATUS_ERROR && !xml->stopped)
    award_xml_fail (xml, AWARD_LIMIT_NONE);
}

gboolean
award_xml_is_stopped (const AwardXml *xml)
{
  return xml->stopped;
}

/* Feeds @part to the parser in pieces. FALSE: the error is set. */
static gboolean
feed (AwardXml *xml, AwardReader *reader, AwardZipPart *part, const char *part_name, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  guint64 left = award_zip_part_get_size (part);

  if (left > AWARD_MAX_INFLATED - MIN (reader->inflated, AWARD_MAX_INFLATED))
    return award_reader_fail_limit (reader, AWARD_LIMIT_INFLATED, error);
  if (left == 0)
    return award_reader_fail_damaged (reader, part_name, error); /* no document */

  while (left > 0)
    {
      if (g_cancellable_set_error_if_cancelled (reader->cancellable, error))
        return FALSE;
      const gssize n = award_zip_part_read (part, buffer, CHUNK);
      if (n <= 0)
        return award_reader_fail_damaged (reader, part_name, error);
      left -= (guint64) n;
      reader->inflated += (guint64) n;
      if (xml->stopped)
        continue;

      if (xml->filter)
        xml->filter (xml, (const char *) buffer, (gsize) n, left == 0, xml->data);
      else
        award_xml_feed (xml, (const char *) buffer, (gsize) n, left == 0);
      if (xml->failed && xml->limit != AWARD_LIMIT_NONE)
        return award_reader_fail_limit (reader, xml->limit, error);
      if (xml->failed)
        return award_reader_fail_damaged (reader, part_name, error);
    }
  return TRUE;
}

static gboolean
parse (AwardXml *xml,
       AwardReader *reader,
       AwardZipPart *part,
       const char *part_name,
       gboolean with_namespaces,
       GError **error)
{
  xml->parser = with_namespaces ? XML_ParserCreateNS (NULL, '|') : XML_ParserCreate (NULL);
  XML_SetUserData (xml->parser, xml);
  XML_SetElementHandler (xml->parser, on_start, on_end);
  if (xml->handlers->text)
    XML_SetCharacterDataHandler (xml->parser, on_text);
  XML_SetStartDoctypeDeclHandler (xml->parser, on_document_type);
  const gboolean done = feed (xml, reader, part, part_name, error);
  XML_ParserFree (xml->parser);
  return done;
}

gboolean
award_xml_parse (AwardReader *reader,
                 AwardZipPart *part,
                 const char *part_name,
                 gboolean with_namespaces,
                 const AwardXmlHandlers *handlers,
                 gpointer data,
                 GError **error)
{
  AwardXml xml = { .handlers = handlers, .data = data };
  return parse (&xml, reader, part, part_name, with_namespaces, error);
}

gboolean
award_xml_parse_filtered (AwardReader *reader,
                          AwardZipPart *part,
                          const char *part_name,
                          AwardXmlFilter filter,
                          const AwardXmlHandlers *handlers,
                          gpointer data,
                          GError **error)
{
  AwardXml xml = { .handlers = handlers, .filter = filter, .data = data };
  return parse (&xml, reader, part, part_name, FALSE, error);
}

const char *
award_xml_local_name (const char *name)
{
  const char *bar = strrchr (name, '|');
  if (bar)
    return bar + 1;
  const char *colon = strchr (name, ':');
  return colon ? colon + 1 : name;
}

const char *
award_xml_attribute (const char **attributes, const char *name)
{
  for (guint i = 0; attributes[i]; i += 2)
    if (strcmp (attributes[i], name) == 0)
      return attributes[i + 1];
  return NULL;
}

const char *
award_xml_attribute_ending (const char **attributes, const char *ending)
{
  for (guint i = 0; attributes[i]; i += 2)
    if (g_str_has_suffix (attributes[i], ending))
      return attributes[i + 1];
  return NULL;
}

gboolean
award_xml_is_true (const char *value)
{
  return value && (strcmp (value, "1") == 0 || strcmp (value, "true") == 0);
}
