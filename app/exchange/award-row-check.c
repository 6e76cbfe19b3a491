/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the values of a row say together that none says alone. All of it may be right: these are questions to
 * who sent the table, with bounds so wide that a table in good order raises none. */
#include "award-codes.h"
#include "award-mapping-private.h"

#include <string.h>

/* kWh for a yuan of output, and yuan for a kWh: an enterprise beyond either has a figure in another unit. */
#define MOST_POWER 100
#define MOST_OUTPUT 5000
/* A figure against that of the year before. */
#define MOST_GROWTH 100
/* Years from the policy's validity in which a date makes sense. */
#define YEARS_AROUND 3
#define MONTHS_OF_YEAR 12

typedef struct
{
  const AwardMapping *mapping;
  const AwardSheet *sheet;
  const AwardTableRow *row;
  GPtrArray *problems;
} Check;

static void
add (const Check *check, RulesSeverity severity, const char *code, guint column)
{
  g_autofree char *name = award_column_name (column);
  g_ptr_array_add (check->problems,
                   award_problem_new (severity, code, check->row->row, name,
                                      award_sheet_get_cell (check->sheet, check->row->row - 1, column).text));
}

static gint64
value_of (const Check *check, guint column)
{
  const AwardColumn *from = &check->mapping->columns[column];
  return (from->role == AWARD_COLUMN_FACT ? check->row->facts : check->row->line_facts)[from->fact].number;
}

/* The column of the fact @id with @suffix among the same kind; -1. */
static int
find_column (const Check *check, const char *id, const char *suffix, AwardColumnRole role)
{
  const gsize length = strlen (id);

  for (guint column = 0; column < check->mapping->n_columns; column++)
    {
      const RulesFact *fact = award_mapping_get_fact (check->mapping, column);
      if (fact && check->mapping->columns[column].role == role && strncmp (fact->id, id, length) == 0 &&
          strcmp (fact->id + length, suffix) == 0)
        return (int) column;
    }
  return -1;
}

static gboolean
is_beyond (gint64 a, gint64 b, gint64 most)
{
  return a > 0 && b > 0 && a / most > b;
}

/* A figure against last year's, and the power of a yuan of output. */
static void
check_figures (const Check *check, guint column)
{
  const AwardMapping *mapping = check->mapping;
  const AwardColumnRole role = mapping->columns[column].role;
  const RulesFact *fact = award_mapping_get_fact (mapping, column);
  const int prior = find_column (check, fact->id, "_prior", role);
  const gint64 value = value_of (check, column);

  if (prior < 0)
    return;
  const gint64 before = value_of (check, (guint) prior);
  if (is_beyond (value, before, MOST_GROWTH) || is_beyond (before, value, MOST_GROWTH))
    add (check, RULES_SEVERITY_WARNING, "outlier-growth", column);
  for (guint other = 0; fact->type == RULES_TYPE_ENERGY && other < mapping->n_columns; other++)
    {
      const RulesFact *money = award_mapping_get_fact (mapping, other);
      if (!money || mapping->columns[other].role != role || money->type != RULES_TYPE_MONEY ||
          find_column (check, money->id, "_prior", role) < 0)
        continue;
      if (is_beyond (value, value_of (check, other), MOST_POWER) ||
          is_beyond (value_of (check, other), value, MOST_OUTPUT))
        add (check, RULES_SEVERITY_WARNING, "outlier-ratio", column);
    }
}

static void
check_date (const Check *check, guint column)
{
  const RulesPolicy *policy = rules_measure_get_policy (check->mapping->measure);
  const gint64 from = rules_policy_get_valid_from (policy);
  const gint64 to = rules_policy_get_valid_to (policy);
  const gint64 date = value_of (check, column);

  if (date == RULES_MISSING)
    return;
  if ((from != RULES_MISSING && date < rules_date_add_months (from, -YEARS_AROUND * MONTHS_OF_YEAR)) ||
      (to != RULES_MISSING && date > rules_date_add_months (to, YEARS_AROUND * MONTHS_OF_YEAR)))
    add (check, RULES_SEVERITY_WARNING, "date-outside-period", column);
}

/* The county inside a code is where the enterprise was registered first: no more than a hint. */
static void
check_division (const Check *check)
{
  const int column = award_mapping_find_claimant (check->mapping);

  if (column < 0 || award_code_check_credit (check->row->claimant) != AWARD_CODE_VALID)
    return;
  if (!award_code_has_division (check->row->claimant))
    add (check, RULES_SEVERITY_WARNING, "unknown-division", (guint) column);
  else if (check->row->county && award_code_contradicts_county (check->row->claimant, check->row->county))
    {
      g_autofree char *name = award_column_name ((guint) column);
      g_ptr_array_add (check->problems, award_problem_new (RULES_SEVERITY_NOTE, "county-differs",
                                                           check->row->row, name, check->row->county));
    }
}

void
award_row_check (const AwardMapping *mapping,
                 const AwardSheet *sheet,
                 const AwardTableRow *row,
                 GPtrArray *problems)
{
  const Check check = { mapping, sheet, row, problems };

  if (rules_measure_get_claimant (mapping->measure) != RULES_CLAIMANT_REGION)
    check_division (&check);
  for (guint column = 0; column < mapping->n_columns; column++)
    {
      const RulesFact *fact = award_mapping_get_fact (mapping, column);
      if (fact && award_fact_has_scale (fact))
        check_figures (&check, column);
      else if (fact && fact->type == RULES_TYPE_DATE)
        check_date (&check, column);
    }
}
