/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-columns.h"

#include <glib/gi18n.h>

#include "award-words.h"

enum
{
  COLUMN_STATE,
  COLUMN_NAME,
  COLUMN_CODE,
  COLUMN_COUNTY,
  COLUMN_AMOUNT,
  COLUMN_REASON,
  COLUMN_LINES,
  COLUMN_FACT, /* of fact 0; the others follow */
};

const char *
award_outcome_icon (gboolean is_decided, RulesOutcome outcome)
{
  static const char *const icons[] = { "award-granted-symbolic", "award-refused-symbolic",
                                       "award-review-symbolic" };

  return is_decided ? icons[outcome] : "award-undecided-symbolic";
}

const char *
award_outcome_style (gboolean is_decided, RulesOutcome outcome)
{
  static const char *const styles[] = { "award-good", "dim-label", "award-doubt" };

  return is_decided ? styles[outcome] : "dim-label";
}

const char *
award_outcome_word (gboolean is_decided, RulesOutcome outcome)
{
  return is_decided ? award_words_outcome (outcome) : _ ("Not computed");
}

/* The reason, then what else deserves a look. */
static char *
reason_text (AwardRow *row)
{
  const RulesMeasure *measure = award_row_get_measure (row);
  const RulesDecision *decision = award_row_get_decision (row);
  g_autofree char *reason = award_words_reason (measure, decision);
  g_autofree char *flags = award_words_flags (measure, decision->flags);

  const char *settled = decision->outcome == RULES_OUTCOME_AWARD
                            ? award_words_settlement (award_row_get_settlement (row))
                            : NULL;

  /* What is paid otherwise than awarded must not look like any other award. */
  if (settled)
    {
      g_autofree char *payable = award_words_amount (award_row_get_payable (row));

      return g_strdup_printf (_ ("payable %s yuan: %s"), payable, settled);
    }
  return *flags ? g_strdup_printf ("%s · %s", reason, flags) : g_steal_pointer (&reason);
}

static char *
amount_text (AwardRow *row)
{
  const RulesDecision *decision = award_row_get_decision (row);

  if (!award_row_is_decided (row) || decision->outcome != RULES_OUTCOME_AWARD)
    return g_strdup ("—");

  return award_words_amount (decision->amount);
}

static void
column_cell (GObject *item, guint column, AwardGridCell *cell, gpointer data)
{
  AwardRow *row = AWARD_ROW (item);
  const gboolean is_decided = award_row_is_decided (row);
  const RulesOutcome outcome = is_decided ? award_row_get_decision (row)->outcome : 0;

  switch (column)
    {
    case COLUMN_STATE:
      cell->text = g_strdup (award_outcome_word (is_decided, outcome));
      cell->icon = award_outcome_icon (is_decided, outcome);
      cell->style = award_outcome_style (is_decided, outcome);
      break;
    case COLUMN_NAME:
      cell->text = g_strdup (award_row_get_name (row));
      break;
    case COLUMN_CODE:
      cell->text = award_words_masked (award_row_get_code (row));
      break;
    case COLUMN_COUNTY:
      cell->text = g_strdup (award_row_get_county (row));
      break;
    case COLUMN_AMOUNT:
      cell->text = amount_text (row);
      break;
    case COLUMN_REASON:
      cell->text = is_decided ? reason_text (row) : NULL;
      break;
    case COLUMN_LINES:
      cell->text = g_strdup_printf ("%u", award_row_get_n_lines (row));
      break;
    default:
      {
        const RulesMeasure *measure = award_row_get_measure (row);
        const guint fact = column - COLUMN_FACT;

        cell->text =
            award_words_fact (rules_measure_get_fact (measure, fact), award_row_get_fact (row, fact));
        break;
      }
    }
}

/* Room for the heading with its arrow, and for the longest usual value. */
static int
heading_width (AwardGrid *grid, const char *heading, int least)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (grid), heading);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return CLAMP (width + 42, least, 260);
}

static int
value_width (RulesType type)
{
  switch (type)
    {
    case RULES_TYPE_MONEY:
    case RULES_TYPE_ENERGY:
    case RULES_TYPE_QUANTITY:
      return 130;
    case RULES_TYPE_DATE:
    case RULES_TYPE_INDUSTRY:
    case RULES_TYPE_ENUM:
      return 110;
    case RULES_TYPE_TEXT:
      return 140;
    case RULES_TYPE_BOOLEAN:
    case RULES_TYPE_PERCENT:
    case RULES_TYPE_COUNT:
    default:
      return 80;
    }
}

static gboolean
is_number (RulesType type)
{
  return type == RULES_TYPE_MONEY || type == RULES_TYPE_ENERGY || type == RULES_TYPE_QUANTITY ||
         type == RULES_TYPE_PERCENT || type == RULES_TYPE_COUNT;
}

void
award_columns_add_fact (AwardGrid *grid, guint id, const RulesFact *fact, gboolean is_sortable)
{
  g_autofree char *heading = award_words_heading (fact);

  award_grid_add_column (grid, id, heading, heading_width (grid, heading, value_width (fact->type)),
                         is_number (fact->type), is_sortable);
}

void
award_columns_add (AwardGrid *grid, const RulesMeasure *measure)
{
  const char *line_label = rules_measure_get_line_label (measure);
  const gboolean is_score = rules_measure_get_result (measure) == RULES_RESULT_SCORE;

  /* State, name, amount and code stay in view on a screen of 1024 with the explanation beside them. */
  award_grid_set_func (grid, column_cell, NULL);
  award_grid_add_column (grid, COLUMN_STATE, _ ("State"), 104, FALSE, TRUE);
  award_grid_add_column (grid, COLUMN_NAME, _ ("Enterprise"), 212, FALSE, TRUE);
  award_grid_add_column (grid, COLUMN_AMOUNT, is_score ? _ ("Score") : _ ("Award (yuan)"), 120, TRUE, TRUE);
  award_grid_add_column (grid, COLUMN_CODE, _ ("Code"), 168, FALSE, TRUE);
  award_grid_add_column (grid, COLUMN_COUNTY, _ ("County"), 84, FALSE, TRUE);
  award_grid_add_column (grid, COLUMN_REASON, _ ("Reason"), 280, FALSE, TRUE);
  if (line_label)
    award_grid_add_column (grid, COLUMN_LINES, line_label, heading_width (grid, line_label, 70), TRUE, FALSE);

  for (guint i = 0; i < rules_measure_get_n_facts (measure); i++)
    award_columns_add_fact (grid, COLUMN_FACT + i, rules_measure_get_fact (measure, i), TRUE);
}

void
award_columns_order (guint column, AwardQuery *query)
{
  static const AwardSort sorts[] = {
    [COLUMN_STATE] = AWARD_SORT_STATE,   [COLUMN_NAME] = AWARD_SORT_NAME,
    [COLUMN_CODE] = AWARD_SORT_CODE,     [COLUMN_COUNTY] = AWARD_SORT_COUNTY,
    [COLUMN_AMOUNT] = AWARD_SORT_AMOUNT, [COLUMN_REASON] = AWARD_SORT_REASON,
    [COLUMN_LINES] = AWARD_SORT_ROW,
  };

  query->fact = 0;
  if (column == G_MAXUINT)
    query->sort = AWARD_SORT_ROW;
  else if (column < COLUMN_FACT)
    query->sort = sorts[column];
  else
    {
      query->sort = AWARD_SORT_FACT;
      query->fact = column - COLUMN_FACT;
    }
}
