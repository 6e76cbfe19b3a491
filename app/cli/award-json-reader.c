/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-json.h"

#include <glib/gi18n.h>
#include <string.h>

/* Brackets within brackets; a claim needs three. */
#define MAX_DEPTH 32
/* Members of one object: each is compared with those before it. */
#define MAX_MEMBERS 4096

struct _AwardJson
{
  GArray *nodes; /* AwardJsonNode; the root is the first */

  GString *text; /* a copy of what is parsed; texts are decoded in it */
  char *at;
  const char *fault;
  /* Ends of numbers, made into terminators once everything is read. */
  GPtrArray *number_ends;
};

static gboolean parse_value (AwardJson *self, guint index, guint depth);

AwardJson *
award_json_new (void)
{
  AwardJson *self = g_new0 (AwardJson, 1);

  self->nodes = g_array_new (FALSE, FALSE, sizeof (AwardJsonNode));
  self->text = g_string_new (NULL);
  self->number_ends = g_ptr_array_new ();
  return self;
}

void
award_json_free (AwardJson *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->nodes);
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->number_ends);
  g_free (self);
}

static gboolean
fail (AwardJson *self, const char *fault)
{
  self->fault = fault;
  return FALSE;
}

static AwardJsonNode *
node_at (AwardJson *self, guint index)
{
  return &g_array_index (self->nodes, AwardJsonNode, index);
}

static guint
add_node (AwardJson *self, const char *name)
{
  AwardJsonNode node = { AWARD_JSON_NULL, name, NULL, 0, 0 };

  g_array_append_val (self->nodes, node);
  return self->nodes->len - 1;
}

static void
skip_space (AwardJson *self)
{
  while (*self->at == ' ' || *self->at == '\t' || *self->at == '\n' || *self->at == '\r')
    self->at++;
}

static gboolean
read_hex (AwardJson *self, gunichar *unit)
{
  *unit = 0;
  for (guint i = 0; i < 4; i++, self->at++)
    {
      int digit = g_ascii_xdigit_value (*self->at);

      if (digit < 0)
        return fail (self, N_ ("four hexadecimal digits must follow \\u"));
      *unit = *unit * 16 + (guint) digit;
    }
  return TRUE;
}

/* What stands after \u. Halves of a pair must come together, and no text here can hold a zero. */
static gboolean
read_unicode (AwardJson *self, char **to)
{
  gunichar character;
  gunichar low;

  if (!read_hex (self, &character))
    return FALSE;
  if (character >= 0xd800 && character <= 0xdbff && self->at[0] == '\\' && self->at[1] == 'u')
    {
      self->at += 2;
      if (!read_hex (self, &low))
        return FALSE;
      if (low < 0xdc00 || low > 0xdfff)
        return fail (self, N_ ("half of a surrogate pair stands alone"));
      character = 0x10000 + ((character - 0xd800) << 10) + (low - 0xdc00);
    }
  if (character >= 0xd800 && character <= 0xdfff)
    return fail (self, N_ ("half of a surrogate pair stands alone"));
  if (character == 0)
    return fail (self, N_ ("a text cannot hold the character zero"));
  *to += g_unichar_to_utf8 (character, *to);
  return TRUE;
}

/* Decodes in place: no escape is shorter than what it stands for. */
static gboolean
parse_string (AwardJson *self, const char **text)
{
  char *to = ++self->at;

  *text = to;
  while (*self->at != '"')
    {
      char c = *self->at;

      if (c == '\0')
        return fail (self, N_ ("a text has no closing quote"));
      if ((guchar) c < 0x20)
        return fail (self, N_ ("a control character in a text must be written as an escape"));
      self->at++;
      if (c != '\\')
        {
          *to++ = c;
          continue;
        }
      c = *self->at;
      if (c != '\0')
        self->at++;
      switch (c)
        {
        case '"':
        case '\\':
        case '/':
          *to++ = c;
          break;
        case 'b':
          *to++ = '\b';
          break;
        case 'f':
          *to++ = '\f';
          break;
        case 'n':
          *to++ = '\n';
          break;
        case 'r':
          *to++ = '\r';
          break;
        case 't':
          *to++ = '\t';
          break;
        case 'u':
          if (!read_unicode (self, &to))
            return FALSE;
          break;
        default:
          return fail (self, N_ ("there is no such escape"));
        }
    }
  self->at++;
  *to = '\0';
  return TRUE;
}

static gboolean
skip_digits (AwardJson *self)
{
  if (!g_ascii_isdigit (*self->at))
    return fail (self, N_ ("a digit is missing in a number"));
  while (g_ascii_isdigit (*self->at))
    self->at++;
  return TRUE;
}

static gboolean
parse_number (AwardJson *self, guint index)
{
  char *start = self->at;

  if (*self->at == '-')
    self->at++;
  if (*self->at == '0' && g_ascii_isdigit (self->at[1]))
    return fail (self, N_ ("a number begins with a needless zero"));
  if (!skip_digits (self))
    return FALSE;
  if (*self->at == '.')
    {
      self->at++;
      if (!skip_digits (self))
        return FALSE;
    }
  if (*self->at == 'e' || *self->at == 'E')
    {
      self->at++;
      if (*self->at == '+' || *self->at == '-')
        self->at++;
      if (!skip_digits (self))
        return FALSE;
    }
  node_at (self, index)->type = AWARD_JSON_NUMBER;
  node_at (self, index)->text = start;
  g_ptr_array_add (self->number_ends, self->at);
  return TRUE;
}

/* Whether @name can be added to the object @index. */
static gboolean
check_member (AwardJson *self, guint index, const char *name)
{
  guint n = 0;

  for (guint i = node_at (self, index)->first; i != 0; i = node_at (self, i)->next, n++)
    if (strcmp (node_at (self, i)->name, name) == 0)
      return fail (self, N_ ("the member stands twice in its object"));
  return n < MAX_MEMBERS || fail (self, N_ ("an object has too many members"));
}

/* An array or object whose bracket stands at the point of reading. */
static gboolean
parse_children (AwardJson *self, guint index, guint depth)
{
  gboolean object = *self->at == '{';
  char end = object ? '}' : ']';
  guint last = 0;

  if (depth >= MAX_DEPTH)
    return fail (self, N_ ("brackets are nested too deep"));
  node_at (self, index)->type = object ? AWARD_JSON_OBJECT : AWARD_JSON_ARRAY;
  self->at++;
  skip_space (self);
  if (*self->at == end)
    {
      self->at++;
      return TRUE;
    }
  for (;;)
    {
      const char *name = NULL;
      guint child;

      skip_space (self);
      if (object)
        {
          if (*self->at != '"')
            return fail (self, N_ ("the name of a member must stand here, in quotes"));
          if (!parse_string (self, &name) || !check_member (self, index, name))
            return FALSE;
          skip_space (self);
          if (*self->at != ':')
            return fail (self, N_ ("a colon is missing"));
          self->at++;
          skip_space (self);
        }
      child = add_node (self, name);
      if (last == 0)
        node_at (self, index)->first = child;
      else
        node_at (self, last)->next = child;
      last = child;
      if (!parse_value (self, child, depth + 1))
        return FALSE;
      skip_space (self);
      if (*self->at == end)
        {
          self->at++;
          return TRUE;
        }
      if (*self->at != ',')
        return fail (self, N_ ("a comma or the closing bracket is missing"));
      self->at++;
    }
}

static gboolean
parse_word (AwardJson *self, guint index, const char *word, AwardJsonType type)
{
  gsize length = strlen (word);

  if (strncmp (self->at, word, length) != 0 || g_ascii_isalnum (self->at[length]))
    return fail (self, N_ ("a value must stand here"));
  self->at += length;
  node_at (self, index)->type = type;
  return TRUE;
}

static gboolean
parse_value (AwardJson *self, guint index, guint depth)
{
  const char *text;

  switch (*self->at)
    {
    case '{':
    case '[':
      return parse_children (self, index, depth);
    case '"':
      if (!parse_string (self, &text))
        return FALSE;
      node_at (self, index)->type = AWARD_JSON_STRING;
      node_at (self, index)->text = text;
      return TRUE;
    case 't':
      return parse_word (self, index, "true", AWARD_JSON_TRUE);
    case 'f':
      return parse_word (self, index, "false", AWARD_JSON_FALSE);
    case 'n':
      return parse_word (self, index, "null", AWARD_JSON_NULL);
    default:
      if (*self->at == '-' || g_ascii_isdigit (*self->at))
        return parse_number (self, index);
      return fail (self, N_ ("a value must stand here"));
    }
}

static guint
count_column (const char *text, gsize length)
{
  return (guint) g_utf8_strlen (text, (gssize) length) + 1;
}

const AwardJsonNode *
award_json_parse (AwardJson *self, const char *text, gsize length, const char **fault, guint *column)
{
  const char *invalid;
  gboolean parsed;

  g_array_set_size (self->nodes, 0);
  g_ptr_array_set_size (self->number_ends, 0);
  if (!g_utf8_validate_len (text, length, &invalid))
    {
      *fault = *invalid == '\0' ? _ ("a text cannot hold the character zero") : _ ("the text is not UTF-8");
      *column = count_column (text, (gsize) (invalid - text));
      return NULL;
    }
  g_string_truncate (self->text, 0);
  g_string_append_len (self->text, text, (gssize) length);
  self->at = self->text->str;
  self->fault = NULL;
  skip_space (self);
  parsed = parse_value (self, add_node (self, NULL), 0);
  if (parsed)
    {
      skip_space (self);
      if (*self->at != '\0')
        parsed = fail (self, N_ ("something stands after the end of the value"));
    }
  if (!parsed)
    {
      *fault = _ (self->fault);
      *column = count_column (text, (gsize) (self->at - self->text->str));
      return NULL;
    }
  for (guint i = 0; i < self->number_ends->len; i++)
    *(char *) g_ptr_array_index (self->number_ends, i) = '\0';
  return node_at (self, 0);
}

const AwardJsonNode *
award_json_first (const AwardJson *self, const AwardJsonNode *node)
{
  return node->first != 0 ? &g_array_index (self->nodes, AwardJsonNode, node->first) : NULL;
}

const AwardJsonNode *
award_json_next (const AwardJson *self, const AwardJsonNode *node)
{
  return node->next != 0 ? &g_array_index (self->nodes, AwardJsonNode, node->next) : NULL;
}
