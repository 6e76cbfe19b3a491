/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-results-dialog.h"

#include <glib/gi18n.h>

#include "award-grid.h"
#include "award-words.h"

enum
{
  COLUMN_SEVERITY,
  COLUMN_FILE,
  COLUMN_SHEET,
  COLUMN_ROW,
  COLUMN_COLUMN,
  COLUMN_FOUND,
  COLUMN_MESSAGE,
};

/* A line of the list of problems; borrows from the outcomes. */
#define AWARD_TYPE_PROBLEM_ITEM (award_problem_item_get_type ())
G_DECLARE_FINAL_TYPE (AwardProblemItem, award_problem_item, AWARD, PROBLEM_ITEM, GObject)

struct _AwardProblemItem
{
  GObject parent_instance;
  const AwardImportOutcome *outcome;
  const AwardProblem *problem;
};

G_DEFINE_FINAL_TYPE (AwardProblemItem, award_problem_item, G_TYPE_OBJECT)

static void
award_problem_item_class_init (AwardProblemItemClass *klass)
{
}

static void
award_problem_item_init (AwardProblemItem *self)
{
}

struct _AwardResultsDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkListBox *files;
  GtkLabel *problems_title;
  AdwBin *problems;
  GtkWidget *compute_button;

  /* Owned */
  GPtrArray *outcomes;
};

G_DEFINE_FINAL_TYPE (AwardResultsDialog, award_results_dialog, ADW_TYPE_WINDOW)

void
award_import_outcome_free (AwardImportOutcome *outcome)
{
  g_clear_pointer (&outcome->report, award_import_report_free);
  g_free (outcome->path);
  g_free (outcome->message);
  g_free (outcome);
}

static const char *
severity_word (RulesSeverity severity)
{
  static const char *const words[] = { N_ ("Error"), N_ ("Warning"), N_ ("Note") };

  return _ (words[severity]);
}

static void
problem_cell (GObject *object, guint column, AwardGridCell *cell, gpointer data)
{
  static const char *const icons[] = { "award-unmet-symbolic", "award-problem-symbolic",
                                       "award-skipped-symbolic" };
  static const char *const styles[] = { "award-bad", "award-doubt", "dim-label" };
  const AwardProblemItem *item = AWARD_PROBLEM_ITEM (object);
  const AwardProblem *problem = item->problem;

  switch (column)
    {
    case COLUMN_SEVERITY:
      cell->text = g_strdup (severity_word (problem->severity));
      cell->icon = icons[problem->severity];
      cell->style = styles[problem->severity];
      break;
    case COLUMN_FILE:
      cell->text = g_filename_display_basename (item->outcome->path);
      break;
    case COLUMN_SHEET:
      cell->text = g_strdup (item->outcome->report->sheet);
      break;
    case COLUMN_ROW:
      cell->text = problem->row > 0 ? g_strdup_printf ("%u", problem->row) : NULL;
      break;
    case COLUMN_COLUMN:
      cell->text = g_strdup (problem->column);
      break;
    case COLUMN_FOUND:
      cell->text = problem->found ? award_words_masked (problem->found) : NULL;
      break;
    case COLUMN_MESSAGE:
    default:
      cell->text = award_words_problem (problem->code, problem->found);
      break;
    }
}

static char *
counts_text (const AwardImportOutcome *outcome)
{
  const AwardImportResult *counts = &outcome->report->counts;
  GString *text = g_string_new (rules_measure_get_label (outcome->measure));

  g_string_append (text, " · ");
  if (outcome->report->is_blocked)
    {
      g_string_append (text, _ ("nothing was imported; see the questions below"));
      return g_string_free (text, FALSE);
    }
  g_string_append_printf (text, _ ("%u new, %u changed, %u unchanged"), (guint) counts->added,
                          (guint) counts->changed, (guint) counts->unchanged);
  if (counts->lines > 0)
    g_string_append_printf (text, _ (" · %u lines"), (guint) counts->lines);
  if (counts->same_file)
    {
      g_string_append (text, " · ");
      g_string_append (text, _ ("this very file was imported before"));
    }

  return g_string_free (text, FALSE);
}

static void
add_file (AwardResultsDialog *self, const AwardImportOutcome *outcome)
{
  g_autofree char *name = g_filename_display_basename (outcome->path);
  g_autofree char *text = outcome->report ? counts_text (outcome) : g_strdup (outcome->message);
  gboolean is_done = outcome->report && !outcome->report->is_blocked;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon =
      gtk_image_new_from_icon_name (is_done ? "award-granted-symbolic" : "award-unmet-symbolic");

  gtk_widget_add_css_class (icon, is_done ? "award-good" : "award-bad");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_append (self->files, row);
}

/* Errors first, then warnings, then notes; each in file order. */
static void
show_problems (AwardResultsDialog *self)
{
  g_autoptr (GListStore) items = g_list_store_new (AWARD_TYPE_PROBLEM_ITEM);
  guint counts[3] = { 0 };

  for (guint severity = RULES_SEVERITY_ERROR; severity <= RULES_SEVERITY_NOTE; severity++)
    for (guint o = 0; o < self->outcomes->len; o++)
      {
        const AwardImportOutcome *outcome = self->outcomes->pdata[o];

        for (guint p = 0; outcome->report && p < outcome->report->problems->len; p++)
          {
            const AwardProblem *problem = outcome->report->problems->pdata[p];
            g_autoptr (AwardProblemItem) item = NULL;

            if (problem->severity != severity)
              continue;
            item = g_object_new (AWARD_TYPE_PROBLEM_ITEM, NULL);
            item->outcome = outcome;
            item->problem = problem;
            g_list_store_append (items, item);
            counts[severity]++;
          }
      }

  if (g_list_model_get_n_items (G_LIST_MODEL (items)) > 0)
    {
      AwardGrid *grid = AWARD_GRID (award_grid_new (_ ("Problems")));
      g_autofree char *title =
          g_strdup_printf (_ ("Errors %u · Warnings %u · Notes %u"), counts[0], counts[1], counts[2]);

      award_grid_set_func (grid, problem_cell, NULL);
      award_grid_add_column (grid, COLUMN_SEVERITY, _ ("Severity"), 90, FALSE, FALSE);
      if (self->outcomes->len > 1)
        award_grid_add_column (grid, COLUMN_FILE, _ ("File"), 150, FALSE, FALSE);
      award_grid_add_column (grid, COLUMN_SHEET, _ ("Sheet"), 90, FALSE, FALSE);
      award_grid_add_column (grid, COLUMN_ROW, _ ("Row"), 56, TRUE, FALSE);
      award_grid_add_column (grid, COLUMN_COLUMN, _ ("Column"), 50, FALSE, FALSE);
      award_grid_add_column (grid, COLUMN_FOUND, _ ("Found"), 180, FALSE, FALSE);
      award_grid_set_lines (grid, 2);
      award_grid_add_column (grid, COLUMN_MESSAGE, _ ("What it means"), 0, FALSE, FALSE);
      award_grid_set_model (grid, G_LIST_MODEL (items));
      adw_bin_set_child (self->problems, GTK_WIDGET (grid));
      gtk_label_set_text (self->problems_title, title);
    }
  else
    gtk_label_set_text (self->problems_title, _ ("No problems were found."));
}

static void
compute_cb (AwardResultsDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (parent), "win.compute", NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
award_results_dialog_dispose (GObject *object)
{
  AwardResultsDialog *self = AWARD_RESULTS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_RESULTS_DIALOG);
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);

  G_OBJECT_CLASS (award_results_dialog_parent_class)->dispose (object);
}

static void
award_results_dialog_class_init (AwardResultsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_results_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-results-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardResultsDialog, files);
  gtk_widget_class_bind_template_child (widget_class, AwardResultsDialog, problems_title);
  gtk_widget_class_bind_template_child (widget_class, AwardResultsDialog, problems);
  gtk_widget_class_bind_template_child (widget_class, AwardResultsDialog, compute_button);
  gtk_widget_class_bind_template_callback (widget_class, compute_cb);
}

static void
award_results_dialog_init (AwardResultsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
award_results_dialog_new (GtkWindow *parent, GPtrArray *outcomes)
{
  AwardResultsDialog *self = g_object_new (AWARD_TYPE_RESULTS_DIALOG, "transient-for", parent, NULL);
  gboolean any = FALSE;

  self->outcomes = g_ptr_array_ref (outcomes);
  for (guint i = 0; i < outcomes->len; i++)
    {
      const AwardImportOutcome *outcome = outcomes->pdata[i];

      add_file (self, outcome);
      any |= outcome->report != NULL;
    }
  show_problems (self);
  gtk_widget_set_visible (self->compute_button, any);
  if (!any)
    gtk_window_set_title (GTK_WINDOW (self), _ ("Nothing Was Imported"));

  return GTK_WIDGET (self);
}
