/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts as numbers: each distinct text once, its handle the order of its first appearance. */
#include "rules-private.h"

struct _RulesTexts
{
  GHashTable *handles; /* text → handle + 1; the texts are owned by chunk */
  GPtrArray *texts;    /* borrowed from chunk */
  GStringChunk *chunk;
};

RulesTexts *
rules_texts_new (void)
{
  RulesTexts *self = g_new0 (RulesTexts, 1);

  self->handles = g_hash_table_new (g_str_hash, g_str_equal);
  self->texts = g_ptr_array_new ();
  self->chunk = g_string_chunk_new (4096);
  return self;
}

void
rules_texts_free (RulesTexts *texts)
{
  if (texts == NULL)
    return;
  g_hash_table_unref (texts->handles);
  g_ptr_array_unref (texts->texts);
  g_string_chunk_free (texts->chunk);
  g_free (texts);
}

gint64
rules_texts_add (RulesTexts *texts, const char *text)
{
  if (text == NULL || *text == '\0')
    return RULES_MISSING;

  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (texts->handles, text));
  if (known != 0)
    return known - 1;

  char *copy = g_string_chunk_insert (texts->chunk, text);
  g_ptr_array_add (texts->texts, copy);
  g_hash_table_insert (texts->handles, copy, GUINT_TO_POINTER (texts->texts->len));
  return texts->texts->len - 1;
}

gint64
rules_texts_find (const RulesTexts *texts, const char *text)
{
  return (gint64) GPOINTER_TO_UINT (g_hash_table_lookup (texts->handles, text)) - 1;
}

/* NULL for RULES_MISSING and for a number that is no handle. */
const char *
rules_texts_get (const RulesTexts *texts, gint64 handle)
{
  if (handle < 0 || handle >= texts->texts->len)
    return NULL;
  return g_ptr_array_index (texts->texts, handle);
}

void
rules_texts_clear (RulesTexts *texts)
{
  g_hash_table_remove_all (texts->handles);
  g_ptr_array_set_size (texts->texts, 0);
  g_string_chunk_clear (texts->chunk);
}
