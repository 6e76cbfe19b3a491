/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a mapping and what a person changes in it. */
#include "award-codes.h"
#include "award-mapping-private.h"
#include "award-register-table.h"

#include <string.h>

/* Of AwardKnownHeading.target, by role. */
static const char *const role_targets[] = { [AWARD_COLUMN_IGNORED] = "@none",
                                            [AWARD_COLUMN_CLAIMANT] = "@claimant",
                                            [AWARD_COLUMN_NAME] = "@name",
                                            [AWARD_COLUMN_COUNTY] = "@county" };

const char *
award_role_get_name (AwardColumnRole role)
{
  return role_targets[role];
}

AwardProblem *
award_problem_new (RulesSeverity severity, const char *code, guint row, const char *column, const char *found)
{
  AwardProblem *problem = g_new0 (AwardProblem, 1);
  problem->severity = severity;
  problem->code = g_intern_string (code);
  problem->row = row;
  problem->column = g_intern_string (column);
  problem->found = g_strdup (found);
  return problem;
}

void
award_problem_free (AwardProblem *problem)
{
  if (!problem)
    return;
  g_free (problem->found);
  g_free (problem);
}

char *
award_problem_find_repair (const char *code, const char *found)
{
  if (!found || (strcmp (code, "bad-code") != 0 && strcmp (code, "bad-check-character") != 0))
    return NULL;
  return award_code_suggest_credit (found);
}

/* The column of fact @fact; -1: none. */
static int
find_fact_column (const AwardMapping *mapping, guint fact)
{
  for (guint column = 0; column < mapping->n_columns; column++)
    if (mapping->columns[column].role == AWARD_COLUMN_FACT && mapping->columns[column].fact == fact)
      return (int) column;
  return -1;
}

int
award_mapping_find_claimant (const AwardMapping *mapping)
{
  for (guint column = 0; column < mapping->n_columns; column++)
    if (mapping->columns[column].role == AWARD_COLUMN_CLAIMANT)
      return (int) column;
  if (mapping->layout)
    return find_fact_column (mapping, 0);
  /* A region has no code: where the measure asks for its name, that is who claims. */
  if (rules_measure_get_claimant (mapping->measure) != RULES_CLAIMANT_REGION)
    return -1;
  for (guint column = 0; column < mapping->n_columns; column++)
    if (mapping->columns[column].role == AWARD_COLUMN_FACT &&
        award_fact_names_region (rules_measure_get_fact (mapping->measure, mapping->columns[column].fact)))
      return (int) column;
  return -1;
}

gboolean
award_mapping_has (const AwardMapping *mapping, AwardColumnRole role, guint fact)
{
  for (guint column = 0; column < mapping->n_columns; column++)
    if (mapping->columns[column].role == role && mapping->columns[column].fact == fact)
      return TRUE;
  return FALSE;
}

AwardMapping *
award_mapping_new (const AwardSheet *sheet, const RulesMeasure *measure, const GPtrArray *known)
{
  g_autoptr (GArray) targets = award_targets_new (measure);

  return award_mapping_match (sheet, targets, measure, known);
}

AwardMapping *
award_mapping_recognise (const AwardSheet *sheet, const RulesMeasure *measure, GError **error)
{
  g_autoptr (AwardMapping) mapping = award_mapping_new (sheet, measure, NULL);

  return award_mapping_check (mapping, sheet, FALSE, error) ? g_steal_pointer (&mapping) : NULL;
}

void
award_mapping_free (AwardMapping *mapping)
{
  if (!mapping)
    return;
  for (guint i = 0; i < mapping->n_columns; i++)
    g_free (mapping->columns[i].heading);
  g_free (mapping->columns);
  g_array_unref (mapping->conflicts);
  g_array_unref (mapping->unit_lines);
  g_ptr_array_unref (mapping->problems);
  g_free (mapping);
}

AwardKnownHeading *
award_known_heading_new (const char *heading, const char *target, int exponent)
{
  AwardKnownHeading *known = g_new0 (AwardKnownHeading, 1);
  known->heading = g_strdup (heading);
  known->target = g_strdup (target);
  known->exponent = exponent;
  return known;
}

void
award_known_heading_free (AwardKnownHeading *known)
{
  g_free (known->heading);
  g_free (known->target);
  g_free (known);
}

gboolean
award_fact_has_scale (const RulesFact *fact)
{
  return fact->type == RULES_TYPE_MONEY || fact->type == RULES_TYPE_ENERGY;
}

const RulesFact *
award_mapping_get_fact (const AwardMapping *mapping, guint column)
{
  const AwardColumn *from = &mapping->columns[column];

  if (mapping->layout)
    return from->role == AWARD_COLUMN_FACT ? award_layout_get_field (mapping->layout, from->fact) : NULL;
  if (from->role == AWARD_COLUMN_FACT)
    return rules_measure_get_fact (mapping->measure, from->fact);
  if (from->role == AWARD_COLUMN_LINE_FACT)
    return rules_measure_get_line_fact (mapping->measure, from->fact);
  return NULL;
}

const char *
award_mapping_get_target (const AwardMapping *mapping, guint column)
{
  const RulesFact *fact = award_mapping_get_fact (mapping, column);

  return fact ? fact->id : role_targets[mapping->columns[column].role];
}

const char *
award_mapping_get_label (const AwardMapping *mapping)
{
  return mapping->layout ? award_layout_get_label (mapping->layout)
                         : rules_measure_get_label (mapping->measure);
}

/* Index of the fact of @role called @id; its space has @n. */
static gboolean
find_id (const AwardMapping *mapping, const char *id, AwardColumnRole role, guint n, guint *fact)
{
  for (guint i = 0; i < n; i++)
    {
      const RulesFact *one = mapping->layout             ? award_layout_get_field (mapping->layout, i)
                             : role == AWARD_COLUMN_FACT ? rules_measure_get_fact (mapping->measure, i)
                                                         : rules_measure_get_line_fact (mapping->measure, i);
      if (strcmp (one->id, id) == 0)
        {
          *fact = i;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
award_mapping_find_target (const AwardMapping *mapping,
                           const char *target,
                           AwardColumnRole *role,
                           guint *fact)
{
  *fact = 0;
  for (guint i = 0; i < (mapping->layout ? 1 : G_N_ELEMENTS (role_targets)); i++)
    if (strcmp (role_targets[i], target) == 0)
      {
        *role = (AwardColumnRole) i;
        return TRUE;
      }
  *role = AWARD_COLUMN_FACT;
  if (mapping->layout)
    return find_id (mapping, target, *role, award_layout_get_n_fields (mapping->layout), fact);
  if (find_id (mapping, target, *role, rules_measure_get_n_facts (mapping->measure), fact))
    return TRUE;
  *role = AWARD_COLUMN_LINE_FACT;
  return find_id (mapping, target, *role, rules_measure_get_n_line_facts (mapping->measure), fact);
}

void
award_mapping_find_unit (AwardMapping *mapping,
                         guint column,
                         const RulesFact *fact,
                         const AwardKnownHeading *known)
{
  AwardColumn *to = &mapping->columns[column];
  AwardHeading heading;

  award_heading_init (&heading, to->heading);
  AwardUnit unit = heading.unit;
  award_heading_clear (&heading);
  to->exponent = 0;
  to->unit_source = AWARD_UNIT_SOURCE_NONE;
  if (unit.kind != AWARD_UNIT_NONE && award_unit_fits (&unit, fact))
    {
      to->exponent = unit.exponent;
      to->unit_source = AWARD_UNIT_SOURCE_HEADING;
      return;
    }
  for (guint i = 0; award_fact_has_scale (fact) && i < mapping->unit_lines->len; i++)
    {
      unit = g_array_index (mapping->unit_lines, AwardUnit, i);
      if (unit.kind != (fact->type == RULES_TYPE_MONEY ? AWARD_UNIT_MONEY : AWARD_UNIT_ENERGY))
        continue;
      to->exponent = unit.exponent;
      to->unit_source = AWARD_UNIT_SOURCE_LINE;
      return;
    }
  if (award_fact_has_scale (fact) && known && known->exponent != AWARD_EXPONENT_UNKNOWN)
    {
      to->exponent = known->exponent;
      to->unit_source = AWARD_UNIT_SOURCE_LEARNT;
    }
}

void
award_mapping_assign (AwardMapping *mapping, guint column, AwardColumnRole role, guint fact)
{
  AwardColumn *to = &mapping->columns[column];

  for (guint i = 0; role != AWARD_COLUMN_IGNORED && i < mapping->n_columns; i++)
    if (i != column && mapping->columns[i].role == role && mapping->columns[i].fact == fact)
      {
        mapping->columns[i].role = AWARD_COLUMN_IGNORED;
        mapping->columns[i].fact = 0;
        mapping->columns[i].origin = AWARD_ORIGIN_PERSON;
      }
  to->role = role;
  to->fact = fact;
  to->origin = AWARD_ORIGIN_PERSON;
  to->confidence = 100;

  const RulesFact *now = award_mapping_get_fact (mapping, column);
  if (now && to->unit_source != AWARD_UNIT_SOURCE_PERSON)
    award_mapping_find_unit (mapping, column, now, NULL);
}

void
award_mapping_set_unit (AwardMapping *mapping, guint column, int exponent)
{
  mapping->columns[column].exponent = exponent;
  mapping->columns[column].unit_source = AWARD_UNIT_SOURCE_PERSON;
}

int
award_mapping_find_column (const AwardMapping *mapping, const char *name)
{
  AwardHeading wanted;
  int found = -1;
  guint n = 0;

  award_heading_init (&wanted, name);
  for (guint column = 0; column < mapping->n_columns; column++)
    {
      AwardHeading heading;
      award_heading_init (&heading, mapping->columns[column].heading);
      if (*heading.key && strcmp (heading.key, wanted.key) == 0 && n++ == 0)
        found = (int) column;
      award_heading_clear (&heading);
    }
  award_heading_clear (&wanted);
  for (guint column = 0; n == 0 && column < mapping->n_columns; column++)
    {
      g_autofree char *letter = award_column_name (column);
      if (g_ascii_strcasecmp (letter, name) == 0)
        return (int) column;
    }
  return n == 1 ? found : -1;
}

gboolean
award_unit_find_exponent (const char *unit, const RulesFact *fact, int *exponent)
{
  g_autofree char *folded = award_text_fold (unit);
  AwardUnit found;

  if (!award_unit_parse (folded, &found) || !award_unit_fits (&found, fact))
    return FALSE;
  *exponent = found.exponent;
  return TRUE;
}
