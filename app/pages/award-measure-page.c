/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-measure-page.h"

#include <glib/gi18n.h>

#include "award-claim.h"
#include "award-columns.h"
#include "award-explain.h"
#include "award-measure-question.h"
#include "award-row-model.h"
#include "award-words.h"

/* Figures overwritten that are told of a claim. */
#define MOST_CHANGES 30

struct _AwardMeasurePage
{
  AwardPage parent_instance;

  /* Template children */
  GtkPaned *paned;
  GtkWidget *panel;
  GtkEditable *search;
  GtkDropDown *show;
  GtkDropDown *county;
  GtkMenuButton *sort_button;
  GtkWidget *settings_button;
  GtkRevealer *notice;
  GtkLabel *notice_label;
  GtkButton *notice_button;
  GtkStack *stack;
  AdwBin *rows;
  GtkLabel *totals;
  AwardExplanation *explanation;
  GtkWidget *copy_button;

  /* Borrowed */
  const RulesMeasure *measure;
  AwardGrid *grid; /* NULL until the first rows are there */

  /* Owned */
  AwardRowModel *model;
  GCancellable *asking; /* the question that is out */
  GtkStringList *counties;
  AwardQuestion *counting; /* what is still to be counted */

  AwardQuery order; /* sort, fact and descending only */
  gint64 selected;  /* claim, -1 for none */
  gint64 n_all;     /* claims without the filter, as of the revision */
  guint revision;   /* of the page, when counties and n_all were read */
  gboolean is_ordering;
  gboolean is_setting;
};

G_DEFINE_FINAL_TYPE (AwardMeasurePage, award_measure_page, AWARD_TYPE_PAGE)

static void
show_totals (AwardMeasurePage *self, const AwardSummary *summary)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Claims %u"), summary->claims);
  g_string_append_printf (text, _ (" · Award %u · Refused %u · Needs a person %u"), summary->award,
                          summary->refuse, summary->review);
  if (summary->undecided > 0)
    g_string_append_printf (text, _ (" · Not computed %u"), summary->undecided);
  if (rules_measure_get_result (self->measure) == RULES_RESULT_AWARD)
    {
      g_autofree char *total = award_words_amount (summary->total);

      g_string_append_printf (text, _ (" · Total %s yuan"), total);
    }
  gtk_label_set_text (self->totals, text->str);
}

/* Parameters the office has still to set, joined; NULL when there are none. */
static char *
unset_parameters (AwardMeasurePage *self)
{
  g_autoptr (RulesSettings) settings =
      award_ledger_get_settings (award_page_get_ledger (AWARD_PAGE (self)), self->measure, NULL);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; settings && i < rules_measure_get_n_parameters (self->measure); i++)
    {
      const RulesParameter *parameter = rules_measure_get_parameter (self->measure, i);
      const RulesValue value = rules_settings_get_parameter (settings, i);

      if (!parameter->is_optional && value.number == RULES_MISSING)
        g_ptr_array_add (labels, (gpointer) parameter->label);
    }
  if (labels->len == 0)
    return NULL;
  g_ptr_array_add (labels, NULL);

  return g_strjoinv (_ (", "), (char **) labels->pdata);
}

/* One line above the rows for what stands between them and a result. */
static void
show_notice (AwardMeasurePage *self, const AwardSummary *summary)
{
  g_autofree char *unset = unset_parameters (self);
  g_autofree char *text = NULL;

  if (summary->claims > 0 && unset)
    {
      text = g_strdup_printf (_ ("Not set yet: %s. What depends on it stays open."), unset);
      gtk_button_set_label (self->notice_button, _ ("Set…"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->notice_button), "win.settings");
    }
  else if (summary->undecided > 0)
    {
      text = g_strdup_printf (ngettext ("%u claim has not been computed yet.",
                                        "%u claims have not been computed yet.", summary->undecided),
                              summary->undecided);
      gtk_button_set_label (self->notice_button, _ ("Compute"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->notice_button), "win.compute");
    }

  if (text)
    gtk_label_set_text (self->notice_label, text);
  gtk_revealer_set_reveal_child (self->notice, text != NULL);
}

/* Fills the choice of counties, and keeps the one chosen. */
static void
show_counties (AwardMeasurePage *self, GPtrArray *names)
{
  const guint selected = gtk_drop_down_get_selected (self->county);
  g_autofree char *county = g_strdup (gtk_string_list_get_string (self->counties, selected));
  guint position = 0;

  self->is_setting = TRUE;
  gtk_string_list_splice (self->counties, 1, g_list_model_get_n_items (G_LIST_MODEL (self->counties)) - 1,
                          NULL);
  for (guint i = 0; i < names->len; i++)
    {
      gtk_string_list_append (self->counties, names->pdata[i]);
      if (selected > 0 && g_strcmp0 (names->pdata[i], county) == 0)
        position = i + 1;
    }
  gtk_drop_down_set_selected (self->county, position);
  gtk_widget_set_visible (GTK_WIDGET (self->county), names->len > 1);
  self->is_setting = FALSE;

  /* The county chosen before has no claim any more. */
  if (selected > 0 && selected != GTK_INVALID_LIST_POSITION && position == 0)
    award_page_invalidate (AWARD_PAGE (self));
}

static void
show_claim (AwardMeasurePage *self)
{
  AwardLedger *ledger = award_page_get_ledger (AWARD_PAGE (self));
  g_autoptr (AwardClaim) claim = NULL;
  g_autoptr (RulesSettings) settings = NULL;
  g_autoptr (AwardSettlementReason) reason = NULL;
  g_autoptr (AwardClaimant) claimant = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n_changes;

  gtk_widget_set_sensitive (self->copy_button, self->selected >= 0);
  if (self->selected < 0)
    {
      award_explanation_clear (self->explanation, _ ("Select a claim to see why it was decided as it was."));
      return;
    }

  claim = award_ledger_get_claim (ledger, self->measure, self->selected, &error);
  if (claim)
    claimant = award_ledger_get_claimant (ledger, claim->claimant, &error);
  if (claimant && (!claim->is_decided ||
                   award_ledger_get_settlement_reason (ledger, self->measure, claim->id, &reason, &error)))
    settings = award_ledger_get_settings (ledger, self->measure, &error);
  if (settings)
    changes =
        award_ledger_list_claim_changes (ledger, self->measure, claim->id, MOST_CHANGES, &n_changes, &error);
  if (!changes)
    {
      award_explanation_clear (self->explanation, error->message);
      return;
    }
  rules_settings_set_as_of (settings, claim->as_of);
  award_explain (self->explanation, claim, settings, reason, claimant, changes, n_changes);
}

static void
place_activated_cb (AwardMeasurePage *self, const char *target)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-original", "s", target);
}

static void
selected_cb (AwardMeasurePage *self, guint position)
{
  g_autoptr (AwardRow) row = NULL;

  if (self->is_setting)
    return;

  row = position == GTK_INVALID_LIST_POSITION ? NULL
                                              : g_list_model_get_item (G_LIST_MODEL (self->model), position);
  self->selected = row ? award_row_get_id (row) : -1;
  show_claim (self);
}

static void
order_changed_cb (AwardMeasurePage *self, guint column, gboolean descending)
{
  award_columns_order (column, &self->order);
  self->order.descending = descending;
  self->is_ordering = TRUE;
  award_page_invalidate (AWARD_PAGE (self));
}

/* The table is made with the first rows: the window is on the screen by then. */
static void
ensure_grid (AwardMeasurePage *self)
{
  g_autoptr (GMenuModel) menu = NULL;

  if (self->grid)
    return;

  self->model = award_row_model_new (award_page_get_ledger (AWARD_PAGE (self)));
  self->grid = AWARD_GRID (award_grid_new (rules_measure_get_label (self->measure)));
  award_columns_add (self->grid, self->measure);
  adw_bin_set_child (self->rows, GTK_WIDGET (self->grid));
  menu = award_grid_create_sort_menu (self->grid, "rows.sort");
  gtk_menu_button_set_menu_model (self->sort_button, menu);
  g_signal_connect_object (self->grid, "selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "order-changed", G_CALLBACK (order_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
show_rows (AwardMeasurePage *self, GArray *ids)
{
  const AwardQuery query = { self->measure, award_page_get_batch (AWARD_PAGE (self)) };
  const gint64 selected = self->selected;
  guint position = GTK_INVALID_LIST_POSITION;

  ensure_grid (self);
  self->is_setting = TRUE;
  award_grid_set_model (self->grid, NULL);
  award_row_model_set_ids (self->model, &query, g_array_ref (ids));
  award_grid_set_model (self->grid, G_LIST_MODEL (self->model));
  if (selected >= 0)
    position = award_row_model_find (self->model, selected);
  if (position != GTK_INVALID_LIST_POSITION)
    award_grid_select (self->grid, position);
  else
    self->selected = -1;
  self->is_setting = FALSE;
}

/* No rows: because there are none, or because of the filter. */
static void
show_nothing (AwardMeasurePage *self)
{
  self->selected = -1;
  show_claim (self);
  gtk_stack_set_visible_child_name (self->stack, self->n_all > 0 ? "no-match" : "empty");
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardMeasurePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardCounted) counted = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);

  if (!counted)
    {
      award_page_report (AWARD_PAGE (self), error);
      return;
    }
  if (!award_page_get_ledger (AWARD_PAGE (self)))
    return;

  g_clear_pointer (&self->counting, award_question_free);
  if (counted->counties)
    {
      self->n_all = counted->all;
      self->revision = counted->revision;
      show_counties (self, counted->counties);
    }
  show_totals (self, &counted->summary);
  show_notice (self, &counted->summary);
  if (counted->summary.claims == 0)
    show_nothing (self);
  gtk_widget_set_visible (GTK_WIDGET (self->totals), self->n_all > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->totals), TRUE);
}

/* Only now, when the rows are on the screen: counting reads as much again. */
static void
count (AwardMeasurePage *self)
{
  const AwardQuestion *from = self->counting;
  AwardQuestion *question;

  if (!from)
    return;

  question = award_question_copy (from);
  gtk_widget_set_sensitive (GTK_WIDGET (self->totals), FALSE);
  award_lookup_ask_async (award_page_get_lookup (AWARD_PAGE (self)), award_question_count_rows, question,
                          award_question_free, award_counted_free, self->asking, counted_cb,
                          g_object_ref (self));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardMeasurePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);

  if (!ids)
    {
      award_page_report (AWARD_PAGE (self), error);
      return;
    }
  if (!award_page_get_ledger (AWARD_PAGE (self)))
    return;

  if (ids->len > 0)
    {
      show_rows (self, ids);
      gtk_stack_set_visible_child_name (self->stack, "rows");
      show_claim (self);
    }
  else if (self->revision == award_page_get_revision (AWARD_PAGE (self)))
    show_nothing (self);
  count (self);
}

static void
award_measure_page_refresh (AwardPage *page)
{
  AwardMeasurePage *self = AWARD_MEASURE_PAGE (page);
  const guint revision = award_page_get_revision (page);
  const guint county = gtk_drop_down_get_selected (self->county);
  AwardQuestion *question = g_new0 (AwardQuestion, 1);

  question->text = g_strstrip (g_strdup (gtk_editable_get_text (self->search)));
  question->county = county > 0 && county != GTK_INVALID_LIST_POSITION
                         ? g_strdup (gtk_string_list_get_string (self->counties, county))
                         : NULL;
  question->query = self->order;
  question->query.measure = self->measure;
  question->query.batch = award_page_get_batch (page);
  question->query.text = question->text;
  question->query.county = question->county;
  question->query.show = gtk_drop_down_get_selected (self->show);
  question->revision = revision;
  question->is_whole = revision != self->revision;

  /* Another order counts the same; a count that has not come yet is still wanted. */
  if (question->is_whole || !self->is_ordering)
    {
      g_clear_pointer (&self->counting, award_question_free);
      self->counting = award_question_copy (question);
    }
  self->is_ordering = FALSE;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  award_lookup_ask_async (award_page_get_lookup (page), award_question_find_rows, question,
                          award_question_free, (GDestroyNotify) g_array_unref, self->asking, found_cb,
                          g_object_ref (self));
}

static void
filter_changed_cb (AwardMeasurePage *self)
{
  if (!self->is_setting)
    award_page_invalidate (AWARD_PAGE (self));
}

static void
set_filter (AwardMeasurePage *self, AwardShow show)
{
  self->is_setting = TRUE;
  gtk_editable_set_text (self->search, "");
  gtk_drop_down_set_selected (self->county, 0);
  gtk_drop_down_set_selected (self->show, show);
  self->is_setting = FALSE;
  award_page_invalidate (AWARD_PAGE (self));
}

static void
clear_filter_cb (AwardMeasurePage *self)
{
  set_filter (self, AWARD_SHOW_ALL);
}

static void
focus_rows_cb (AwardMeasurePage *self)
{
  if (!self->grid)
    return;

  if (award_grid_get_selected (self->grid) == GTK_INVALID_LIST_POSITION)
    award_grid_select (self->grid, 0);
  gtk_widget_child_focus (GTK_WIDGET (self->grid), GTK_DIR_TAB_FORWARD);
}

static void
sort_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardMeasurePage *self = AWARD_MEASURE_PAGE (widget);

  if (self->grid)
    award_grid_sort_by (self->grid, g_variant_get_uint32 (parameter));
}

static void
copy_cb (AwardMeasurePage *self)
{
  g_autofree char *text = award_explanation_get_text (self->explanation);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _ ("Explanation copied"));
}

static void
award_measure_page_dispose (GObject *object)
{
  AwardMeasurePage *self = AWARD_MEASURE_PAGE (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->grid)
    g_signal_handlers_disconnect_by_data (self->grid, self);
  self->grid = NULL;
  /* The bin would let go of a child that the template has let go of already. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_MEASURE_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->counties);
  g_clear_pointer (&self->counting, award_question_free);

  G_OBJECT_CLASS (award_measure_page_parent_class)->dispose (object);
}

static void
award_measure_page_class_init (AwardMeasurePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_measure_page_dispose;
  AWARD_PAGE_CLASS (klass)->refresh = award_measure_page_refresh;

  g_type_ensure (AWARD_TYPE_EXPLANATION);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-measure-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardMeasurePage, paned);
  gtk_widget_class_bind_template_child (widget_class, AwardMeasurePage, panel);
  gtk_widget_class_bind_template_child (widget_class, AwardMeasurePage, search);
  gtk_widget_class_bind_template_child (widget_class, AwardMeasurePage, show);
  gtk_widget_class_bind_template_child (widget_class, AwardMeasurePage, county);
  gtk_widget_class_bind_template_child (widget_class, AwardMeasurePage, sort_button);
  gtk_widget_class_bind_template_child (widget_class, AwardMeasurePage, settings_button);
  gtk_widget_class_bind_template_child (widget_class, AwardMeasurePage, notice);
  gtk_widget_class_bind_template_child (widget_class, AwardMeasurePage, notice_label);
  gtk_widget_class_bind_template_child (widget_class, AwardMeasurePage, notice_button);
  gtk_widget_class_bind_template_child (widget_class, AwardMeasurePage, stack);
  gtk_widget_class_bind_template_child (widget_class, AwardMeasurePage, rows);
  gtk_widget_class_bind_template_child (widget_class, AwardMeasurePage, totals);
  gtk_widget_class_bind_template_child (widget_class, AwardMeasurePage, explanation);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_child (widget_class, AwardMeasurePage, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_rows_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_install_action (widget_class, "rows.sort", "u", sort_activated);
}

static void
award_measure_page_init (AwardMeasurePage *self)
{
  const char *const first[] = { _ ("All counties"), NULL };

  self->selected = -1;
  self->is_setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->counties = gtk_string_list_new (first);
  gtk_drop_down_set_model (self->county, G_LIST_MODEL (self->counties));
  self->is_setting = FALSE;
}

GtkWidget *
award_measure_page_new (const RulesMeasure *measure)
{
  AwardMeasurePage *self = g_object_new (AWARD_TYPE_MEASURE_PAGE, NULL);

  self->measure = measure;
  gtk_widget_set_visible (self->settings_button, rules_measure_get_n_parameters (measure) > 0 ||
                                                     rules_measure_get_n_choices (measure) > 0);

  return GTK_WIDGET (self);
}

const RulesMeasure *
award_measure_page_get_measure (AwardMeasurePage *self)
{
  g_return_val_if_fail (AWARD_IS_MEASURE_PAGE (self), NULL);

  return self->measure;
}

void
award_measure_page_show (AwardMeasurePage *self, AwardShow show)
{
  g_return_if_fail (AWARD_IS_MEASURE_PAGE (self));

  set_filter (self, show);
}

void
award_measure_page_select (AwardMeasurePage *self, gint64 id)
{
  g_return_if_fail (AWARD_IS_MEASURE_PAGE (self));

  self->selected = id;
  set_filter (self, AWARD_SHOW_ALL);
}

void
award_measure_page_find (AwardMeasurePage *self)
{
  g_return_if_fail (AWARD_IS_MEASURE_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
award_measure_page_set_panel (AwardMeasurePage *self, gboolean visible)
{
  g_return_if_fail (AWARD_IS_MEASURE_PAGE (self));

  gtk_widget_set_visible (self->panel, visible);
}
