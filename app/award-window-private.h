/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's insides, shared by its source files: award-window.c (ledger and tabs), -actions.c (what the
 * user asks for), -batch.c (compute, export, print), -batches.c (which
 * batch), -import.c (tables), -imports.c (those that came in), -jobs.c (what runs
 * meanwhile), -tabs.c. */
#pragma once

#include "award-job.h"
#include "award-group-page.h"
#include "award-import-assistant.h"
#include "award-lookup.h"
#include "award-window.h"

G_BEGIN_DECLS

/* Rows that an import left out, to be saved as a workbook. */
typedef struct
{
  GPtrArray *entries; /* AwardImportEntry */
  GPtrArray *reports; /* AwardImportReport, one each */
  char *path;         /* of the workbook, once chosen */
} AwardLeftOut;

void _award_left_out_free (AwardLeftOut *left_out);

struct _AwardWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children */
  GtkWidget *import_button;
  AdwSplitButton *compute_button;
  AdwSplitButton *export_button;
  GtkWidget *print_button;
  GtkWidget *panel_button;
  GtkMenuButton *menu_button;
  GtkMenuButton *batch_button;
  AdwWindowTitle *window_title;
  GtkStack *title_stack;
  GtkLabel *job_label;
  GtkProgressBar *job_progress;
  AdwToastOverlay *toasts;
  GtkStack *stack;

  /* Owned by the widget tree, NULL until shown */
  GtkWidget *start_page;
  GtkNotebook *notebook;
  GtkWidget *overview;
  GtkWidget *assessment; /* NULL where no measure assesses regions */
  GtkWidget *registers_tab;
  GtkWidget *registers; /* in it; NULL until it is seen */
  GtkMenuButton *finder;
  GtkCalendar *calendar;

  /* Owned */
  char *path; /* of the ledger shown or being opened */
  AwardLedger *ledger;
  AwardLookup *lookup;
  AwardBatch *batch;
  GPtrArray *measures; /* const RulesMeasure: those with a tab */
  GPtrArray *groups;   /* AwardGroupPage, borrowed from the notebook */
  GPtrArray *marks;    /* GtkLabel of each group's tab: how many claims need a person */
  GListModel *tables;  /* files to import once the ledger is open */
  AwardImportAssistant *assistant; /* borrowed from GTK; NULL: none is open */
  AwardLeftOut *left_out;
  AdwToast *undo_toast; /* the last one; it may be gone from sight */
  GtkNativeDialog *chooser;
  GPtrArray *new_policies; /* RulesPolicy: those the ledger being made is for */

  /* The job that runs; NULL for none */
  AwardJob *job;
  guint job_timer;
  gint64 job_started; /* monotonic, µs */

  gint64 n_claims;
  gint64 n_undecided;
  gboolean is_outdated; /* a setting changed since the last compute */
  gboolean is_closing;
  guint export_kind; /* AwardWorkbookKind asked for in the file dialog shown */
  gboolean shows_panel;
};

/* Called with the result of a job, on success. */
typedef void (*AwardWindowDone) (AwardWindow *self, gpointer result);
/* Called with the file chosen. */
typedef void (*AwardWindowChosen) (AwardWindow *self, GFile *file);

void              _award_window_class_actions_init (AwardWindowClass *klass);
void              _award_window_class_batch_init   (AwardWindowClass *klass);
void              _award_window_class_batches_init (AwardWindowClass *klass);
void              _award_window_class_import_init  (AwardWindowClass *klass);
void              _award_window_class_imports_init (AwardWindowClass *klass);
void              _award_window_class_tabs_init    (AwardWindowClass *klass);
void              _award_window_class_undo_init    (AwardWindowClass *klass);
void              _award_window_actions_init       (AwardWindow      *self);
/* The menus only a window with a ledger needs. */
void              _award_window_ledger_init        (AwardWindow      *self);
/* Enables what can be done now, and suggests the next step. */
void              _award_window_update_actions     (AwardWindow      *self);
/* Makes the tabs for @totals (AwardTotal) when they are others than before, and marks them. */
void              _award_window_show_tabs          (AwardWindow      *self,
                                                    const GPtrArray  *totals);
/* Everything shown follows the ledger as it is now. */
void              _award_window_refresh            (AwardWindow      *self);
AwardGroupPage   *_award_window_get_group          (AwardWindow      *self);
void              _award_window_show_claims        (AwardWindow      *self,
                                                    const char       *policy,
                                                    const char       *measure,
                                                    AwardShow         show,
                                                    gint64            id);
void              _award_window_set_batch          (AwardWindow      *self,
                                                    const char       *name);
/* The menu behind the title. */
void              _award_window_show_batches       (AwardWindow      *self);
void              _award_window_toast              (AwardWindow      *self,
                                                    const char       *text);
/* A toast that opens the file at @path. */
void              _award_window_toast_file         (AwardWindow      *self,
                                                    const char       *text,
                                                    const char       *path);
void              _award_window_show_error         (AwardWindow      *self,
                                                    const char       *heading,
                                                    const char       *message);
/* Runs @func in a thread; one job at a time. Failures are shown with @heading. */
void              _award_window_run_job            (AwardWindow      *self,
                                                    const char       *title,
                                                    AwardJobFunc      func,
                                                    gpointer          data,
                                                    GDestroyNotify    free_data,
                                                    GDestroyNotify    free_result,
                                                    AwardWindowDone   done);
void              _award_window_cancel_job         (AwardWindow      *self);
/* A native dialog for a file to open (@name NULL) or to write as @name; ends with @suffix when written. */
void              _award_window_choose_file        (AwardWindow      *self,
                                                    const char       *title,
                                                    const char       *name,
                                                    const char       *suffix,
                                                    const char       *type,
                                                    const char       *folder_key,
                                                    AwardWindowChosen chosen);
/* Offers self->tables in the import assistant. */
void              _award_window_offer_tables       (AwardWindow      *self);
/* A toast after an import, to take it back. */
void              _award_window_offer_undo         (AwardWindow      *self,
                                                    const char       *text);

G_END_DECLS
