/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-help.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

/* What of Markdown the texts use: headings, paragraphs, lists, tables, fences, **strong** and `code`. */
typedef struct
{
  GtkBox *box;
  GString *paragraph; /* markup of the lines read so far */
  GtkGrid *table;     /* being filled, nullable */
  int table_row;
  GString *code; /* of an open fence, nullable */
} Reader;

static GtkWidget *
make_label (const char *markup, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* Pango markup of a line: what stands between ** is bold, between ` a typewriter's. */
static char *
line_markup (const char *line, gssize length)
{
  g_autofree char *escaped = g_markup_escape_text (line, length);
  GString *markup = g_string_new (NULL);
  gboolean strong = FALSE, code = FALSE;

  for (const char *c = escaped; *c != '\0'; c++)
    if (!code && c[0] == '*' && c[1] == '*')
      {
        g_string_append (markup, strong ? "</b>" : "<b>");
        strong = !strong;
        c++;
      }
    else if (*c == '`')
      {
        g_string_append (markup, code ? "</tt>" : "<tt>");
        code = !code;
      }
    else
      g_string_append_c (markup, *c);

  if (code)
    g_string_append (markup, "</tt>");
  if (strong)
    g_string_append (markup, "</b>");
  return g_string_free (markup, FALSE);
}

static void
end_paragraph (Reader *self)
{
  GtkWidget *label;

  if (self->paragraph->len == 0)
    return;

  label = make_label (self->paragraph->str, NULL);
  if (g_str_has_prefix (self->paragraph->str, "• ") || g_ascii_isdigit (*self->paragraph->str))
    gtk_widget_set_margin_start (label, 12);
  gtk_box_append (self->box, label);
  g_string_truncate (self->paragraph, 0);
}

/* A line goes on with the one before it; between Chinese characters no blank is needed. */
static void
add_line (Reader *self, const char *line)
{
  g_autofree char *markup = line_markup (line, -1);

  if (self->paragraph->len > 0 && g_ascii_isalnum (self->paragraph->str[self->paragraph->len - 1]) &&
      g_ascii_isalnum (*markup))
    g_string_append_c (self->paragraph, ' ');
  g_string_append (self->paragraph, markup);
}

static void
add_heading (Reader *self, const char *line)
{
  gsize level = strspn (line, "#");
  g_autofree char *markup = line_markup (line + level + 1, -1);
  GtkWidget *label = make_label (markup, level == 1 ? "title-1" : level == 2 ? "title-3" : "heading");

  end_paragraph (self);
  if (level > 1)
    gtk_widget_set_margin_top (label, 12);
  gtk_box_append (self->box, label);
}

/* | cell | cell |; the row of dashes below the headings says nothing. */
static void
add_row (Reader *self, const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line + 1, "|", -1);

  if (strspn (line, "|- ") == strlen (line))
    return;
  if (self->table == NULL)
    {
      end_paragraph (self);
      self->table = GTK_GRID (gtk_grid_new ());
      self->table_row = 0;
      gtk_grid_set_column_spacing (self->table, 24);
      gtk_grid_set_row_spacing (self->table, 6);
      gtk_widget_set_margin_start (GTK_WIDGET (self->table), 12);
      gtk_box_append (self->box, GTK_WIDGET (self->table));
    }

  for (int i = 0; cells[i] != NULL && cells[i + 1] != NULL; i++)
    {
      g_autofree char *markup = line_markup (g_strstrip (cells[i]), -1);
      GtkWidget *label = make_label (markup, self->table_row == 0 ? "heading" : NULL);

      gtk_label_set_max_width_chars (GTK_LABEL (label), 56);
      gtk_grid_attach (self->table, label, i, self->table_row, 1, 1);
    }
  self->table_row++;
}

static void
end_code (Reader *self)
{
  g_autofree char *escaped = g_markup_escape_text (self->code->str, -1);
  g_autofree char *markup = g_strconcat ("<tt>", g_strchomp (escaped), "</tt>", NULL);
  GtkWidget *label = make_label (markup, "card");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "award-card");
  gtk_box_append (self->box, label);
  g_string_free (g_steal_pointer (&self->code), TRUE);
}

static void
read_line (Reader *self, const char *line)
{
  const char *start = line + strspn (line, " ");

  if (g_str_has_prefix (line, "```"))
    {
      end_paragraph (self);
      if (self->code)
        end_code (self);
      else
        self->code = g_string_new (NULL);
      return;
    }
  if (self->code)
    {
      /* The file is written with the first line of a fence empty. */
      if (self->code->len > 0 || *line != '\0')
        g_string_append_printf (self->code, "%s\n", line);
      return;
    }
  if (*start == '|')
    {
      add_row (self, start);
      return;
    }

  self->table = NULL;
  if (*line == '#')
    {
      add_heading (self, line);
    }
  else if (*start == '\0')
    {
      end_paragraph (self);
    }
  else if (g_str_has_prefix (start, "- "))
    {
      end_paragraph (self);
      g_string_append (self->paragraph, "• ");
      add_line (self, start + 2);
    }
  else
    {
      if (g_ascii_isdigit (start[0]) && start[1] == '.')
        end_paragraph (self);
      add_line (self, start);
    }
}

static GtkWidget *
make_page (const char *resource)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  Reader reader = { .box = GTK_BOX (box), .paragraph = g_string_new (NULL) };

  for (guint i = 0; lines[i] != NULL; i++)
    read_line (&reader, lines[i]);
  end_paragraph (&reader);
  g_string_free (reader.paragraph, TRUE);

  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 36);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);

  return scrolled;
}

static gboolean
escape_pressed (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

void
award_help_present (GtkWindow *parent)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *switcher = gtk_stack_switcher_new ();
  GtkWidget *stack = gtk_stack_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_stack_add_titled (GTK_STACK (stack), make_page (RESOURCE_PREFIX "/help.zh_CN.md"), "help",
                        _ ("Using Duixian"));
  gtk_stack_add_titled (GTK_STACK (stack), make_page (RESOURCE_PREFIX "/policy-guide.zh_CN.md"), "policies",
                        _ ("Writing a Policy"));
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (stack));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), switcher);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), stack);

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_callback_action_new (escape_pressed, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Help"));
  gtk_window_set_default_size (GTK_WINDOW (window), 920, 640);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}
