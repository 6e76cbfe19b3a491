/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-start-page.h"

struct _AwardStartPage
{
  AdwBin parent_instance;

  /* Template children */
  GtkWidget *new_button;
  AdwPreferencesGroup *recent_group;

  /* Owned */
  GPtrArray *rows; /* borrowed widgets */
};

G_DEFINE_FINAL_TYPE (AwardStartPage, award_start_page, ADW_TYPE_BIN)

static void
award_start_page_dispose (GObject *object)
{
  AwardStartPage *self = AWARD_START_PAGE (object);

  /* The bin would let go of a child that the template has let go of already. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_START_PAGE);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (award_start_page_parent_class)->dispose (object);
}

static void
award_start_page_class_init (AwardStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_start_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardStartPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, AwardStartPage, recent_group);
}

static void
award_start_page_init (AwardStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

GtkWidget *
award_start_page_new (void)
{
  return g_object_new (AWARD_TYPE_START_PAGE, NULL);
}

static GtkWidget *
row_new (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  GtkWidget *row = adw_action_row_new ();

  if (g_str_has_suffix (name, ".duixian"))
    name[strlen (name) - strlen (".duixian")] = '\0';
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), folder);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-recent");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", path);

  return row;
}

void
award_start_page_set_recent (AwardStartPage *self, const char *const *paths)
{
  g_return_if_fail (AWARD_IS_START_PAGE (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->recent_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; paths[i] && self->rows->len < 5; i++)
    if (g_file_test (paths[i], G_FILE_TEST_EXISTS))
      {
        GtkWidget *row = row_new (paths[i]);

        adw_preferences_group_add (self->recent_group, row);
        g_ptr_array_add (self->rows, row);
      }
  gtk_widget_set_visible (GTK_WIDGET (self->recent_group), self->rows->len > 0);
}
