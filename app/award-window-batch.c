/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Jobs on the batch as a whole: compute, export, print, back up. */
#include "config.h"

#include "award-window-private.h"

#include <glib/gi18n.h>

#include "award-compute.h"
#include "award-print.h"
#include "award-report.h"
#include "award-today.h"
#include "award-words.h"

/* A job on the whole batch: what day, which file. */
typedef struct
{
  gint64 batch;
  gint64 as_of;
  AwardWorkbookKind kind;
  char *path;
  char *remark; /* what is still to be done about a file written */
} Order;

static Order *
order_new (AwardWindow *self, GFile *file)
{
  Order *order = g_new0 (Order, 1);

  order->batch = self->batch->id;
  order->path = file ? g_file_get_path (file) : NULL;

  return order;
}

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->path);
  g_free (order->remark);
  g_free (order);
}

static gpointer
backup_job (AwardJob *job, AwardLedger *ledger, gpointer data, GError **error)
{
  Order *order = data;

  return award_ledger_backup (ledger, order->path, award_job_get_cancellable (job), error)
             ? g_steal_pointer (&order->path)
             : NULL;
}

static void
backed_up (AwardWindow *self, gpointer path)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = g_strdup_printf (_ ("Backed up as %s"), name);

  _award_window_toast (self, text);
}

static void
back_up (AwardWindow *self, GFile *file)
{
  if (!self->job)
    _award_window_run_job (self, _ ("Backup"), backup_job, order_new (self, file), order_free, g_free,
                           backed_up);
}

/* "台账_第一批_WORD_20240401SUFFIX", as bureaus name what they send. */
static char *
file_name (AwardWindow *self, const char *word, const char *suffix)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%d");
  g_autofree char *ledger = g_path_get_basename (self->path);
  g_autofree char *batch = award_words_batch (self->batch->name);
  char *name;

  if (g_str_has_suffix (ledger, ".duixian"))
    ledger[strlen (ledger) - strlen (".duixian")] = '\0';
  name = g_strdup_printf ("%s_%s_%s_%s%s", ledger, batch, word, date, suffix);
  g_strdelimit (name, "/\\:*?\"<>|", '-');

  return name;
}

static void
backup_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *file = file_name (AWARD_WINDOW (widget), _ ("backup"), ".duixian");

  _award_window_choose_file (AWARD_WINDOW (widget), _ ("Back Up the Ledger"), file, ".duixian", _ ("Ledgers"),
                             "export-folder", back_up);
}

static gpointer
compute_job (AwardJob *job, AwardLedger *ledger, gpointer data, GError **error)
{
  Order *order = data;

  return award_ledger_compute (ledger, order->batch, order->as_of, award_job_progress, job,
                               award_job_get_cancellable (job), error)
             ? GINT_TO_POINTER (1)
             : NULL;
}

static void
computed (AwardWindow *self, gpointer result)
{
  g_autofree char *name = g_strdup (self->batch->name);

  self->is_outdated = FALSE;
  _award_window_set_batch (self, name);
  _award_window_toast (self, _ ("Computed. Select a claim to see why."));
}

static void
compute_as_of (AwardWindow *self, gint64 date)
{
  Order *order;

  if (self->job)
    return;

  order = order_new (self, NULL);
  order->as_of = date;
  _award_window_run_job (self, _ ("Compute"), compute_job, order, order_free, NULL, computed);
}

static void
compute_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  compute_as_of (AWARD_WINDOW (widget), award_today ());
}

static void
compute_day_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  gint64 date;

  gtk_popover_popdown (adw_split_button_get_popover (self->compute_button));
  if (rules_date_from_civil (g_date_time_get_year (day), g_date_time_get_month (day),
                             g_date_time_get_day_of_month (day), &date))
    compute_as_of (self, date);
}

static gpointer
workbook_job (AwardJob *job, AwardLedger *ledger, gpointer data, GError **error)
{
  Order *order = data;

  return award_report_write_workbook (ledger, order->batch, order->path, award_job_progress, job,
                                      award_job_get_cancellable (job), error)
             ? g_steal_pointer (&order->path)
             : NULL;
}

static gpointer
kind_job (AwardJob *job, AwardLedger *ledger, gpointer data, GError **error)
{
  Order *order = data;
  g_autofree char *remark = NULL;
  Order *written;

  if (!award_report_write_workbook_of (ledger, order->batch, order->kind, order->path, &remark,
                                       award_job_progress, job, award_job_get_cancellable (job), error))
    return NULL;

  written = g_new0 (Order, 1);
  written->path = g_steal_pointer (&order->path);
  written->remark = g_steal_pointer (&remark);
  return written;
}

static gpointer
pdf_job (AwardJob *job, AwardLedger *ledger, gpointer data, GError **error)
{
  Order *order = data;
  g_autoptr (AwardPages) pages =
      award_pages_new (ledger, order->batch, award_job_get_cancellable (job), error);

  return pages && award_pages_write_pdf (pages, order->path, award_job_progress, job,
                                         award_job_get_cancellable (job), error)
             ? g_steal_pointer (&order->path)
             : NULL;
}

static void
exported (AwardWindow *self, gpointer path)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = g_strdup_printf (_ ("Written: %s"), name);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  _award_window_toast_file (self, escaped, path);
}

static void
export_workbook (AwardWindow *self, GFile *file)
{
  if (!self->job)
    _award_window_run_job (self, _ ("Export"), workbook_job, order_new (self, file), order_free, g_free,
                           exported);
}

static void
kind_exported (AwardWindow *self, gpointer result)
{
  const Order *written = result;

  exported (self, written->path);
  if (written->remark)
    _award_window_show_error (self, _ ("Some payees have no account"), written->remark);
}

static void
export_kind (AwardWindow *self, GFile *file)
{
  Order *order;

  if (self->job)
    return;

  order = order_new (self, file);
  order->kind = self->export_kind;
  _award_window_run_job (self, _ ("Export"), kind_job, order, order_free, order_free, kind_exported);
}

static void
export_pdf (AwardWindow *self, GFile *file)
{
  if (!self->job)
    _award_window_run_job (self, _ ("Export"), pdf_job, order_new (self, file), order_free, g_free, exported);
}

static void
export_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *file = file_name (AWARD_WINDOW (widget), _ ("approval"), ".xlsx");

  _award_window_choose_file (AWARD_WINDOW (widget), _ ("Export the Workbook for Approval"), file, ".xlsx",
                             _ ("Excel workbooks"), "export-folder", export_workbook);
}

static void
export_kind_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct
  {
    const char *target;
    const char *word;
    AwardWorkbookKind kind;
  } kinds[] = {
    { "detail", N_ ("details"), AWARD_WORKBOOK_DETAIL },
    { "notice", N_ ("announcement"), AWARD_WORKBOOK_NOTICE },
    { "payment", N_ ("payments"), AWARD_WORKBOOK_PAYMENT },
    { "provincial", N_ ("provincial"), AWARD_WORKBOOK_PROVINCIAL },
    { "assessment", N_ ("assessment"), AWARD_WORKBOOK_ASSESSMENT },
  };
  AwardWindow *self = AWARD_WINDOW (widget);

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && !self->chooser; i++)
    if (g_strcmp0 (kinds[i].target, g_variant_get_string (parameter, NULL)) == 0)
      {
        g_autofree char *file = file_name (self, _ (kinds[i].word), ".xlsx");

        self->export_kind = kinds[i].kind;
        _award_window_choose_file (self, _ ("Export a Workbook"), file, ".xlsx", _ ("Excel workbooks"),
                                   "export-folder", export_kind);
      }
}

static void
export_pdf_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *file = file_name (AWARD_WINDOW (widget), _ ("report"), ".pdf");

  _award_window_choose_file (AWARD_WINDOW (widget), _ ("Export the Report"), file, ".pdf", _ ("PDF files"),
                             "export-folder", export_pdf);
}

/* What the laying out in the thread leaves for the print dialog. */
typedef struct
{
  AwardPages *pages; /* NULL once taken */
} Laid;

static void
laid_free (gpointer data)
{
  Laid *laid = data;

  g_clear_pointer (&laid->pages, award_pages_free);
  g_free (laid);
}

static gpointer
pages_job (AwardJob *job, AwardLedger *ledger, gpointer data, GError **error)
{
  Order *order = data;
  AwardPages *pages = award_pages_new (ledger, order->batch, award_job_get_cancellable (job), error);
  Laid *laid;

  if (!pages)
    return NULL;
  laid = g_new (Laid, 1);
  laid->pages = pages;

  return laid;
}

static void
print_done_cb (AwardWindow *self, GtkPrintOperationResult result, GtkPrintOperation *operation)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  _award_window_show_error (self, _ ("The report cannot be printed"), error ? error->message : "");
}

static void
pages_ready (AwardWindow *self, gpointer data)
{
  Laid *laid = data;
  g_autoptr (AwardPrint) print = award_print_new (g_steal_pointer (&laid->pages), _ ("Report of awards"));
  g_autoptr (GError) error = NULL;

  g_signal_connect_object (print, "done", G_CALLBACK (print_done_cb), self, G_CONNECT_SWAPPED);
  gtk_print_operation_run (GTK_PRINT_OPERATION (print), GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (self), &error);
}

static void
print_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);

  if (!self->job)
    _award_window_run_job (self, _ ("Print"), pages_job, order_new (self, NULL), order_free, laid_free,
                           pages_ready);
}

void
_award_window_class_batch_init (AwardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "win.backup", NULL, backup_activated);
  gtk_widget_class_install_action (widget_class, "win.compute", NULL, compute_activated);
  gtk_widget_class_install_action (widget_class, "win.compute-day", NULL, compute_day_activated);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_activated);
  gtk_widget_class_install_action (widget_class, "win.export-kind", "s", export_kind_activated);
  gtk_widget_class_install_action (widget_class, "win.export-pdf", NULL, export_pdf_activated);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_activated);
}

/* The day up to which employment is known, asked only by who wants another than today. */
static GtkWidget *
compute_popover_new (AwardWindow *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *label = gtk_label_new (_ ("Compute as of"));
  GtkWidget *button = gtk_button_new_with_label (_ ("Compute as of This Day"));

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.compute-day");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_box_append (GTK_BOX (box), button);
  gtk_popover_set_child (GTK_POPOVER (popover), box);

  return popover;
}

/* The arrow of a split button is one of its children, without a name of its own. */
static void
name_arrow (AdwSplitButton *button, const char *name)
{
  GtkWidget *arrow = gtk_widget_get_last_child (GTK_WIDGET (button));

  for (; arrow; arrow = GTK_IS_MENU_BUTTON (arrow) ? gtk_widget_get_first_child (arrow) : NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* What only a window with a ledger needs: after the first frame. */
void
_award_window_ledger_init (AwardWindow *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (RESOURCE_PREFIX "/ui/menus.ui");
  GMenuModel *menu = G_MENU_MODEL (gtk_builder_get_object (builder, "export-menu"));

  adw_split_button_set_menu_model (self->export_button, menu);
  name_arrow (self->export_button, _ ("More formats"));
  name_arrow (self->compute_button, _ ("Compute as of another day"));
  adw_split_button_set_popover (self->compute_button, GTK_POPOVER (compute_popover_new (self)));
}
