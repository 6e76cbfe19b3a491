/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "award-window.h"

G_BEGIN_DECLS

struct _AwardWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children */
  GtkWidget *start_box;
  GtkWidget *end_box;
  GtkWidget *import_button;
  AdwSplitButton *compute_button;
  AdwSplitButton *export_button;
  GtkMenuButton *menu_button;
  GtkMenuButton *batch_button;
  AdwWindowTitle *window_title;
  GtkStack *title_stack;
  GtkLabel *job_label;
  GtkProgressBar *job_progress;
  AdwToastOverlay *toasts;
  GtkStack *stack;

  /* Borrowed */
  GtkWidget *start_page; /* NULL until shown */
};

G_END_DECLS
