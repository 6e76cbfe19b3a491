/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a measure or register can do with the columns of a table. */
#include "award-mapping-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* A fact that tables may leave out: what it says is presumed, or the measure knows what to do without it, or
 * it is often unknown for good reason (the day someone left), or only names a line. */
static gboolean
is_needed (const RulesFact *fact)
{
  if (fact->presumed.number != RULES_MISSING || fact->type == RULES_TYPE_TEXT || fact->may_lack)
    return FALSE;
  return !(fact->on_line && fact->type == RULES_TYPE_DATE);
}

static void
append_name (GString *names, const char *name)
{
  g_string_append_printf (names, "%s%s", names->len > 0 ? _ (", ") : "", name);
}

/* Takes out what an earlier check said. */
static void
forget_problems (AwardMapping *mapping)
{
  for (guint i = mapping->problems->len; i-- > 0;)
    {
      const AwardProblem *problem = mapping->problems->pdata[i];
      if (strcmp (problem->code, "missing-heading") == 0 || strcmp (problem->code, "unit-assumed") == 0)
        g_ptr_array_remove_index (mapping->problems, i);
    }
}

/* Notes that no unit is named for @column, which is @fact, where it needs one. */
static void
note_unit (AwardMapping *mapping, guint column, const RulesFact *fact)
{
  if (!award_fact_has_scale (fact) || mapping->columns[column].unit_source != AWARD_UNIT_SOURCE_NONE)
    return;
  g_autofree char *name = award_column_name (column);
  g_ptr_array_add (mapping->problems, award_problem_new (RULES_SEVERITY_NOTE, "unit-assumed", 0, name,
                                                         mapping->columns[column].heading));
}

static gboolean
check_measure (AwardMapping *mapping, const AwardSheet *sheet, gboolean may_lack_code, GError **error)
{
  g_autoptr (GArray) targets = award_targets_new (mapping->measure);
  g_autoptr (GString) needed = g_string_new (NULL);
  g_autoptr (GString) others = g_string_new (NULL);
  const gboolean has_claimant = award_mapping_find_claimant (mapping) >= 0 ||
                                (may_lack_code && award_mapping_has (mapping, AWARD_COLUMN_NAME, 0));
  gboolean has_line = rules_measure_get_n_line_facts (mapping->measure) == 0;
  guint n_facts = 0;
  guint n_found = 0;

  for (guint i = 0; i < targets->len; i++)
    {
      const AwardTarget *target = &g_array_index (targets, AwardTarget, i);
      const RulesFact *fact = target->declared;
      const gboolean found = award_mapping_has (mapping, target->role, target->fact);
      has_line = has_line || (found && target->role == AWARD_COLUMN_LINE_FACT);
      if (!fact || fact->presumed.number != RULES_MISSING)
        continue;
      n_facts++;
      n_found += found;
      if (found)
        continue;
      append_name (is_needed (fact) ? needed : others, fact->label);
      if (!is_needed (fact))
        g_ptr_array_add (mapping->problems,
                         award_problem_new (RULES_SEVERITY_WARNING, "missing-heading", 0, NULL, fact->label));
    }
  if (has_claimant && needed->len == 0 && has_line && n_found * 2 >= n_facts)
    return TRUE;

  g_autoptr (GString) missing = g_string_new (NULL);
  if (!has_claimant)
    append_name (missing, rules_measure_get_claimant (mapping->measure) == RULES_CLAIMANT_REGION
                              ? "县（市）区"
                              : "统一社会信用代码");
  if (needed->len > 0)
    append_name (missing, needed->str);
  if (missing->len == 0)
    append_name (missing, others->str);
  g_set_error (
      error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_HEADING,
      _ ("“%s”, sheet “%s”, is not a table of “%s”: no column for %s. Add the columns or choose another "
         "sheet or measure."),
      award_sheet_get_file_name (sheet), award_sheet_get_name (sheet),
      rules_measure_get_label (mapping->measure), missing->str);
  return FALSE;
}

gboolean
award_mapping_check (AwardMapping *mapping, const AwardSheet *sheet, gboolean may_lack_code, GError **error)
{
  forget_problems (mapping);
  for (guint column = 0; column < mapping->n_columns; column++)
    if (award_mapping_get_fact (mapping, column))
      note_unit (mapping, column, award_mapping_get_fact (mapping, column));
  return mapping->layout ? award_layout_check (mapping, sheet, error)
                         : check_measure (mapping, sheet, may_lack_code, error);
}
