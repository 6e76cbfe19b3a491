/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-entry.h"

/* Rows in which an example of a column is looked for. */
#define SAMPLE_ROWS 20

struct _AwardImportEntry
{
  GObject parent_instance;

  /* Owned */
  char *path;
  char *name;
  char *sheet;
  GPtrArray *sheets;
  AwardImportPlan *plan;
  char *message;
  GPtrArray *columns;       /* AwardEntryColumn */
  GPtrArray *edits;         /* AwardImportEdit that the plan does not know yet, in the order they were made */
  AwardImportRulings *said; /* of names, codes and warnings: what is shown of them */
  AwardTriedTable *tried;   /* NULL: nothing is known yet */

  guint heading_first, heading_last;
  gboolean is_read;
  gboolean is_stale; /* the outlook is shown until there is another */
  gboolean has_target;
  gboolean is_edited;
  gboolean leaves_open;      /* rows of names that are not decided stay out */
  AwardImportTarget target;  /* where has_target */
  AwardImportTarget planned; /* that of the plan */
};

enum
{
  CHANGED,
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AwardImportEntry, award_import_entry, G_TYPE_OBJECT)

static void
entry_column_free (gpointer data)
{
  AwardEntryColumn *column = data;

  g_free (column->column.heading);
  g_free (column->letter);
  g_free (column->sample);
  g_free (column);
}

void
award_read_table_free (AwardReadTable *table)
{
  if (!table)
    return;
  g_free (table->sheet);
  award_import_plan_free (table->plan);
  g_clear_error (&table->error);
  g_free (table);
}

void
award_open_match_free (AwardOpenMatch *match)
{
  g_clear_pointer (&match->candidates, g_ptr_array_unref);
  g_free (match->name);
  g_free (match);
}

void
award_tried_table_free (AwardTriedTable *tried)
{
  g_clear_pointer (&tried->groups, g_ptr_array_unref);
  g_ptr_array_unref (tried->matches);
  g_clear_pointer (&tried->outlook, award_import_outlook_free);
  g_free (tried);
}

/* The table's columns as the plan has them now, which nobody may be using. */
static void
copy_columns (AwardImportEntry *self)
{
  const AwardMapping *mapping = award_import_plan_get_mapping (self->plan);
  const AwardSheet *sheet = award_import_plan_get_sheet (self->plan);

  g_ptr_array_set_size (self->columns, 0);
  for (guint i = 0; i < mapping->n_columns; i++)
    {
      AwardEntryColumn *column = g_new0 (AwardEntryColumn, 1);

      column->column = mapping->columns[i];
      column->column.heading = g_strdup (mapping->columns[i].heading);
      column->letter = award_column_name (i);
      for (guint row = mapping->first_row;
           !column->sample && row < award_sheet_get_n_rows (sheet) && row < mapping->first_row + SAMPLE_ROWS;
           row++)
        if (award_sheet_get_cell (sheet, row, i).type != AWARD_CELL_EMPTY)
          column->sample = g_strdup (award_sheet_get_cell (sheet, row, i).text);
      g_ptr_array_add (self->columns, column);
    }
  self->heading_first = mapping->heading_row + 1;
  self->heading_last = mapping->first_row;
}

static void
drop_trial (AwardImportEntry *self)
{
  g_clear_pointer (&self->tried, award_tried_table_free);
}

static void
award_import_entry_finalize (GObject *object)
{
  AwardImportEntry *self = AWARD_IMPORT_ENTRY (object);

  drop_trial (self);
  award_import_plan_free (self->plan);
  g_clear_pointer (&self->sheets, g_ptr_array_unref);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->edits);
  award_import_rulings_free (self->said);
  g_free (self->path);
  g_free (self->name);
  g_free (self->sheet);
  g_free (self->message);

  G_OBJECT_CLASS (award_import_entry_parent_class)->finalize (object);
}

static void
award_import_entry_class_init (AwardImportEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_import_entry_finalize;

  signals[CHANGED] = g_signal_new ("changed", AWARD_TYPE_IMPORT_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[EDITED] = g_signal_new ("edited", AWARD_TYPE_IMPORT_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
award_import_entry_init (AwardImportEntry *self)
{
  self->columns = g_ptr_array_new_with_free_func (entry_column_free);
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) award_import_edit_free);
  self->said = award_import_rulings_new ();
}

AwardImportEntry *
award_import_entry_new (const char *path)
{
  AwardImportEntry *self = g_object_new (AWARD_TYPE_IMPORT_ENTRY, NULL);

  self->path = g_strdup (path);
  self->name = g_filename_display_basename (path);

  return self;
}

const char *
award_import_entry_get_path (AwardImportEntry *self)
{
  return self->path;
}

const char *
award_import_entry_get_name (AwardImportEntry *self)
{
  return self->name;
}

const char *
award_import_entry_get_sheet (AwardImportEntry *self)
{
  return self->sheet;
}

GPtrArray *
award_import_entry_get_sheets (AwardImportEntry *self)
{
  return self->sheets;
}

AwardEntryState
award_import_entry_get_state (AwardImportEntry *self)
{
  if (!self->is_read)
    return AWARD_ENTRY_READING;
  if (!self->plan)
    return AWARD_ENTRY_UNREADABLE;
  if (!self->has_target)
    return AWARD_ENTRY_EXCLUDED;
  if (!self->tried || self->is_stale)
    return AWARD_ENTRY_TRYING;

  return award_import_entry_count_questions (self) > 0 ? AWARD_ENTRY_QUESTIONS : AWARD_ENTRY_READY;
}

const char *
award_import_entry_get_message (AwardImportEntry *self)
{
  const AwardImportOutlook *outlook = award_import_entry_get_outlook (self);

  return outlook && outlook->error ? outlook->error->message : self->message;
}

const AwardImportTarget *
award_import_entry_get_target (AwardImportEntry *self)
{
  return self->has_target ? &self->target : NULL;
}

const GPtrArray *
award_import_entry_get_columns (AwardImportEntry *self)
{
  return self->columns;
}

gboolean
award_import_entry_get_heading (AwardImportEntry *self, guint *first, guint *last)
{
  *first = self->heading_first;
  *last = self->heading_last;

  return self->heading_last > 0;
}

const AwardImportOutlook *
award_import_entry_get_outlook (AwardImportEntry *self)
{
  return self->tried ? self->tried->outlook : NULL;
}

const GPtrArray *
award_import_entry_get_groups (AwardImportEntry *self)
{
  return self->tried ? self->tried->groups : NULL;
}

guint
award_import_entry_get_n_left_out (AwardImportEntry *self)
{
  return self->tried ? self->tried->n_left_out : 0;
}

guint
award_import_entry_count_questions (AwardImportEntry *self)
{
  const AwardImportOutlook *outlook = award_import_entry_get_outlook (self);
  guint n = 0;

  if (!outlook)
    return 0;
  if (outlook->error)
    return 1;
  for (guint i = 0; outlook->report->is_blocked && i < outlook->report->problems->len; i++)
    n += ((AwardProblem *) outlook->report->problems->pdata[i])->severity == RULES_SEVERITY_ERROR;

  return n + (self->leaves_open ? 0 : self->tried->matches->len);
}

gboolean
award_import_entry_is_edited (AwardImportEntry *self)
{
  return self->is_edited;
}

/* What the last trial said holds no more. */
static void
edited (AwardImportEntry *self)
{
  self->is_edited = TRUE;
  self->is_stale = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[EDITED], 0);
}

void
award_import_entry_set_target (AwardImportEntry *self, const AwardImportTarget *target)
{
  g_return_if_fail (AWARD_IS_IMPORT_ENTRY (self));

  if (target ? self->has_target && award_import_target_is_same (&self->target, target) : !self->has_target)
    return;

  self->has_target = target != NULL;
  if (target)
    self->target = *target;
  /* They are of another table. */
  if (target)
    {
      g_ptr_array_set_size (self->columns, 0);
      g_ptr_array_set_size (self->edits, 0);
    }
  drop_trial (self);
  g_clear_pointer (&self->message, g_free);
  edited (self);
}

void
award_import_entry_set_sheet (AwardImportEntry *self, const char *sheet)
{
  g_return_if_fail (AWARD_IS_IMPORT_ENTRY (self));

  if (g_strcmp0 (self->sheet, sheet) == 0)
    return;

  g_free (self->sheet);
  self->sheet = g_strdup (sheet);
  self->is_read = FALSE;
  self->has_target = FALSE;
  self->heading_last = 0;
  g_clear_pointer (&self->message, g_free);
  g_ptr_array_set_size (self->columns, 0);
  g_ptr_array_set_size (self->edits, 0);
  drop_trial (self);
  edited (self);
}

/* Shown at once; the plan may be busy for a moment. */
static void
show_edit (AwardImportEntry *self, const AwardImportEdit *edit)
{
  AwardColumn *shown;

  award_import_edit_apply_rulings (edit, self->said);
  if (edit->kind != AWARD_EDIT_COLUMN && edit->kind != AWARD_EDIT_UNIT)
    return;

  shown = &((AwardEntryColumn *) self->columns->pdata[edit->column])->column;
  if (edit->kind == AWARD_EDIT_UNIT)
    {
      shown->exponent = edit->exponent;
      shown->unit_source = AWARD_UNIT_SOURCE_PERSON;
      return;
    }
  for (guint i = 0; edit->role != AWARD_COLUMN_IGNORED && i < self->columns->len; i++)
    {
      AwardColumn *other = &((AwardEntryColumn *) self->columns->pdata[i])->column;

      if (i == edit->column || other->role != edit->role || other->fact != edit->fact)
        continue;
      other->role = AWARD_COLUMN_IGNORED;
      other->origin = AWARD_ORIGIN_PERSON;
    }
  shown->role = edit->role;
  shown->fact = edit->fact;
  shown->origin = AWARD_ORIGIN_PERSON;
}

void
award_import_entry_say (AwardImportEntry *self, const AwardImportEdit *edit)
{
  g_return_if_fail (AWARD_IS_IMPORT_ENTRY (self));
  g_return_if_fail ((edit->kind != AWARD_EDIT_COLUMN && edit->kind != AWARD_EDIT_UNIT) ||
                    edit->column < self->columns->len);

  g_ptr_array_add (self->edits, award_import_edit_copy (edit));
  show_edit (self, edit);
  edited (self);
}

void
award_import_entry_leave_open (AwardImportEntry *self)
{
  g_return_if_fail (AWARD_IS_IMPORT_ENTRY (self));

  self->leaves_open = TRUE;
  self->is_edited = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

const AwardImportRulings *
award_import_entry_get_rulings (AwardImportEntry *self)
{
  return self->said;
}

const GPtrArray *
award_import_entry_get_open_matches (AwardImportEntry *self)
{
  return self->leaves_open || !self->tried ? NULL : self->tried->matches;
}

void
award_import_entry_take_table (AwardImportEntry *self, AwardReadTable *table, GPtrArray *sheets)
{
  g_return_if_fail (AWARD_IS_IMPORT_ENTRY (self));

  g_free (self->sheet);
  self->sheet = g_steal_pointer (&table->sheet);
  award_import_plan_free (self->plan);
  self->plan = g_steal_pointer (&table->plan);
  self->has_target = table->has_target;
  self->target = self->planned = table->target;
  g_free (self->message);
  self->message = table->error ? g_strdup (table->error->message) : NULL;
  if (sheets != self->sheets)
    {
      g_clear_pointer (&self->sheets, g_ptr_array_unref);
      self->sheets = sheets ? g_ptr_array_ref (sheets) : NULL;
    }
  self->is_read = TRUE;
  if (self->plan)
    copy_columns (self);
  award_read_table_free (table);
  g_signal_emit (self, signals[CHANGED], 0);
}

AwardImportPlan *
award_import_entry_get_plan (AwardImportEntry *self)
{
  return self->is_read && self->has_target ? self->plan : NULL;
}

gboolean
award_import_entry_get_new_target (AwardImportEntry *self, AwardImportTarget *target)
{
  *target = self->target;

  return award_import_entry_get_plan (self) && !award_import_target_is_same (&self->target, &self->planned);
}

void
award_import_entry_target_is_set (AwardImportEntry *self,
                                  const AwardImportTarget *target,
                                  const GError *error)
{
  /* Meanwhile another may have been chosen. */
  if (error && self->has_target && award_import_target_is_same (&self->target, target))
    {
      self->has_target = FALSE;
      g_free (self->message);
      self->message = g_strdup (error->message);
    }
  if (!error)
    {
      self->planned = *target;
      g_ptr_array_set_size (self->edits, 0);
      copy_columns (self);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
award_import_entry_is_unread (AwardImportEntry *self)
{
  return !self->is_read;
}

void
award_import_entry_apply (AwardImportEntry *self)
{
  if (!self->is_read || !self->plan || !award_import_target_is_same (&self->target, &self->planned) ||
      (self->edits->len == 0 && self->columns->len > 0))
    return;

  for (guint i = 0; i < self->edits->len; i++)
    award_import_edit_apply (self->edits->pdata[i], self->plan);
  g_ptr_array_set_size (self->edits, 0);
  copy_columns (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
award_import_entry_forget (AwardImportEntry *self)
{
  g_return_if_fail (AWARD_IS_IMPORT_ENTRY (self));

  self->is_stale = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
award_import_entry_take_trial (AwardImportEntry *self, AwardTriedTable *tried)
{
  g_return_if_fail (AWARD_IS_IMPORT_ENTRY (self));

  drop_trial (self);
  self->tried = tried;
  self->is_stale = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}
