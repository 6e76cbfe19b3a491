/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single values of rows that need not be usable: to tell a row again in a corrected table. */
#include "award-codes.h"
#include "award-mapping-private.h"

/* The cell, or the one of the merged cells it is covered by. */
static AwardCell
find_cell (const AwardSheet *sheet, guint row, guint column)
{
  const AwardCell cell = award_sheet_get_cell (sheet, row, column);

  if (cell.type != AWARD_CELL_EMPTY)
    return cell;
  for (guint i = 0; i < award_sheet_get_n_merged (sheet); i++)
    {
      const AwardMergedCells merged = award_sheet_get_merged (sheet, i);
      if (row > merged.first_row && row <= merged.last_row && column == merged.first_column &&
          column == merged.last_column)
        return award_sheet_get_cell (sheet, merged.first_row, column);
    }
  return cell;
}

static char *
read_code (AwardCell cell)
{
  if (cell.type == AWARD_CELL_ERROR || cell.is_long || award_text_has_lost_digits (cell.text) ||
      award_text_is_missing (cell.text))
    return NULL;
  return award_code_normalise (cell.text);
}

static char *
read_fact (AwardCell cell, const RulesFact *fact, int exponent)
{
  AwardReading reading;

  award_reading_init (&reading, fact, cell, exponent, FALSE);
  g_autofree char *text = reading.text;
  if (reading.code && reading.severity == RULES_SEVERITY_ERROR)
    return NULL;
  return rules_fact_format (fact, reading.value);
}

char *
award_mapping_dup_value (const AwardMapping *mapping,
                         const AwardSheet *sheet,
                         guint row,
                         AwardColumnRole role,
                         guint fact)
{
  const gboolean is_fact = role == AWARD_COLUMN_FACT || role == AWARD_COLUMN_LINE_FACT;
  int column = -1;

  /* Of a region the claimant is a fact that is its name. */
  if (role == AWARD_COLUMN_CLAIMANT)
    column = award_mapping_find_claimant (mapping);
  for (guint i = 0; column < 0 && i < mapping->n_columns; i++)
    if (mapping->columns[i].role == role && (!is_fact || mapping->columns[i].fact == fact))
      column = (int) i;
  if (column < 0)
    return NULL;

  const AwardCell cell = find_cell (sheet, row, (guint) column);
  if (is_fact)
    return read_fact (cell, award_mapping_get_fact (mapping, (guint) column),
                      mapping->columns[column].exponent);
  if (role == AWARD_COLUMN_CLAIMANT && rules_measure_get_claimant (mapping->measure) != RULES_CLAIMANT_REGION)
    return read_code (cell);
  return award_name_clean (cell.text);
}
