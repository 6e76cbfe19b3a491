/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-trial-result.h"

#include <glib/gi18n.h>

#include "award-chart.h"
#include "award-grid.h"
#include "award-words-trial.h"
#include "award-words.h"

enum
{
  COLUMN_NAME,
  COLUMN_CODE,
  COLUMN_COUNTY,
  COLUMN_EFFECT,
  COLUMN_BEFORE,
  COLUMN_AFTER,
  COLUMN_DIFFERENCE,
};

/* Budgets are named in units of ten thousand yuan. */
#define BUDGET_EXPONENT 4

/* The cards, most asked for first. */
static const AwardEffect cards[] = { AWARD_EFFECT_WON,     AWARD_EFFECT_LOST,   AWARD_EFFECT_RAISED,
                                     AWARD_EFFECT_LOWERED, AWARD_EFFECT_REVIEW, AWARD_EFFECT_NONE };

/* A line of the table: a claim of the trial shown. */
#define AWARD_TYPE_TRIAL_ITEM (award_trial_item_get_type ())
G_DECLARE_FINAL_TYPE (AwardTrialItem, award_trial_item, AWARD, TRIAL_ITEM, GObject)

struct _AwardTrialItem
{
  GObject parent_instance;
  guint claim; /* index */
};

G_DEFINE_FINAL_TYPE (AwardTrialItem, award_trial_item, G_TYPE_OBJECT)

static void
award_trial_item_class_init (AwardTrialItemClass *klass)
{
}

static void
award_trial_item_init (AwardTrialItem *self)
{
}

struct _AwardTrialResult
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *total;
  GtkLabel *difference;
  GtkWidget *budget_box;
  GtkEditable *budget;
  GtkLabel *verdict;
  GtkFlowBox *cards;
  GtkStack *claims_stack;
  AdwBin *claims;
  GtkLabel *claims_note;
  AwardChart *chart;

  /* Owned by the widget tree */
  AwardGrid *grid;
  GtkLabel *counts[G_N_ELEMENTS (cards)];
  GtkLabel *sums[G_N_ELEMENTS (cards)];

  /* Owned */
  AwardTrial *trial;
};

G_DEFINE_FINAL_TYPE (AwardTrialResult, award_trial_result, ADW_TYPE_BIN)

/* Points are no money: nothing is budgeted for them. */
static gboolean
is_score_of (const AwardTrial *trial)
{
  return rules_measure_get_result (award_snapshot_get_measure (trial->snapshot)) == RULES_RESULT_SCORE;
}

static gint64
paid (RulesOutcome outcome, gint64 amount)
{
  return outcome == RULES_OUTCOME_AWARD ? amount : 0;
}

static void
claim_cell (GObject *object, guint column, AwardGridCell *cell, gpointer data)
{
  const AwardTrial *trial = AWARD_TRIAL_RESULT (data)->trial;
  const AwardTrialClaim *claim =
      &g_array_index (trial->claims, AwardTrialClaim, AWARD_TRIAL_ITEM (object)->claim);

  switch (column)
    {
    case COLUMN_NAME:
      cell->text = g_strdup (claim->name);
      break;
    case COLUMN_CODE:
      cell->text = claim->code ? award_words_masked (claim->code) : NULL;
      break;
    case COLUMN_COUNTY:
      cell->text = g_strdup (g_array_index (trial->counties, AwardTrialCounty, claim->county).name);
      break;
    case COLUMN_EFFECT:
      cell->text = g_strdup (award_words_effect (claim->effect));
      break;
    case COLUMN_BEFORE:
      cell->text = award_words_trial_amount (claim->outcome_before, claim->before);
      break;
    case COLUMN_AFTER:
      cell->text = award_words_trial_amount (claim->outcome, claim->after);
      break;
    case COLUMN_DIFFERENCE:
    default:
      cell->text = award_words_difference (paid (claim->outcome, claim->after) -
                                           paid (claim->outcome_before, claim->before));
      break;
    }
}

/* "+12.5%"; NULL where there was nothing. Tenths are rounded toward zero: it only gives the size. */
static char *
share_text (gint64 difference, gint64 before)
{
  gint64 tenths;

  if (before <= 0)
    return NULL;
  tenths = (gint64) ((__int128) difference * 1000 / before);

  return g_strdup_printf ("%s%" G_GINT64_FORMAT ".%d%%", difference < 0 ? "-" : "+", ABS (tenths) / 10,
                          (int) (ABS (tenths) % 10));
}

static void
show_totals (AwardTrialResult *self)
{
  const AwardTrial *trial = self->trial;
  const gint64 difference = trial->after - trial->before;
  g_autofree char *before = award_words_amount (trial->before);
  g_autofree char *after = award_words_amount (trial->after);
  g_autofree char *more = award_words_difference (difference);
  const gboolean is_score = is_score_of (trial);
  g_autofree char *text = g_strdup_printf (is_score ? _ ("%s points (%u claims) → %s points (%u claims)")
                                                    : _ ("%s yuan (%u awards) → %s yuan (%u awards)"),
                                           before, trial->awards_before, after, trial->awards);
  g_autofree char *share = share_text (difference, trial->before);
  g_autofree char *amount = g_strdup_printf (is_score ? _ ("%s points") : _ ("%s yuan"), more);
  g_autofree char *change = share ? g_strdup_printf (_ ("%s (%s)"), amount, share) : g_strdup (amount);

  gtk_label_set_text (self->total, text);
  gtk_label_set_text (self->difference, change);
}

static void
show_budget (AwardTrialResult *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->budget)));
  g_autofree char *amount = NULL;
  g_autofree char *verdict = NULL;
  g_autoptr (GError) error = NULL;
  gint64 limit, rest;

  gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), "award-bad");
  gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), "award-good");
  if (*text == '\0' || !self->trial)
    {
      gtk_label_set_text (self->verdict, "");
      return;
    }
  if (!rules_decimal_scale (RULES_TYPE_MONEY, text, BUDGET_EXPONENT, &limit, &error) ||
      __builtin_sub_overflow (limit, self->trial->after, &rest))
    {
      gtk_label_set_text (self->verdict, _ ("Enter a number, for example 500."));
      gtk_widget_add_css_class (GTK_WIDGET (self->verdict), "award-bad");
      return;
    }
  amount = award_words_amount (ABS (rest));
  verdict = g_strdup_printf (rest < 0 ? _ ("%s yuan over") : _ ("%s yuan left"), amount);
  gtk_label_set_text (self->verdict, verdict);
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict), rest < 0 ? "award-bad" : "award-good");
}

static void
budget_changed_cb (AwardTrialResult *self)
{
  show_budget (self);
}

static void
add_card (AwardTrialResult *self, guint i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (award_words_effect (cards[i]));
  GtkWidget *child = gtk_flow_box_child_new ();

  self->counts[i] = GTK_LABEL (gtk_label_new (NULL));
  self->sums[i] = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (title, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->counts[i]), "title-3");
  gtk_widget_add_css_class (GTK_WIDGET (self->counts[i]), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->sums[i]), "award-origin");
  gtk_widget_add_css_class (GTK_WIDGET (self->sums[i]), "numeric");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->counts[i]));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sums[i]));
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "award-effect");
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_append (self->cards, child);
}

static void
show_cards (AwardTrialResult *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      const AwardEffect effect = cards[i];
      /* Claims a person no longer decides and nobody is paid for stand with the unchanged sums. */
      const guint n = self->trial->n_effects[effect];
      g_autofree char *count = g_strdup_printf (ngettext ("%u claim", "%u claims", n), n);
      g_autofree char *sum = award_words_difference (self->trial->sums[effect]);

      gtk_label_set_text (self->counts[i], count);
      gtk_label_set_text (self->sums[i], effect == AWARD_EFFECT_NONE ? "—" : sum);
    }
}

static void
show_counties (AwardTrialResult *self)
{
  award_chart_clear (self->chart);
  for (guint i = 0; i < self->trial->counties->len; i++)
    {
      const AwardTrialCounty *county = &g_array_index (self->trial->counties, AwardTrialCounty, i);
      g_autofree char *before = award_words_amount (county->before);
      g_autofree char *after = award_words_amount (county->after);
      g_autofree char *difference = award_words_difference (county->after - county->before);
      g_autofree char *text =
          county->after == county->before ? g_strdup (after) : g_strdup_printf ("%s (%s)", after, difference);

      award_chart_add_pair (self->chart, *county->name ? county->name : _ ("No county given"), county->before,
                            before, county->after, text);
    }
}

static void
show_claims (AwardTrialResult *self)
{
  const guint n = self->trial->claims->len;
  const guint n_refused = self->trial->n_effects[AWARD_EFFECT_REFUSED];
  g_autoptr (GListStore) items = g_list_store_new (AWARD_TYPE_TRIAL_ITEM);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) note = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      AwardTrialItem *item = g_object_new (AWARD_TYPE_TRIAL_ITEM, NULL);

      item->claim = i;
      g_ptr_array_add (rows, item);
    }
  g_list_store_splice (items, 0, 0, rows->pdata, rows->len);
  award_grid_set_model (self->grid, G_LIST_MODEL (items));
  gtk_stack_set_visible_child_name (self->claims_stack, n > 0 ? "rows" : "none");

  g_string_append_printf (note, ngettext ("%u claim affected", "%u claims affected", self->trial->n_affected),
                          self->trial->n_affected);
  if (n < self->trial->n_affected)
    g_string_append_printf (note, _ (", the %u largest changes shown; the export has all"), n);
  if (n_refused > 0)
    g_string_append_printf (note, _ (" · refused that were for a person: %u"), n_refused);
  if (self->trial->n_undecided > 0)
    g_string_append_printf (note, _ (" · not computed and left out: %u"), self->trial->n_undecided);
  gtk_label_set_text (self->claims_note, note->str);
}

static void
award_trial_result_dispose (GObject *object)
{
  AwardTrialResult *self = AWARD_TRIAL_RESULT (object);

  if (self->grid)
    award_grid_set_model (self->grid, NULL);
  self->grid = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_TRIAL_RESULT);
  g_clear_pointer (&self->trial, award_trial_free);

  G_OBJECT_CLASS (award_trial_result_parent_class)->dispose (object);
}

static void
award_trial_result_class_init (AwardTrialResultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_trial_result_dispose;

  g_type_ensure (AWARD_TYPE_CHART);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-trial-result.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardTrialResult, total);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialResult, difference);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialResult, budget_box);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialResult, budget);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialResult, verdict);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialResult, cards);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialResult, claims_stack);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialResult, claims);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialResult, claims_note);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialResult, chart);
  gtk_widget_class_bind_template_callback (widget_class, budget_changed_cb);
}

static void
award_trial_result_init (AwardTrialResult *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    add_card (self, i);
  award_chart_set_title (self->chart, _ ("Awards by county, officially and in the trial, in yuan"));
  self->grid = AWARD_GRID (award_grid_new (_ ("Affected claims")));
  award_grid_set_func (self->grid, claim_cell, self);
  award_grid_add_column (self->grid, COLUMN_EFFECT, _ ("Effect"), 84, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_NAME, _ ("Name"), 210, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_BEFORE, _ ("Official"), 104, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_AFTER, _ ("Trial"), 104, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_DIFFERENCE, _ ("Difference"), 104, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_COUNTY, _ ("County"), 76, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_CODE, _ ("Code"), 0, FALSE, FALSE);
  adw_bin_set_child (self->claims, GTK_WIDGET (self->grid));
}

void
award_trial_result_set_trial (AwardTrialResult *self, AwardTrial *trial)
{
  g_return_if_fail (AWARD_IS_TRIAL_RESULT (self));

  /* The rows shown are of the trial before. */
  award_grid_set_model (self->grid, NULL);
  g_clear_pointer (&self->trial, award_trial_free);
  self->trial = trial;
  gtk_widget_set_visible (self->budget_box, !is_score_of (trial));
  show_totals (self);
  show_budget (self);
  show_cards (self);
  show_counties (self);
  show_claims (self);
}
