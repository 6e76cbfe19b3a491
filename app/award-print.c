/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-print.h"

struct _AwardPrint
{
  GtkPrintOperation parent_instance;

  /* Owned */
  AwardPages *pages;
};

G_DEFINE_FINAL_TYPE (AwardPrint, award_print, GTK_TYPE_PRINT_OPERATION)

static void
award_print_begin_print (GtkPrintOperation *operation, GtkPrintContext *context)
{
  gtk_print_operation_set_n_pages (operation, (int) award_pages_get_n_pages (AWARD_PRINT (operation)->pages));
}

static void
award_print_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page)
{
  award_pages_draw (AWARD_PRINT (operation)->pages, (guint) page,
                    gtk_print_context_get_cairo_context (context));
}

static void
award_print_finalize (GObject *object)
{
  award_pages_free (AWARD_PRINT (object)->pages);

  G_OBJECT_CLASS (award_print_parent_class)->finalize (object);
}

static void
award_print_class_init (AwardPrintClass *klass)
{
  GtkPrintOperationClass *operation_class = GTK_PRINT_OPERATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = award_print_finalize;
  operation_class->begin_print = award_print_begin_print;
  operation_class->draw_page = award_print_draw_page;
}

static void
award_print_init (AwardPrint *self)
{
}

AwardPrint *
award_print_new (AwardPages *pages, const char *name)
{
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  AwardPrint *self = g_object_new (AWARD_TYPE_PRINT, "unit", GTK_UNIT_POINTS, "use-full-page", TRUE,
                                   "job-name", name, "embed-page-setup", FALSE, "allow-async", TRUE, NULL);

  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  /* Where "print to file" writes unless told otherwise: never the folder the program was started in. */
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, name);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_DIR, documents ? documents : g_get_home_dir ());
  gtk_print_operation_set_print_settings (GTK_PRINT_OPERATION (self), settings);

  gtk_page_setup_set_paper_size_and_default_margins (setup, paper);
  gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (GTK_PRINT_OPERATION (self), setup);
  self->pages = pages;

  return self;
}
