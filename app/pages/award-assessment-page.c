/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-assessment-page.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-assessment.h"
#include "award-chart.h"
#include "award-explanation.h"
#include "award-grid.h"
#include "award-query.h"
#include "award-words.h"

/* Columns before those of the indicators, then of the qualifications. */
enum
{
  COLUMN_RANK,
  COLUMN_NAME,
  COLUMN_SCORE,
  COLUMN_FIRST_PART,
};

/* Words every indicator's label ends with; a heading does without. */
#define COMMON_END "得分"

/* A line of the table. */
#define AWARD_TYPE_REGION_ITEM (award_region_item_get_type ())
G_DECLARE_FINAL_TYPE (AwardRegionItem, award_region_item, AWARD, REGION_ITEM, GObject)

struct _AwardRegionItem
{
  GObject parent_instance;
  guint region; /* index in the assessment */
};

G_DEFINE_FINAL_TYPE (AwardRegionItem, award_region_item, G_TYPE_OBJECT)

static void
award_region_item_class_init (AwardRegionItemClass *klass)
{
}

static void
award_region_item_init (AwardRegionItem *self)
{
}

struct _AwardAssessmentPage
{
  AwardPage parent_instance;

  /* Template children */
  GtkStack *stack;
  GtkLabel *title;
  AdwBin *table;
  AwardChart *chart;
  AwardExplanation *sheet;
  GtkWidget *open_button;

  /* Owned by the widget tree; NULL until there is something to show */
  AwardGrid *grid;

  /* Owned */
  GListStore *items;
  GCancellable *asking;
  AwardAssessment *assessment;

  const RulesMeasure *measure;
  guint n_qualifications; /* with a column */
};

G_DEFINE_FINAL_TYPE (AwardAssessmentPage, award_assessment_page, AWARD_TYPE_PAGE)

static const AwardAssessed *
region_at (const AwardAssessmentPage *self, guint i)
{
  return self->assessment->regions->pdata[i];
}

static void
region_cell (GObject *item, guint column, AwardGridCell *cell, gpointer data)
{
  const AwardAssessmentPage *self = data;
  const AwardAssessed *region = region_at (self, AWARD_REGION_ITEM (item)->region);
  const guint n_parts = self->assessment->n_indicators;

  if (column == COLUMN_RANK)
    cell->text = region->rank > 0 ? g_strdup_printf ("%u", region->rank) : g_strdup ("—");
  else if (column == COLUMN_NAME)
    cell->text = g_strdup (region->name);
  else if (column == COLUMN_SCORE)
    {
      cell->text = region->score == RULES_MISSING ? g_strdup ("—") : award_words_amount (region->score);
      cell->style = "award-cell-total";
    }
  else if (column < COLUMN_FIRST_PART + n_parts)
    cell->text = award_assessed_part_text (&region->parts[column - COLUMN_FIRST_PART]);
  else
    cell->text = g_strdup (award_assessed_state_word (region->states[column - COLUMN_FIRST_PART - n_parts]));
}

static char *
short_label (const char *label)
{
  return g_str_has_suffix (label, COMMON_END) ? g_strndup (label, strlen (label) - strlen (COMMON_END))
                                              : g_strdup (label);
}

/* The score sheet of region @i. */
static void
show_sheet (AwardAssessmentPage *self, guint i)
{
  const AwardAssessed *region = region_at (self, i);
  g_autofree char *state = NULL;
  g_autofree char *total = NULL;

  if (region->score != RULES_MISSING)
    total = award_words_amount (region->score);
  state =
      total ? g_strdup_printf (_ ("Rank %u · %s points"), region->rank, total) : g_strdup (_ ("Not ranked"));

  award_explanation_clear (self->sheet, NULL);
  award_explanation_set_head (self->sheet, region->name, NULL,
                              total ? "award-granted-symbolic" : "award-review-symbolic",
                              total ? "award-good" : "award-doubt", state);
  if (region->reason)
    award_explanation_add_verdict (self->sheet, region->reason);
  award_explanation_add_section (self->sheet, _ ("Score Sheet"));
  for (guint part = 0; part < self->assessment->n_indicators; part++)
    {
      g_autofree char *score = award_assessed_part_text (&region->parts[part]);

      award_explanation_add_value (self->sheet, rules_measure_get_indicator (self->measure, part), score,
                                   NULL);
      award_explanation_add_text (self->sheet, region->parts[part].basis);
    }
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open_button), "(ssux)",
                                    rules_policy_get_id (rules_measure_get_policy (self->measure)),
                                    rules_measure_get_id (self->measure), AWARD_SHOW_ALL, region->claim);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->open_button), "win.show-claims");
}

static void
selected_cb (AwardAssessmentPage *self, guint position)
{
  if (self->assessment && position < self->assessment->regions->len)
    show_sheet (self, position);
}

static void
make_grid (AwardAssessmentPage *self)
{
  const AwardAssessment *assessment = self->assessment;

  if (self->grid)
    g_signal_handlers_disconnect_by_data (self->grid, self);
  self->grid = AWARD_GRID (award_grid_new (rules_measure_get_label (self->measure)));
  award_grid_set_func (self->grid, region_cell, self);
  award_grid_add_column (self->grid, COLUMN_RANK, _ ("Rank"), 56, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_NAME, _ ("County"), 104, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_SCORE, _ ("Total score"), 84, TRUE, FALSE);
  for (guint i = 0; i < assessment->n_indicators; i++)
    {
      g_autofree char *label = short_label (rules_measure_get_indicator (self->measure, i));

      award_grid_add_column (self->grid, COLUMN_FIRST_PART + i, label, 0, TRUE, FALSE);
    }
  for (guint i = 0; i < assessment->qualifications->len; i++)
    award_grid_add_column (self->grid, COLUMN_FIRST_PART + assessment->n_indicators + i,
                           rules_measure_get_label (assessment->qualifications->pdata[i]), 112, FALSE, FALSE);
  self->n_qualifications = assessment->qualifications->len;
  award_grid_set_natural_height (self->grid);
  adw_bin_set_child (self->table, GTK_WIDGET (self->grid));
  g_signal_connect_object (self->grid, "selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
}

static void
show_ranking (AwardAssessmentPage *self)
{
  g_autoptr (GListStore) items = g_list_store_new (AWARD_TYPE_REGION_ITEM);

  if (!self->grid || self->n_qualifications != self->assessment->qualifications->len)
    make_grid (self);
  award_chart_clear (self->chart);
  award_chart_set_title (self->chart, _ ("Total scores"));
  for (guint i = 0; i < self->assessment->regions->len; i++)
    {
      const AwardAssessed *region = region_at (self, i);
      g_autoptr (AwardRegionItem) item = g_object_new (AWARD_TYPE_REGION_ITEM, NULL);
      g_autofree char *score = NULL;

      item->region = i;
      g_list_store_append (items, item);
      if (region->score == RULES_MISSING)
        continue;
      score = award_words_amount (region->score);
      award_chart_add (self->chart, region->name, region->score, score);
    }
  g_set_object (&self->items, items);
  award_grid_set_model (self->grid, G_LIST_MODEL (self->items));
  award_grid_select (self->grid, 0);
  show_sheet (self, 0);
}

static gpointer
read_assessment (AwardLedger *ledger, gpointer question, GError **error)
{
  const RulesMeasure *measure = ((gpointer *) question)[0];
  const gint64 *batch = ((gpointer *) question)[1];

  return award_assessment_read (ledger, measure, *batch, NULL, error);
}

static void
question_free (gpointer data)
{
  gpointer *question = data;

  g_free (question[1]);
  g_free (question);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardAssessmentPage) self = data;
  g_autoptr (GError) error = NULL;
  AwardAssessment *assessment = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);

  if (!assessment)
    {
      award_page_report (AWARD_PAGE (self), error);
      return;
    }
  if (!self->stack)
    {
      award_assessment_free (assessment);
      return;
    }

  /* The cells ask for what is freed here. */
  if (self->grid)
    award_grid_set_model (self->grid, NULL);
  g_clear_pointer (&self->assessment, award_assessment_free);
  self->assessment = assessment;
  if (assessment->regions->len > 0)
    show_ranking (self);
  gtk_stack_set_visible_child_name (self->stack, assessment->regions->len > 0 ? "content" : "empty");
}

static void
award_assessment_page_refresh (AwardPage *page)
{
  AwardAssessmentPage *self = AWARD_ASSESSMENT_PAGE (page);
  gpointer *question = g_new (gpointer, 2);
  gint64 *batch = g_new (gint64, 1);

  *batch = award_page_get_batch (page);
  question[0] = (gpointer) self->measure;
  question[1] = batch;
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  award_lookup_ask_async (award_page_get_lookup (page), read_assessment, question, question_free,
                          (GDestroyNotify) award_assessment_free, self->asking, answered_cb,
                          g_object_ref (self));
}

static void
award_assessment_page_dispose (GObject *object)
{
  AwardAssessmentPage *self = AWARD_ASSESSMENT_PAGE (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->grid)
    g_signal_handlers_disconnect_by_data (self->grid, self);
  self->grid = NULL;
  /* The bin would let go of a child that the template has let go of already. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_ASSESSMENT_PAGE);
  g_clear_object (&self->items);
  g_clear_pointer (&self->assessment, award_assessment_free);

  G_OBJECT_CLASS (award_assessment_page_parent_class)->dispose (object);
}

static void
award_assessment_page_class_init (AwardAssessmentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_assessment_page_dispose;
  AWARD_PAGE_CLASS (klass)->refresh = award_assessment_page_refresh;

  g_type_ensure (AWARD_TYPE_CHART);
  g_type_ensure (AWARD_TYPE_EXPLANATION);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-assessment-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardAssessmentPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AwardAssessmentPage, title);
  gtk_widget_class_bind_template_child (widget_class, AwardAssessmentPage, table);
  gtk_widget_class_bind_template_child (widget_class, AwardAssessmentPage, chart);
  gtk_widget_class_bind_template_child (widget_class, AwardAssessmentPage, sheet);
  gtk_widget_class_bind_template_child (widget_class, AwardAssessmentPage, open_button);
}

static void
award_assessment_page_init (AwardAssessmentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
award_assessment_page_new (const RulesMeasure *measure)
{
  AwardAssessmentPage *self = g_object_new (AWARD_TYPE_ASSESSMENT_PAGE, NULL);

  self->measure = measure;
  gtk_label_set_text (self->title, rules_measure_get_label (measure));

  return GTK_WIDGET (self);
}
