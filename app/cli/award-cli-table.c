/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-cli-table.h"

#include "award-cli.h"

#include <string.h>

/* Between columns. */
#define GAP 2

struct _AwardCliTable
{
  char *alignment;
  guint n_columns;
  GPtrArray *cells; /* char * */
};

AwardCliTable *
award_cli_table_new (const char *alignment)
{
  AwardCliTable *self = g_new0 (AwardCliTable, 1);

  self->alignment = g_strdup (alignment);
  self->n_columns = (guint) strlen (alignment);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
award_cli_table_free (AwardCliTable *self)
{
  if (self == NULL)
    return;
  g_free (self->alignment);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

/* A line break or an escape in a name must not break the table or command the terminal. */
void
award_cli_table_add (AwardCliTable *self, const char *text)
{
  char *cell = g_strdup (text != NULL ? text : "");

  for (char *p = cell; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7f)
      *p = ' ';
  g_ptr_array_add (self->cells, cell);
}

void
award_cli_table_add_number (AwardCliTable *self, gint64 number)
{
  g_ptr_array_add (self->cells, g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

guint
award_cli_text_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static void
append_spaces (GString *line, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (line, ' ');
}

gboolean
award_cli_table_print (AwardCliTable *self, gboolean heading)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);
  g_autoptr (GString) out = g_string_new (NULL);
  guint sum = 0;

  for (guint i = 0; i < self->cells->len; i++)
    {
      guint width = award_cli_text_width (g_ptr_array_index (self->cells, i));

      widths[i % self->n_columns] = MAX (widths[i % self->n_columns], width);
    }
  for (guint i = 0; i < self->n_columns; i++)
    sum += widths[i] + (i > 0 ? GAP : 0);

  for (guint i = 0; i < self->cells->len; i++)
    {
      const char *cell = g_ptr_array_index (self->cells, i);
      guint column = i % self->n_columns;
      guint fill = widths[column] - award_cli_text_width (cell);
      gboolean last = column + 1 == self->n_columns;

      if (self->alignment[column] == 'r')
        append_spaces (out, fill);
      g_string_append (out, cell);
      if (self->alignment[column] != 'r' && !last)
        append_spaces (out, fill);
      if (!last)
        append_spaces (out, GAP);
      else
        g_string_append_c (out, '\n');
      if (last && heading && i + 1 == self->n_columns)
        {
          for (guint j = 0; j < sum; j++)
            g_string_append (out, "─");
          g_string_append_c (out, '\n');
        }
    }
  return award_cli_print (out->str, (gssize) out->len);
}
