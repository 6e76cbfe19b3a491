/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-blank-table.h"

#include <glib/gi18n.h>

#include "award-register-table.h"
#include "award-table-workbook.h"
#include "award-words-register.h"

/* What can stand in a column of @field. */
static char *
describe (const RulesFact *field)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  switch (field->type)
    {
    case RULES_TYPE_ENUM:
      for (guint i = 0; i < field->n_words; i++)
        g_ptr_array_add (words, (gpointer) field->words[i].label);
      g_ptr_array_add (words, NULL);
      {
        g_autofree char *list = g_strjoinv (_ (", "), (char **) words->pdata);

        return g_strdup_printf (_ ("One of: %s"), list);
      }
    case RULES_TYPE_DATE:
      return g_strdup (_ ("A day, such as 2024-02-29"));
    case RULES_TYPE_MONEY:
      return g_strdup (_ ("An amount in yuan, up to two decimals"));
    case RULES_TYPE_INDUSTRY:
      return g_strdup (_ ("A code of GB/T 4754-2017, such as C17"));
    case RULES_TYPE_BOOLEAN:
    case RULES_TYPE_ENERGY:
    case RULES_TYPE_QUANTITY:
    case RULES_TYPE_PERCENT:
    case RULES_TYPE_COUNT:
    case RULES_TYPE_TEXT:
    default:
      return g_strdup (_ ("A text; codes and account numbers with all their digits"));
    }
}

/* As tables are read, in whatever language the program speaks. */
static char *
dup_heading (const RulesFact *field)
{
  return g_strconcat (field->label, field->type == RULES_TYPE_MONEY ? "（元）" : NULL, NULL);
}

static AwardTableCell
make_cell (AwardTableLook look, const char *text)
{
  return (AwardTableCell){ AWARD_TABLE_TEXT, look, text };
}

static gboolean
write_field (AwardTableWorkbook *workbook, const AwardLayout *layout, guint i, GError **error)
{
  const RulesFact *field = award_layout_get_field (layout, i);
  g_autofree char *heading = dup_heading (field);
  g_autofree char *text = describe (field);

  return award_table_workbook_write (workbook, i + 1, 0, make_cell (AWARD_TABLE_HEADING, heading), error) &&
         award_table_workbook_write (workbook, i + 1, 1,
                                     make_cell (AWARD_TABLE_ROW, award_layout_is_needed (layout, i)
                                                                     ? _ ("Needed in every row")
                                                                     : _ ("May be left empty")),
                                     error) &&
         award_table_workbook_write (workbook, i + 1, 2, make_cell (AWARD_TABLE_ROW, text), error);
}

gboolean
award_blank_table_write (AwardRegister kind, const char *path, GError **error)
{
  const AwardLayout *layout = award_layout_find (award_register_get_name (kind));
  const guint n_fields = award_layout_get_n_fields (layout);
  g_autoptr (AwardTableWorkbook) workbook = award_table_workbook_new (path, error);

  if (workbook == NULL || !award_table_workbook_add_sheet (workbook, award_words_register (kind), error))
    return FALSE;
  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *heading = dup_heading (award_layout_get_field (layout, i));

      if (!award_table_workbook_write (workbook, 0, i, make_cell (AWARD_TABLE_HEADING, heading), error))
        return FALSE;
    }
  award_table_workbook_keep_typed (workbook, n_fields);
  if (!award_table_workbook_add_sheet (workbook, _ ("How to fill it in"), error) ||
      !award_table_workbook_write (workbook, 0, 0,
                                   make_cell (AWARD_TABLE_ABOVE, award_words_register_purpose (kind)), error))
    return FALSE;
  for (guint i = 0; i < n_fields; i++)
    if (!write_field (workbook, layout, i, error))
      return FALSE;
  return award_table_workbook_commit (workbook, error);
}
