/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the figures of a table can be in the units it was read in.
 *
 * A unit that is wrong is wrong by a factor of ten thousand, and for a whole column: the column's median says
 * so without being misled by single cells. Where the table names a unit, a few odd rows are its own business
 * and nothing is doubted. Figures are compared as integers, a hundred times what is kept, so that a cell that
 * looks like 万元 and was read as yuan is not lost for its decimals. */
#include "award-mapping-private.h"

#include <stdlib.h>
#include <string.h>

/* Rows looked at. */
#define SAMPLE_ROWS 4096
/* Figures a column with a named unit must have to be doubted. */
#define LEAST_NAMED 5
/* A hundredth of the smallest unit that is kept: 10^-4 of a yuan or kWh. */
#define SPARE_EXPONENT 2
#define SCALE G_GINT64_CONSTANT (10000)
/* What separates a unit from its 万. */
#define WAN 10000

/* kWh used for a yuan of output, either way: the most and the least that industry has. */
#define MOST_POWER 50
#define MOST_OUTPUT 2000
/* A figure against that of the year before. */
#define MOST_GROWTH 500

/* In yuan or kWh: what the median of a column cannot be. */
#define LEAST_FIGURE_UNNAMED 100000
#define LEAST_FIGURE_NAMED 1000
#define LEAST_ENERGY_UNNAMED 1000
#define LEAST_MONEY_BESIDE_WAN 10000
#define LEAST_MONEY_UNNAMED 100
#define MOST_MONEY G_GINT64_CONSTANT (100000000000)
#define MOST_ENERGY G_GINT64_CONSTANT (10000000000)

typedef struct
{
  const RulesFact *fact;
  const AwardColumn *column;
  guint number;
  int prior; /* index of the column of the year before; -1 */
  gboolean is_prior;
  gboolean is_main; /* asked for with last year's, or last year's: a figure of the whole enterprise */
  gboolean is_named;
  gboolean is_doubtful;
  guint n;        /* figures that are not zero */
  gint64 median;  /* of their magnitudes */
  gint64 *values; /* by row; RULES_MISSING */
} Figures;

static void
clear_figures (gpointer data)
{
  Figures *figures = data;
  g_free (figures->values);
}

/* A figure as the cell has it; one with its own unit beside it says nothing of the column's. */
static gint64
read_figure (const RulesFact *fact, AwardCell cell, int exponent)
{
  AwardReading reading;

  if ((cell.type != AWARD_CELL_NUMBER && cell.type != AWARD_CELL_TEXT) || award_text_is_missing (cell.text) ||
      cell.text[strspn (cell.text, "0123456789.,-+ ")] != '\0')
    return RULES_MISSING;
  award_reading_init (&reading, fact, cell, exponent + SPARE_EXPONENT, FALSE);
  g_free (reading.text);
  return reading.value.number;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const gint64 first = *(const gint64 *) a;
  const gint64 second = *(const gint64 *) b;
  return (first > second) - (first < second);
}

/* Row by row: a large table is held a few rows at a time. */
static void
read_columns (GArray *all, const AwardMapping *mapping, const AwardSheet *sheet, guint n_rows)
{
  for (guint i = 0; i < all->len; i++)
    g_array_index (all, Figures, i).values = g_new (gint64, MAX (n_rows, 1));
  for (guint row = 0; row < n_rows; row++)
    for (guint i = 0; i < all->len; i++)
      {
        const Figures *figures = &g_array_index (all, Figures, i);
        figures->values[row] = read_figure (
            figures->fact, award_sheet_get_cell (sheet, mapping->first_row + row, figures->number),
            figures->column->exponent);
      }
}

static void
find_median (Figures *figures, guint n_rows)
{
  g_autofree gint64 *sorted = g_new (gint64, MAX (n_rows, 1));

  for (guint row = 0; row < n_rows; row++)
    {
      const gint64 value = figures->values[row];
      if (value != RULES_MISSING && value != 0)
        sorted[figures->n++] = value < 0 ? -value : value;
    }
  qsort (sorted, figures->n, sizeof *sorted, compare_numbers);
  figures->median = figures->n > 0 ? sorted[figures->n / 2] : 0;
}

/* Whether the measure asks for @fact of the year before too. */
static gboolean
has_prior (const AwardMapping *mapping, const RulesFact *fact)
{
  g_autofree char *prior = g_strconcat (fact->id, "_prior", NULL);
  AwardColumnRole role;
  guint index;

  return award_mapping_find_target (mapping, prior, &role, &index);
}

static GArray *
list_figures (const AwardMapping *mapping, const AwardSheet *sheet, guint n_rows)
{
  GArray *all = g_array_new (FALSE, TRUE, sizeof (Figures));

  g_array_set_clear_func (all, clear_figures);
  for (guint column = 0; column < mapping->n_columns; column++)
    {
      const RulesFact *fact = award_mapping_get_fact (mapping, column);
      /* A rate, such as yuan a tonne, is of no size in particular. */
      if (!fact || !award_fact_has_scale (fact) || fact->unit)
        continue;
      Figures figures = { .fact = fact,
                          .column = &mapping->columns[column],
                          .number = column,
                          .prior = -1,
                          .is_prior = g_str_has_suffix (fact->id, "_prior"),
                          .is_named = mapping->columns[column].unit_source != AWARD_UNIT_SOURCE_NONE ||
                                      strcmp (mapping->columns[column].heading, fact->id) == 0 };
      figures.is_main = figures.is_prior || has_prior (mapping, fact);
      g_array_append_val (all, figures);
    }
  read_columns (all, mapping, sheet, n_rows);
  for (guint i = 0; i < all->len; i++)
    find_median (&g_array_index (all, Figures, i), n_rows);
  for (guint i = 0; i < all->len; i++)
    for (guint j = 0; j < all->len; j++)
      {
        Figures *figures = &g_array_index (all, Figures, i);
        const Figures *other = &g_array_index (all, Figures, j);
        g_autofree char *prior = g_strconcat (figures->fact->id, "_prior", NULL);
        if (strcmp (other->fact->id, prior) == 0)
          figures->prior = (int) j;
      }
  return all;
}

static gboolean
has_enough (const Figures *figures)
{
  return figures->n >= (figures->is_named ? LEAST_NAMED : 1);
}

static void
doubt_size (Figures *figures, gboolean is_beside_wan)
{
  const gboolean is_money = figures->fact->type == RULES_TYPE_MONEY;
  gint64 least = 0;

  if (figures->is_main)
    least = figures->is_named ? LEAST_FIGURE_NAMED : is_money ? LEAST_FIGURE_UNNAMED : LEAST_ENERGY_UNNAMED;
  else if (!figures->is_named)
    least = !is_money ? LEAST_ENERGY_UNNAMED : is_beside_wan ? LEAST_MONEY_BESIDE_WAN : LEAST_MONEY_UNNAMED;
  if (has_enough (figures) &&
      (figures->median < least * SCALE || figures->median > (is_money ? MOST_MONEY : MOST_ENERGY) * SCALE))
    figures->is_doubtful = TRUE;
}

/* Of two columns that contradict each other the one without a unit is asked about, else both. */
static void
doubt_either (Figures *first, Figures *second)
{
  first->is_doubtful = first->is_doubtful || !first->is_named || second->is_named;
  second->is_doubtful = second->is_doubtful || !second->is_named || first->is_named;
}

/* Whether in most rows @first is more than @most times @second. */
static gboolean
is_mostly_beyond (const Figures *first, const Figures *second, guint n_rows, gint64 most)
{
  guint n = 0;
  guint n_beyond = 0;

  for (guint row = 0; row < n_rows; row++)
    {
      const gint64 a = first->values[row];
      const gint64 b = second->values[row];
      if (a == RULES_MISSING || b == RULES_MISSING || a <= 0 || b <= 0)
        continue;
      n++;
      n_beyond += a / most > b;
    }
  return n_beyond * 2 > n && n >= (first->is_named && second->is_named ? LEAST_NAMED : 1);
}

/* This year against last: only units that differ, or are not named, can be the reason. */
static void
doubt_growth (GArray *all, Figures *figures, guint n_rows)
{
  Figures *prior = figures->prior >= 0 ? &g_array_index (all, Figures, figures->prior) : NULL;

  if (!prior ||
      (figures->is_named && prior->is_named && figures->column->exponent == prior->column->exponent))
    return;
  if (is_mostly_beyond (figures, prior, n_rows, MOST_GROWTH) ||
      is_mostly_beyond (prior, figures, n_rows, MOST_GROWTH))
    doubt_either (figures, prior);
}

/* Output against power, of this year and of last. */
static void
doubt_ratio (Figures *money, Figures *energy, guint n_rows)
{
  if (money->fact->type != RULES_TYPE_MONEY || energy->fact->type != RULES_TYPE_ENERGY ||
      money->fact->on_line != energy->fact->on_line || !money->is_main || !energy->is_main ||
      money->is_prior != energy->is_prior)
    return;
  if (is_mostly_beyond (energy, money, n_rows, MOST_POWER) ||
      is_mostly_beyond (money, energy, n_rows, MOST_OUTPUT))
    doubt_either (money, energy);
}

/* The flags of the policy itself a claim raises that has this figure alone. */
static guint32
flags_of (const AwardMapping *mapping, RulesEvaluator *evaluator, const Figures *figures, gint64 value)
{
  const guint n_facts = rules_measure_get_n_facts (mapping->measure);
  g_autofree gint64 *values = g_new (gint64, n_facts);
  g_autofree const gint64 **columns = g_new (const gint64 *, n_facts);
  const guint32 line_starts[] = { 0, 0 };
  g_autoptr (RulesTexts) texts = rules_texts_new ();
  RulesDecision decision;
  guint32 own = 0;

  for (guint i = 0; i < n_facts; i++)
    {
      values[i] = i == figures->column->fact ? value : RULES_MISSING;
      columns[i] = &values[i];
    }
  const RulesBatch batch = {
    .n_claims = 1,
    .facts = columns,
    .line_starts = rules_measure_get_n_line_facts (mapping->measure) > 0 ? line_starts : NULL,
    .texts = texts,
  };
  rules_evaluator_run (evaluator, &batch, &decision);
  for (guint i = 0; i < rules_measure_get_n_flags (mapping->measure); i++)
    if (rules_measure_get_flag (mapping->measure, i)->label)
      own |= decision.flags & (1u << i);
  return own;
}

/* A figure the policy itself finds odd, in most rows, that would be none in the smaller unit: a provincial
 * award above its cap. */
static void
doubt_flags (const AwardMapping *mapping, GArray *all)
{
  if (mapping->layout || rules_measure_compares_claims (mapping->measure) ||
      rules_measure_get_n_line_facts (mapping->measure) > 0)
    return;
  g_autoptr (RulesSettings) settings = rules_settings_new (mapping->measure);
  rules_settings_set_as_of (settings, 0);
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (mapping->measure, settings);
  for (guint i = 0; i < all->len; i++)
    {
      Figures *figures = &g_array_index (all, Figures, i);
      const gint64 median = figures->median / (SCALE / 100);
      if (figures->n >= LEAST_NAMED && figures->column->role == AWARD_COLUMN_FACT &&
          (flags_of (mapping, evaluator, figures, median) &
           ~flags_of (mapping, evaluator, figures, median / WAN)) != 0)
        figures->is_doubtful = TRUE;
    }
}

static gboolean
is_answered (const AwardMapping *mapping, const AwardConflict *conflict)
{
  const AwardColumn *first = &mapping->columns[conflict->column];
  const AwardColumn *second = &mapping->columns[conflict->other];
  return first->origin == AWARD_ORIGIN_PERSON || second->origin == AWARD_ORIGIN_PERSON ||
         first->role == AWARD_COLUMN_IGNORED;
}

void
award_mapping_find_doubts (const AwardMapping *mapping, const AwardSheet *sheet, GPtrArray *problems)
{
  const guint n_sheet = award_sheet_get_n_rows (sheet);
  const guint n_rows = MIN (n_sheet - MIN (mapping->first_row, n_sheet), SAMPLE_ROWS);
  g_autoptr (GArray) all = list_figures (mapping, sheet, n_rows);
  gboolean has_wan = FALSE;

  for (guint i = 0; i < mapping->conflicts->len; i++)
    {
      const AwardConflict *conflict = &g_array_index (mapping->conflicts, AwardConflict, i);
      if (is_answered (mapping, conflict))
        continue;
      g_autofree char *name = award_column_name (conflict->column);
      g_autofree char *both = g_strdup_printf ("%s / %s", mapping->columns[conflict->column].heading,
                                               mapping->columns[conflict->other].heading);
      g_ptr_array_add (problems, award_problem_new (RULES_SEVERITY_ERROR, "doubtful-heading", 0, name, both));
    }

  for (guint i = 0; i < all->len; i++)
    {
      const Figures *figures = &g_array_index (all, Figures, i);
      has_wan = has_wan || (figures->fact->type == RULES_TYPE_MONEY && figures->column->exponent > 0);
    }
  for (guint i = 0; i < all->len; i++)
    {
      Figures *figures = &g_array_index (all, Figures, i);
      doubt_size (figures, has_wan);
      doubt_growth (all, figures, n_rows);
      for (guint j = 0; j < all->len; j++)
        doubt_ratio (figures, &g_array_index (all, Figures, j), n_rows);
    }
  doubt_flags (mapping, all);
  for (guint i = 0; i < all->len; i++)
    {
      const Figures *figures = &g_array_index (all, Figures, i);
      if (!figures->is_doubtful || figures->column->unit_source == AWARD_UNIT_SOURCE_PERSON ||
          strcmp (figures->column->heading, figures->fact->id) == 0)
        continue;
      g_autofree char *name = award_column_name (figures->number);
      g_ptr_array_add (problems, award_problem_new (RULES_SEVERITY_ERROR, "doubtful-unit", 0, name,
                                                    figures->column->heading));
    }
}
