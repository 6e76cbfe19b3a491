/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON read strictly and exactly (RFC 8259), and written in the order it is asked for.
 *
 * json-glib is not used: it wraps integers that do not fit 64 bits, reads 010 as 8, keeps the last of two
 * members of one name and does not bound its depth. Here a number stays the text it was. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  AWARD_JSON_NULL,
  AWARD_JSON_FALSE,
  AWARD_JSON_TRUE,
  AWARD_JSON_NUMBER,
  AWARD_JSON_STRING,
  AWARD_JSON_ARRAY,
  AWARD_JSON_OBJECT,
} AwardJsonType;

/* A value of a document. Members of an object and elements of an array hang together by next. */
typedef struct
{
  AwardJsonType type;
  const char   *name;  /* of a member; NULL in arrays and for the root */
  const char   *text;  /* of a string, decoded; of a number, as written */
  guint         first; /* of an array or object: index of the first child, 0 for none */
  guint         next;  /* index of the next child, 0 for none */
} AwardJsonNode;

/* A document is reused for one text after another, without allocating for each. */
typedef struct _AwardJson AwardJson;

AwardJson           *award_json_new   (void);
void                 award_json_free  (AwardJson            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardJson, award_json_free)
/* Parses @text. The root lives until the next text is parsed. On failure NULL, *@fault says why in the user's
 * language and *@column where (characters, from 1). */
const AwardJsonNode *award_json_parse (AwardJson            *self,
                                       const char           *text,
                                       gsize                 length,
                                       const char          **fault,
                                       guint                *column) G_GNUC_WARN_UNUSED_RESULT;
const AwardJsonNode *award_json_first (const AwardJson      *self,
                                       const AwardJsonNode  *node);
const AwardJsonNode *award_json_next  (const AwardJson      *self,
                                       const AwardJsonNode  *node);

/* Writing. @name is that of the member, NULL in an array; commas come by themselves. */
void award_json_write_open    (GString *out, const char *name, char bracket);
void award_json_write_close   (GString *out, char bracket);
/* NULL is null. */
void award_json_write_string  (GString *out, const char *name, const char *text);
/* As it is: a number, true, null. */
void award_json_write_raw     (GString *out, const char *name, const char *text);
void award_json_write_integer (GString *out, const char *name, gint64 number);

G_END_DECLS
