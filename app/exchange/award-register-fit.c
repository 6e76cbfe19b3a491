/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a table is one of a register at all: headings as plain as 类别, 日期 and 金额 are not enough. */
#include "award-mapping-private.h"
#include "award-register-private.h"

/* Rows looked at. */
#define SAMPLE_ROWS 64

/* Whether at least half of what stands in @column can be read as @fact. */
static gboolean
can_be_read (const AwardMapping *mapping, const AwardSheet *sheet, guint column, const RulesFact *fact)
{
  const guint end = MIN (award_sheet_get_n_rows (sheet), mapping->first_row + SAMPLE_ROWS);
  guint n_filled = 0;
  guint n_read = 0;

  for (guint row = mapping->first_row; row < end; row++)
    {
      const AwardCell cell = award_sheet_get_cell (sheet, row, column);
      AwardReading reading;
      if (award_text_is_missing (cell.text))
        continue;
      award_reading_init (&reading, fact, cell, mapping->columns[column].exponent, FALSE);
      g_free (reading.text);
      n_filled++;
      n_read += reading.value.number != RULES_MISSING;
    }
  return n_read * 2 >= n_filled;
}

gboolean
award_layout_fits (const AwardMapping *mapping, const AwardSheet *sheet)
{
  const AwardLayout *layout = mapping->layout;
  guint n_needed = 0;
  guint n_headed = 0;
  guint n_read = 0;

  for (guint i = 0; i < layout->n_fields; i++)
    n_needed += layout->fields[i].need == AWARD_NEED_VALUE;
  for (guint column = 0; column < mapping->n_columns; column++)
    {
      const AwardColumn *from = &mapping->columns[column];
      n_headed += *from->heading != '\0';
      if (from->role != AWARD_COLUMN_FACT)
        continue;
      const AwardLayoutField *field = &layout->fields[from->fact];
      n_read++;
      if (field->need == AWARD_NEED_VALUE && field->fact.type != RULES_TYPE_TEXT &&
          !can_be_read (mapping, sheet, column, &field->fact))
        return FALSE;
    }
  return n_needed > 1 || n_read * 2 >= n_headed;
}
