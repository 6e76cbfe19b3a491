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

typedef enum
{
  QUESTION_GROWTH, /* a figure against last year's */
  QUESTION_RATIO,  /* the power of a yuan of output */
  QUESTION_DATE,
} QuestionKind;

/* What is asked of the value in a column, and of that in another. */
typedef struct
{
  QuestionKind kind;
  guint column;
  guint other;
} Question;

struct _AwardRowCheck
{
  const AwardMapping *mapping;
  const AwardSheet *sheet;
  GPtrArray *problems;
  GArray *questions; /* Question, in the order of the columns */
  gint64 first_date; /* RULES_MISSING: any */
  gint64 last_date;
  int claimant_column; /* -1: its division is not looked at */
};

/* The column of the fact @id with @suffix among the same kind; -1. */
static int
find_column (const AwardMapping *mapping, const char *id, const char *suffix, AwardColumnRole role)
{
  const gsize length = strlen (id);

  for (guint column = 0; column < mapping->n_columns; column++)
    {
      const RulesFact *fact = award_mapping_get_fact (mapping, column);
      if (fact && mapping->columns[column].role == role && strncmp (fact->id, id, length) == 0 &&
          strcmp (fact->id + length, suffix) == 0)
        return (int) column;
    }
  return -1;
}

static void
ask (AwardRowCheck *self, QuestionKind kind, guint column, guint other)
{
  const Question question = { kind, column, other };
  g_array_append_val (self->questions, question);
}

static void
ask_figures (AwardRowCheck *self, guint column)
{
  const AwardMapping *mapping = self->mapping;
  const AwardColumnRole role = mapping->columns[column].role;
  const RulesFact *fact = award_mapping_get_fact (mapping, column);
  const int prior = find_column (mapping, fact->id, "_prior", role);

  if (prior < 0)
    return;
  ask (self, QUESTION_GROWTH, column, (guint) prior);
  for (guint other = 0; fact->type == RULES_TYPE_ENERGY && other < mapping->n_columns; other++)
    {
      const RulesFact *money = award_mapping_get_fact (mapping, other);
      if (money && mapping->columns[other].role == role && money->type == RULES_TYPE_MONEY &&
          find_column (mapping, money->id, "_prior", role) >= 0)
        ask (self, QUESTION_RATIO, column, other);
    }
}

AwardRowCheck *
award_row_check_new (const AwardMapping *mapping, const AwardSheet *sheet, GPtrArray *problems)
{
  const RulesPolicy *policy = rules_measure_get_policy (mapping->measure);
  const gint64 from = rules_policy_get_valid_from (policy);
  const gint64 to = rules_policy_get_valid_to (policy);
  AwardRowCheck *self = g_new0 (AwardRowCheck, 1);

  self->mapping = mapping;
  self->sheet = sheet;
  self->problems = problems;
  self->questions = g_array_new (FALSE, FALSE, sizeof (Question));
  self->first_date =
      from != RULES_MISSING ? rules_date_add_months (from, -YEARS_AROUND * MONTHS_OF_YEAR) : RULES_MISSING;
  self->last_date =
      to != RULES_MISSING ? rules_date_add_months (to, YEARS_AROUND * MONTHS_OF_YEAR) : RULES_MISSING;
  self->claimant_column = rules_measure_get_claimant (mapping->measure) != RULES_CLAIMANT_REGION
                              ? award_mapping_find_claimant (mapping)
                              : -1;
  for (guint column = 0; column < mapping->n_columns; column++)
    {
      const RulesFact *fact = award_mapping_get_fact (mapping, column);
      if (fact && award_fact_has_scale (fact))
        ask_figures (self, column);
      else if (fact && fact->type == RULES_TYPE_DATE)
        ask (self, QUESTION_DATE, column, column);
    }
  return self;
}

void
award_row_check_free (AwardRowCheck *self)
{
  g_array_unref (self->questions);
  g_free (self);
}

static void
add (const AwardRowCheck *self,
     const AwardTableRow *row,
     RulesSeverity severity,
     const char *code,
     guint column,
     const char *found)
{
  g_autofree char *name = award_column_name (column);
  g_ptr_array_add (self->problems, award_problem_new (severity, code, row->row, name, found));
}

static gint64
value_of (const AwardRowCheck *self, const AwardTableRow *row, guint column)
{
  const AwardColumn *from = &self->mapping->columns[column];
  return (from->role == AWARD_COLUMN_FACT ? row->facts : row->line_facts)[from->fact].number;
}

static gboolean
is_beyond (gint64 a, gint64 b, gint64 most)
{
  return a > 0 && b > 0 && a / most > b;
}

/* The county inside a code is where the enterprise was registered first: no more than a hint. */
static void
check_division (const AwardRowCheck *self, const AwardTableRow *row)
{
  const guint column = (guint) self->claimant_column;

  if (award_code_check_credit (row->claimant) != AWARD_CODE_VALID)
    return;
  if (!award_code_has_division (row->claimant))
    add (self, row, RULES_SEVERITY_WARNING, "unknown-division", column,
         award_sheet_get_cell (self->sheet, row->row - 1, column).text);
  else if (row->county && award_code_contradicts_county (row->claimant, row->county))
    add (self, row, RULES_SEVERITY_NOTE, "county-differs", column, row->county);
}

/* What is to be said of the value; NULL: nothing. */
static const char *
answer (const AwardRowCheck *self, const AwardTableRow *row, const Question *question)
{
  const gint64 value = value_of (self, row, question->column);
  const gint64 other = value_of (self, row, question->other);

  switch (question->kind)
    {
    case QUESTION_GROWTH:
      return is_beyond (value, other, MOST_GROWTH) || is_beyond (other, value, MOST_GROWTH) ? "outlier-growth"
                                                                                            : NULL;
    case QUESTION_RATIO:
      return is_beyond (value, other, MOST_POWER) || is_beyond (other, value, MOST_OUTPUT) ? "outlier-ratio"
                                                                                           : NULL;
    case QUESTION_DATE:
    default:
      return value != RULES_MISSING && ((self->first_date != RULES_MISSING && value < self->first_date) ||
                                        (self->last_date != RULES_MISSING && value > self->last_date))
                 ? "date-outside-period"
                 : NULL;
    }
}

void
award_row_check_run (const AwardRowCheck *self, const AwardTableRow *row)
{
  if (self->claimant_column >= 0)
    check_division (self, row);
  for (guint i = 0; i < self->questions->len; i++)
    {
      const Question *question = &g_array_index (self->questions, Question, i);
      const char *code = answer (self, row, question);
      if (code)
        add (self, row, RULES_SEVERITY_WARNING, code, question->column,
             award_sheet_get_cell (self->sheet, row->row - 1, question->column).text);
    }
}
