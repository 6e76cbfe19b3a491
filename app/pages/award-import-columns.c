/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-columns.h"

#include <glib/gi18n.h>

#include "award-chooser.h"
#include "award-words.h"

/* Columns listed; nobody has a table with more that mean something. */
#define MOST_COLUMNS 256

/* The line of one column. */
typedef struct
{
  AwardImportColumns *owner;
  guint column;
  GtkImage *icon;
  GtkMenuButton *meaning;
  GtkLabel *meaning_text;
  GtkMenuButton *unit;
  GtkLabel *unit_text;
  GtkLabel *origin;
} Line;

struct _AwardImportColumns
{
  AdwBin parent_instance;

  /* Owned by the widget tree */
  GtkGrid *grid;
  GtkWidget *more;

  /* Owned */
  AwardImportEntry *entry;
  GPtrArray *meanings; /* AwardMeaning, of its target; NULL: none */
  GPtrArray *lines;    /* Line */
  gulong handler;
  AwardImportTarget target; /* that of the meanings */
};

enum
{
  PLACE_ICON,
  PLACE_LETTER,
  PLACE_HEADING,
  PLACE_MEANING,
  PLACE_UNIT,
  PLACE_ORIGIN,
  PLACE_SAMPLE,
};

G_DEFINE_FINAL_TYPE (AwardImportColumns, award_import_columns, ADW_TYPE_BIN)

static const AwardEntryColumn *
get_column (AwardImportColumns *self, guint i)
{
  return award_import_entry_get_columns (self->entry)->pdata[i];
}

static const AwardMeaning *
find_meaning (AwardImportColumns *self, const AwardColumn *column)
{
  for (guint i = 0; i < self->meanings->len; i++)
    {
      const AwardMeaning *meaning = self->meanings->pdata[i];

      if (meaning->role == column->role && (!meaning->fact || meaning->index == column->fact))
        return meaning;
    }

  return self->meanings->pdata[0];
}

/* "表头", "表头 · 单位行": what says what the column is, and in which unit. */
static char *
origin_text (const AwardColumn *column, gboolean has_unit)
{
  static const char *const origins[] = { "", N_ ("similar words"), N_ ("heading"), N_ ("earlier answer"),
                                         N_ ("said now") };
  static const char *const units[] = { N_ ("no unit named"), N_ ("heading"), N_ ("unit line"),
                                       N_ ("earlier answer"), N_ ("said now") };
  const char *origin = *origins[column->origin] ? _ (origins[column->origin]) : "";

  if (column->role == AWARD_COLUMN_IGNORED && column->origin != AWARD_ORIGIN_PERSON)
    return g_strdup ("");
  if (!has_unit || g_str_equal (origin, _ (units[column->unit_source])))
    return g_strdup (origin);

  return g_strdup_printf (_ ("%s; unit: %s"), origin, _ (units[column->unit_source]));
}

static gboolean
is_asked_about (AwardImportColumns *self, const char *letter)
{
  const AwardImportOutlook *outlook = award_import_entry_get_outlook (self->entry);

  for (guint i = 0;
       outlook && outlook->report && outlook->report->is_blocked && i < outlook->report->problems->len; i++)
    {
      const AwardProblem *problem = outlook->report->problems->pdata[i];

      if (g_strcmp0 (problem->column, letter) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
show_unit (Line *line, const AwardEntryColumn *shown, const AwardMeaning *meaning)
{
  guint n;
  const AwardUnitChoice *choices = award_unit_choices_get (meaning->fact, &n);
  g_autofree char *name = g_strdup_printf (_ ("Unit of column %s"), shown->letter);
  const char *unit = "";

  for (guint i = 0; i < n; i++)
    if (choices[i].exponent == shown->column.exponent)
      unit = choices[i].name;
  gtk_label_set_text (line->unit_text, unit);
  gtk_widget_set_visible (GTK_WIDGET (line->unit), n > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->unit), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update_line (Line *line)
{
  AwardImportColumns *self = line->owner;
  const AwardEntryColumn *shown = get_column (self, line->column);
  const AwardMeaning *meaning = find_meaning (self, &shown->column);
  const gboolean is_ignored = meaning->role == AWARD_COLUMN_IGNORED;
  const gboolean is_doubtful = is_asked_about (self, shown->letter);
  g_autofree char *name = g_strdup_printf (_ ("Meaning of column %s"), shown->letter);
  g_autofree char *origin = NULL;
  guint n_units;

  award_unit_choices_get (meaning->fact, &n_units);
  origin = origin_text (&shown->column, n_units > 0);
  gtk_label_set_text (line->meaning_text, meaning->label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (line->meaning), meaning->label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->meaning), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (is_ignored)
    gtk_widget_add_css_class (GTK_WIDGET (line->meaning_text), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (line->meaning_text), "dim-label");
  gtk_widget_set_opacity (GTK_WIDGET (line->icon), is_doubtful ? 1 : 0);
  show_unit (line, shown, meaning);
  gtk_label_set_text (line->origin, origin);
}

static void
chosen_cb (GtkPopover *chooser, guint position, gpointer data)
{
  Line *line = data;
  const AwardMeaning *meaning = line->owner->meanings->pdata[position];

  award_import_entry_say (line->owner->entry, &(AwardImportEdit){ .kind = AWARD_EDIT_COLUMN,
                                                                  .column = line->column,
                                                                  .role = meaning->role,
                                                                  .fact = meaning->index });
}

/* Which other column is this already, if one is. */
static char *
find_other (AwardImportColumns *self, const AwardMeaning *meaning)
{
  for (guint i = 0; meaning->role != AWARD_COLUMN_IGNORED && i < self->lines->len; i++)
    {
      const AwardEntryColumn *shown = get_column (self, ((Line *) self->lines->pdata[i])->column);

      if (find_meaning (self, &shown->column) == meaning)
        return g_strdup_printf (_ ("column %s"), shown->letter);
    }

  return NULL;
}

/* The list of meanings is made when it is asked for: a table may have very many columns. */
static void
make_chooser (GtkMenuButton *button, gpointer data)
{
  Line *line = data;
  AwardImportColumns *self = line->owner;
  GtkWidget *chooser = award_chooser_new (_ ("Find a meaning"), _ ("Meanings"));

  for (guint i = 0; i < self->meanings->len; i++)
    {
      const AwardMeaning *meaning = self->meanings->pdata[i];
      g_autofree char *other = find_other (self, meaning);

      award_chooser_add (AWARD_CHOOSER (chooser), meaning->label, other,
                         meaning->fact ? meaning->fact->id : NULL);
    }
  g_signal_connect (chooser, "chosen", G_CALLBACK (chosen_cb), line);
  gtk_menu_button_set_popover (button, chooser);
}

static void
make_unit_menu (GtkMenuButton *button, gpointer data)
{
  Line *line = data;
  const AwardEntryColumn *shown = get_column (line->owner, line->column);
  g_autoptr (GMenu) menu = g_menu_new ();
  guint n;
  const AwardUnitChoice *choices =
      award_unit_choices_get (find_meaning (line->owner, &shown->column)->fact, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (choices[i].name, NULL);

      g_menu_item_set_action_and_target (item, "columns.unit", "(ui)", line->column, choices[i].exponent);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
unit_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint column;
  int exponent;

  g_variant_get (parameter, "(ui)", &column, &exponent);
  award_import_entry_say (
      AWARD_IMPORT_COLUMNS (widget)->entry,
      &(AwardImportEdit){ .kind = AWARD_EDIT_UNIT, .column = column, .exponent = exponent });
}

static GtkWidget *
label_new (const char *text, gboolean is_dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (text && *text)
    gtk_widget_set_tooltip_text (label, text);
  if (is_dim)
    gtk_widget_add_css_class (label, "dim-label");

  return label;
}

static GtkMenuButton *
button_new (GtkLabel **text, int width)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (gtk_menu_button_new ());

  *text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (*text, 0);
  gtk_label_set_ellipsize (*text, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (*text), TRUE);
  gtk_menu_button_set_child (button, GTK_WIDGET (*text));
  gtk_menu_button_set_always_show_arrow (button, TRUE);
  /* GTK puts text and arrow in the middle. */
  gtk_widget_set_halign (gtk_widget_get_parent (GTK_WIDGET (*text)), GTK_ALIGN_FILL);
  gtk_widget_add_css_class (GTK_WIDGET (button), "award-choice");
  gtk_widget_set_size_request (GTK_WIDGET (button), width, -1);
  gtk_widget_set_valign (GTK_WIDGET (button), GTK_ALIGN_CENTER);

  return button;
}

static void
add_line (AwardImportColumns *self, guint column)
{
  const AwardEntryColumn *shown = get_column (self, column);
  Line *line = g_new0 (Line, 1);
  const int row = (int) self->lines->len + 1;
  GtkWidget *heading = label_new (*shown->column.heading ? shown->column.heading : "—", FALSE);
  g_autofree char *found = shown->sample ? award_words_masked (shown->sample) : NULL;
  GtkWidget *sample = label_new (found, TRUE);

  line->owner = self;
  line->column = column;
  line->icon = GTK_IMAGE (gtk_image_new_from_icon_name ("award-review-symbolic"));
  gtk_widget_add_css_class (GTK_WIDGET (line->icon), "award-doubt");
  gtk_accessible_update_state (GTK_ACCESSIBLE (line->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  line->meaning = button_new (&line->meaning_text, 190);
  line->unit = button_new (&line->unit_text, 96);
  line->origin = GTK_LABEL (label_new (NULL, TRUE));
  gtk_label_set_ellipsize (line->origin, PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (line->origin), "caption");
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_label_set_lines (GTK_LABEL (heading), 2);
  gtk_label_set_width_chars (GTK_LABEL (heading), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (heading), 26);
  gtk_widget_set_hexpand (sample, TRUE);
  gtk_label_set_width_chars (GTK_LABEL (sample), 10);
  gtk_widget_add_css_class (sample, "caption");
  gtk_menu_button_set_create_popup_func (line->meaning, make_chooser, line, NULL);
  gtk_menu_button_set_create_popup_func (line->unit, make_unit_menu, line, NULL);

  gtk_grid_attach (self->grid, GTK_WIDGET (line->icon), PLACE_ICON, row, 1, 1);
  gtk_grid_attach (self->grid, label_new (shown->letter, TRUE), PLACE_LETTER, row, 1, 1);
  gtk_grid_attach (self->grid, heading, PLACE_HEADING, row, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (line->meaning), PLACE_MEANING, row, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (line->unit), PLACE_UNIT, row, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (line->origin), PLACE_ORIGIN, row, 1, 1);
  gtk_grid_attach (self->grid, sample, PLACE_SAMPLE, row, 1, 1);
  g_ptr_array_add (self->lines, line);
}

static void
clear_lines (AwardImportColumns *self)
{
  while (self->lines->len > 0)
    {
      gtk_grid_remove_row (self->grid, 1);
      g_ptr_array_set_size (self->lines, (int) self->lines->len - 1);
    }
}

/* Whether a column says anything a person could give a meaning to. */
static gboolean
is_listed (const AwardEntryColumn *shown)
{
  return *shown->column.heading || shown->column.role != AWARD_COLUMN_IGNORED ||
         (shown->sample && *shown->sample);
}

/* Makes the lines anew, for another table. */
static void
make_lines (AwardImportColumns *self)
{
  const AwardImportTarget *target = award_import_entry_get_target (self->entry);
  const GPtrArray *columns = award_import_entry_get_columns (self->entry);
  guint n_left = 0;

  clear_lines (self);
  g_clear_pointer (&self->meanings, g_ptr_array_unref);
  if (!target)
    return;

  self->target = *target;
  self->meanings = award_import_target_list_meanings (target);
  for (guint i = 0; i < columns->len; i++)
    {
      if (!is_listed (columns->pdata[i]))
        continue;
      if (self->lines->len < MOST_COLUMNS)
        add_line (self, i);
      else
        n_left++;
    }
  gtk_widget_set_visible (self->more, n_left > 0);
}

static gboolean
is_of_target (AwardImportColumns *self, const AwardImportTarget *target)
{
  return target && self->meanings && award_import_target_is_same (&self->target, target);
}

/* Whether the lines are of other columns than the entry has now. */
static gboolean
must_be_made (AwardImportColumns *self)
{
  const GPtrArray *columns = award_import_entry_get_columns (self->entry);

  return !is_of_target (self, award_import_entry_get_target (self->entry)) ||
         (self->lines->len == 0) != (columns->len == 0) ||
         (self->lines->len > 0 &&
          ((Line *) self->lines->pdata[self->lines->len - 1])->column >= columns->len);
}

static void
changed_cb (AwardImportColumns *self)
{
  if (must_be_made (self))
    make_lines (self);
  for (guint i = 0; i < self->lines->len; i++)
    update_line (self->lines->pdata[i]);
}

void
award_import_columns_set_entry (AwardImportColumns *self, AwardImportEntry *entry)
{
  g_return_if_fail (AWARD_IS_IMPORT_COLUMNS (self));

  if (self->entry == entry)
    return;

  if (self->entry)
    g_clear_signal_handler (&self->handler, self->entry);
  clear_lines (self);
  g_clear_pointer (&self->meanings, g_ptr_array_unref);
  g_set_object (&self->entry, entry);
  if (!entry)
    return;
  self->handler = g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  changed_cb (self);
}

static void
award_import_columns_dispose (GObject *object)
{
  AwardImportColumns *self = AWARD_IMPORT_COLUMNS (object);

  award_import_columns_set_entry (self, NULL);

  G_OBJECT_CLASS (award_import_columns_parent_class)->dispose (object);
}

static void
award_import_columns_finalize (GObject *object)
{
  g_ptr_array_unref (AWARD_IMPORT_COLUMNS (object)->lines);

  G_OBJECT_CLASS (award_import_columns_parent_class)->finalize (object);
}

static void
award_import_columns_class_init (AwardImportColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = award_import_columns_dispose;
  G_OBJECT_CLASS (klass)->finalize = award_import_columns_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "columns.unit", "(ui)", unit_activated);
}

static void
award_import_columns_init (AwardImportColumns *self)
{
  static const char *const titles[] = { NULL,        N_ ("Column"), N_ ("Heading"), N_ ("Meaning"),
                                        N_ ("Unit"), N_ ("From"),   N_ ("Example") };
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 8);
  gtk_grid_set_row_spacing (self->grid, 2);
  for (guint i = 1; i < G_N_ELEMENTS (titles); i++)
    {
      GtkWidget *title = label_new (_ (titles[i]), TRUE);

      gtk_widget_add_css_class (title, "caption-heading");
      gtk_grid_attach (self->grid, title, (int) i, 0, 1, 1);
    }
  self->more = label_new (_ ("The table has more columns; those further right are not read."), TRUE);
  gtk_widget_set_visible (self->more, FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  gtk_box_append (GTK_BOX (box), self->more);
  gtk_widget_add_css_class (box, "award-card");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_vexpand (scroller, TRUE);
  adw_bin_set_child (ADW_BIN (self), scroller);
}
