/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-overview-page.h"

#include <glib/gi18n.h>

#include "award-chart.h"
#include "award-grid.h"
#include "award-overview.h"
#include "award-words.h"

enum
{
  COLUMN_MEASURE,
  COLUMN_CLAIMS,
  COLUMN_AWARD,
  COLUMN_REFUSE,
  COLUMN_REVIEW,
  COLUMN_UNDECIDED,
  COLUMN_TOTAL,
};

/* A line of the table. */
#define AWARD_TYPE_TOTAL_ITEM (award_total_item_get_type ())
G_DECLARE_FINAL_TYPE (AwardTotalItem, award_total_item, AWARD, TOTAL_ITEM, GObject)

struct _AwardTotalItem
{
  GObject parent_instance;
  AwardTotal total; /* measure NULL: the sum of all */
};

G_DEFINE_FINAL_TYPE (AwardTotalItem, award_total_item, G_TYPE_OBJECT)

static void
award_total_item_class_init (AwardTotalItemClass *klass)
{
}

static void
award_total_item_init (AwardTotalItem *self)
{
}

struct _AwardOverviewPage
{
  AwardPage parent_instance;

  /* Template children */
  GtkStack *stack;
  GtkWidget *notice;
  GtkLabel *notice_label;
  GtkWidget *open_notice;
  GtkLabel *open_label;
  AdwBin *table;
  GtkToggleButton *by_county;
  AwardChart *chart;
  GtkLabel *reviews_title;
  GtkListBox *reviews;

  /* Owned by the widget tree */
  AwardGrid *grid;

  /* Owned */
  GListStore *items;
  GCancellable *asking;
  AwardOverview *overview;
};

G_DEFINE_FINAL_TYPE (AwardOverviewPage, award_overview_page, AWARD_TYPE_PAGE)

static void
total_cell (GObject *item, guint column, AwardGridCell *cell, gpointer data)
{
  const AwardTotal *total = &AWARD_TOTAL_ITEM (item)->total;
  const gint64 counts[] = { 0, total->claims, total->award, total->refuse, total->review, total->undecided };

  if (!total->measure)
    cell->style = "award-cell-total";
  if (column == COLUMN_MEASURE)
    cell->text = g_strdup (total->measure ? rules_measure_get_label (total->measure) : _ ("Total"));
  else if (column == COLUMN_TOTAL)
    cell->text = total->measure && rules_measure_get_result (total->measure) != RULES_RESULT_AWARD
                     ? g_strdup ("—")
                     : award_words_amount (total->total);
  else
    cell->text = g_strdup_printf ("%" G_GINT64_FORMAT, counts[column]);
}

static void
add_total (GListStore *items, const AwardTotal *total)
{
  g_autoptr (AwardTotalItem) item = g_object_new (AWARD_TYPE_TOTAL_ITEM, NULL);

  item->total = *total;
  item->total.county = NULL;
  g_list_store_append (items, item);
}

static void
show_table (AwardOverviewPage *self)
{
  AwardTotal sum = { 0 };

  g_list_store_remove_all (self->items);
  for (guint i = 0; i < self->overview->totals->len; i++)
    {
      const AwardTotal *total = self->overview->totals->pdata[i];

      add_total (self->items, total);
      sum.claims += total->claims;
      sum.award += total->award;
      sum.refuse += total->refuse;
      sum.review += total->review;
      sum.undecided += total->undecided;
      sum.total += total->total;
    }
  add_total (self->items, &sum);
}

static void
show_chart (AwardOverviewPage *self)
{
  const gboolean by_county = gtk_toggle_button_get_active (self->by_county);
  const GPtrArray *totals = by_county ? self->overview->counties : self->overview->totals;

  award_chart_clear (self->chart);
  award_chart_set_title (self->chart,
                         by_county ? _ ("Awards by county, in yuan") : _ ("Awards by measure, in yuan"));
  for (guint i = 0; i < totals->len; i++)
    {
      const AwardTotal *total = totals->pdata[i];
      const char *name = by_county ? total->county : rules_measure_get_label (total->measure);
      g_autofree char *amount = award_words_amount (total->total);

      award_chart_add (self->chart, *name ? name : _ ("No county given"), total->total, amount);
    }
}

static GtkWidget *
pending_row_new (const AwardPending *pending)
{
  const char *label = rules_measure_get_label (pending->measure);
  const char *policy = rules_policy_get_id (rules_measure_get_policy (pending->measure));
  g_autofree char *subtitle =
      pending->reason ? g_strdup_printf ("%s · %s", label, pending->reason) : g_strdup (label);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("award-review-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), pending->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_add_css_class (icon, "award-doubt");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (pending->id < 0)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.settings-of");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", policy,
                                        rules_measure_get_id (pending->measure));
    }
  else
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-claims");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ssux)", policy,
                                        rules_measure_get_id (pending->measure), AWARD_SHOW_ALL, pending->id);
    }

  return row;
}

/* "… and 12 more" of a measure, which shows them in their tab. */
static GtkWidget *
more_row_new (const RulesMeasure *measure, gint64 n_more)
{
  g_autofree char *title =
      g_strdup_printf (_ ("%s: %u more"), rules_measure_get_label (measure), (guint) n_more);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-claims");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ssux)",
                                    rules_policy_get_id (rules_measure_get_policy (measure)),
                                    rules_measure_get_id (measure), AWARD_SHOW_REVIEW, (gint64) -1);

  return row;
}

static void
show_pending (AwardOverviewPage *self)
{
  GtkWidget *row;
  g_autofree char *title = NULL;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->reviews))))
    gtk_list_box_remove (self->reviews, row);

  for (guint i = 0; i < self->overview->totals->len; i++)
    {
      const AwardTotal *total = self->overview->totals->pdata[i];
      gint64 shown = 0;

      for (guint p = 0; p < self->overview->pending->len; p++)
        {
          const AwardPending *pending = self->overview->pending->pdata[p];

          if (pending->measure != total->measure)
            continue;
          gtk_list_box_append (self->reviews, pending_row_new (pending));
          if (pending->id >= 0)
            shown++;
        }
      if (total->review > shown)
        gtk_list_box_append (self->reviews, more_row_new (total->measure, total->review - shown));
    }

  title = g_strdup_printf (_ ("Needs a person: %u"), (guint) self->overview->n_reviews);
  gtk_label_set_text (self->reviews_title, title);
  if (!gtk_widget_get_first_child (GTK_WIDGET (self->reviews)))
    {
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     self->overview->n_undecided > 0
                                         ? _ ("Compute first to see what needs a person")
                                         : _ ("Nothing needs a person"));
      gtk_list_box_append (self->reviews, row);
    }
}

/* Errors of imports cost somebody the award; warnings alone are no reason to interrupt. */
static void
show_open (AwardOverviewPage *self)
{
  const AwardOpenCounts *open = &self->overview->open;
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (
      text,
      ngettext ("%lu error of imported tables is still to be corrected: its row was not used.",
                "%lu errors of imported tables are still to be corrected: their rows were not used.",
                (gulong) open->errors),
      (gulong) open->errors);
  if (open->warnings > 0)
    g_string_append_printf (
        text,
        ngettext (" %lu warning deserves a look.", " %lu warnings deserve a look.", (gulong) open->warnings),
        (gulong) open->warnings);
  gtk_label_set_text (self->open_label, text->str);
  gtk_widget_set_visible (self->open_notice, open->errors > 0);
}

static void
show_notice (AwardOverviewPage *self)
{
  const guint n = (guint) self->overview->n_undecided, n_outdated = self->overview->n_outdated;
  g_autofree char *text =
      n > 0
          ? g_strdup_printf (
                ngettext ("%u claim has not been computed yet.", "%u claims have not been computed yet.", n),
                n)
          : g_strdup_printf (ngettext ("%u measure was decided with an older text of its policy. The ledger "
                                       "keeps that text; compute to decide it with the present one.",
                                       "%u measures were decided with older texts of their policies. The "
                                       "ledger keeps those; compute to decide them with the present ones.",
                                       n_outdated),
                             n_outdated);

  gtk_label_set_text (self->notice_label, text);
  gtk_widget_set_visible (self->notice, n + n_outdated > 0);
}

static gpointer
read_overview (AwardLedger *ledger, gpointer question, GError **error)
{
  return award_overview_read (ledger, *(gint64 *) question, error);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardOverviewPage) self = data;
  g_autoptr (GError) error = NULL;
  AwardOverview *overview = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);

  if (!overview)
    {
      award_page_report (AWARD_PAGE (self), error);
      return;
    }

  g_clear_pointer (&self->overview, award_overview_free);
  self->overview = overview;
  if (!self->stack)
    return;
  if (overview->n_claims == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  show_notice (self);
  show_open (self);
  show_table (self);
  show_chart (self);
  show_pending (self);
  gtk_stack_set_visible_child_name (self->stack, "content");
}

static void
award_overview_page_refresh (AwardPage *page)
{
  AwardOverviewPage *self = AWARD_OVERVIEW_PAGE (page);
  gint64 *batch = g_new (gint64, 1);

  *batch = award_page_get_batch (page);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  award_lookup_ask_async (award_page_get_lookup (page), read_overview, batch, g_free,
                          (GDestroyNotify) award_overview_free, self->asking, answered_cb,
                          g_object_ref (self));
}

static void
chart_changed_cb (AwardOverviewPage *self)
{
  if (self->overview)
    show_chart (self);
}

static void
activated_cb (AwardOverviewPage *self, guint position)
{
  g_autoptr (AwardTotalItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  if (item && item->total.measure)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-claims", "(ssux)",
                                rules_policy_get_id (rules_measure_get_policy (item->total.measure)),
                                rules_measure_get_id (item->total.measure), AWARD_SHOW_ALL, (gint64) -1);
}

static void
award_overview_page_dispose (GObject *object)
{
  AwardOverviewPage *self = AWARD_OVERVIEW_PAGE (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  /* The bin would let go of a child that the template has let go of already. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_OVERVIEW_PAGE);
  g_clear_object (&self->items);
  g_clear_pointer (&self->overview, award_overview_free);

  G_OBJECT_CLASS (award_overview_page_parent_class)->dispose (object);
}

static void
award_overview_page_class_init (AwardOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_overview_page_dispose;
  AWARD_PAGE_CLASS (klass)->refresh = award_overview_page_refresh;

  g_type_ensure (AWARD_TYPE_CHART);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardOverviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AwardOverviewPage, notice);
  gtk_widget_class_bind_template_child (widget_class, AwardOverviewPage, notice_label);
  gtk_widget_class_bind_template_child (widget_class, AwardOverviewPage, open_notice);
  gtk_widget_class_bind_template_child (widget_class, AwardOverviewPage, open_label);
  gtk_widget_class_bind_template_child (widget_class, AwardOverviewPage, table);
  gtk_widget_class_bind_template_child (widget_class, AwardOverviewPage, by_county);
  gtk_widget_class_bind_template_child (widget_class, AwardOverviewPage, chart);
  gtk_widget_class_bind_template_child (widget_class, AwardOverviewPage, reviews_title);
  gtk_widget_class_bind_template_child (widget_class, AwardOverviewPage, reviews);
  gtk_widget_class_bind_template_callback (widget_class, chart_changed_cb);
}

static void
award_overview_page_init (AwardOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->items = g_list_store_new (AWARD_TYPE_TOTAL_ITEM);
  self->grid = AWARD_GRID (award_grid_new (_ ("Totals by measure")));
  award_grid_set_func (self->grid, total_cell, NULL);
  award_grid_add_column (self->grid, COLUMN_MEASURE, _ ("Measure"), 0, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_CLAIMS, _ ("Claims"), 80, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_AWARD, _ ("Award"), 80, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_REFUSE, _ ("Refused"), 90, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_REVIEW, _ ("Needs a person"), 110, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_UNDECIDED, _ ("Not computed"), 110, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_TOTAL, _ ("Award (yuan)"), 170, TRUE, FALSE);
  award_grid_set_natural_height (self->grid);
  award_grid_set_links (self->grid, TRUE);
  award_grid_set_model (self->grid, G_LIST_MODEL (self->items));
  adw_bin_set_child (self->table, GTK_WIDGET (self->grid));
  g_signal_connect_object (self->grid, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
award_overview_page_new (void)
{
  return g_object_new (AWARD_TYPE_OVERVIEW_PAGE, NULL);
}
