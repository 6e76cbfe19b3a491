/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-rejects.h"

#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "award-import-mapping.h"
#include "award-original.h"
#include "award-register-table.h"
#include "award-table-workbook.h"
#include "award-words.h"

struct _AwardRejects
{
  AwardTableWorkbook *workbook;
  gboolean has_sheet;
};

/* What is wrong with a row. */
typedef struct
{
  GString *reasons;
  GPtrArray *columns; /* char *: "C" */
} Fault;

/* A table whose rows are written out. */
typedef struct
{
  const AwardSheet *sheet;
  const char *file;   /* its name */
  guint first_row;    /* of the data */
  guint heading_row;  /* the first of the heading */
  guint n_columns;    /* of the table itself: what an earlier workbook of this kind added is not of it */
  GHashTable *faults; /* row, from 1 → Fault */
} Table;

static void
fault_free (gpointer data)
{
  Fault *fault = data;

  g_string_free (fault->reasons, TRUE);
  g_ptr_array_unref (fault->columns);
  g_free (fault);
}

AwardRejects *
award_rejects_new (const char *path, GError **error)
{
  AwardTableWorkbook *workbook = award_table_workbook_new (path, error);
  AwardRejects *self;

  if (workbook == NULL)
    return NULL;
  self = g_new0 (AwardRejects, 1);
  self->workbook = workbook;
  return self;
}

void
award_rejects_free (AwardRejects *self)
{
  if (self == NULL)
    return;
  award_table_workbook_free (self->workbook);
  g_free (self);
}

static GHashTable *
faults_new (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, fault_free);
}

/* Notes an error of a row. */
static void
add_fault (GHashTable *faults,
           RulesSeverity severity,
           const char *code,
           guint row,
           const char *column,
           const char *found)
{
  g_autofree char *message = NULL;
  Fault *fault;

  if (severity != RULES_SEVERITY_ERROR || row == 0)
    return;
  fault = g_hash_table_lookup (faults, GUINT_TO_POINTER (row));
  if (fault == NULL)
    {
      fault = g_new (Fault, 1);
      *fault = (Fault){ g_string_new (NULL), g_ptr_array_new_with_free_func (g_free) };
      g_hash_table_insert (faults, GUINT_TO_POINTER (row), fault);
    }
  message = award_words_problem (code, found);
  if (fault->reasons->len > 0)
    g_string_append_c (fault->reasons, '\n');
  if (column != NULL)
    {
      g_string_append_printf (fault->reasons, _ ("Column %s: %s"), column, message);
      g_ptr_array_add (fault->columns, g_strdup (column));
    }
  else
    g_string_append (fault->reasons, message);
}

/* The cell as a table of its own has it; what a column of merged cells says holds for each of its rows. */
static AwardTableCell
copy_cell (const Table *table, guint row, guint column, AwardTableLook look)
{
  AwardCell cell = award_sheet_get_cell (table->sheet, row, column);
  AwardTableValue value = AWARD_TABLE_TEXT;

  for (guint i = 0; cell.type == AWARD_CELL_EMPTY && i < award_sheet_get_n_merged (table->sheet); i++)
    {
      const AwardMergedCells merged = award_sheet_get_merged (table->sheet, i);

      if (merged.first_row >= table->first_row && row > merged.first_row && row <= merged.last_row &&
          column == merged.first_column && column == merged.last_column)
        cell = award_sheet_get_cell (table->sheet, merged.first_row, column);
    }
  if (cell.type == AWARD_CELL_NUMBER)
    value = cell.is_percent ? AWARD_TABLE_PERCENT : AWARD_TABLE_NUMBER;
  else if (cell.type == AWARD_CELL_DATE)
    value = AWARD_TABLE_DATE;
  else if (cell.type == AWARD_CELL_BOOLEAN)
    value = AWARD_TABLE_BOOLEAN;
  return (AwardTableCell){ value, look, cell.text };
}

/* Row @from of the table becomes row @to of the workbook; @fault: nullable. */
static gboolean
copy_row (AwardRejects *self, const Table *table, guint from, guint to, const Fault *fault, GError **error)
{
  const AwardTableLook look = from >= table->first_row     ? AWARD_TABLE_ROW
                              : from >= table->heading_row ? AWARD_TABLE_HEADING
                                                           : AWARD_TABLE_ABOVE;

  for (guint column = 0; column < table->n_columns; column++)
    {
      g_autofree char *letter = fault != NULL ? award_column_name (column) : NULL;
      const gboolean is_at_fault =
          fault != NULL && g_ptr_array_find_with_equal_func (fault->columns, letter, g_str_equal, NULL);

      if (!award_table_workbook_write (
              self->workbook, to, column,
              copy_cell (table, from, column, is_at_fault ? AWARD_TABLE_FAULT : look), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_heading (AwardRejects *self, const Table *table, guint column, const char *text, GError **error)
{
  const AwardTableCell cell = { AWARD_TABLE_TEXT, AWARD_TABLE_HEADING, text };
  const guint last = table->first_row - 1;

  if (table->heading_row < last &&
      !award_table_workbook_merge (self->workbook, table->heading_row, column, last, column, cell, error))
    return FALSE;
  return award_table_workbook_write (self->workbook, table->heading_row, column, cell, error);
}

/* Title, unit and heading: without them nobody, and no import, knows what the columns are. */
static gboolean
copy_top (AwardRejects *self, const Table *table, GError **error)
{
  for (guint row = 0; row < table->first_row; row++)
    if (!copy_row (self, table, row, row, NULL, error))
      return FALSE;
  for (guint i = 0; i < award_sheet_get_n_merged (table->sheet); i++)
    {
      AwardMergedCells cells = award_sheet_get_merged (table->sheet, i);
      const AwardTableLook look =
          cells.first_row >= table->heading_row ? AWARD_TABLE_HEADING : AWARD_TABLE_ABOVE;

      cells.last_column = MIN (cells.last_column, table->n_columns - 1);
      if (cells.last_row < table->first_row && cells.first_column <= cells.last_column &&
          (cells.last_row > cells.first_row || cells.last_column > cells.first_column) &&
          !award_table_workbook_merge (self->workbook, cells.first_row, cells.first_column, cells.last_row,
                                       cells.last_column,
                                       copy_cell (table, cells.first_row, cells.first_column, look), error))
        return FALSE;
    }
  return write_heading (self, table, table->n_columns, _ ("Why it was not used"), error) &&
         write_heading (self, table, table->n_columns + 1, _ ("Where it stands"), error);
}

/* Columns up to those that an earlier workbook of this kind added. */
static guint
count_columns (const AwardSheet *sheet, guint heading_row, guint first_row)
{
  const guint n = award_sheet_get_n_columns (sheet);

  for (guint row = heading_row; row < first_row; row++)
    for (guint column = 1; column < n; column++)
      if (strcmp (award_sheet_get_cell (sheet, row, column).text, _ ("Why it was not used")) == 0)
        return column;
  return n;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const guint x = GPOINTER_TO_UINT (*(const gpointer *) a), y = GPOINTER_TO_UINT (*(const gpointer *) b);

  return (x > y) - (x < y);
}

static gboolean
write_table (AwardRejects *self, const Table *table, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer number;
  guint to = table->first_row;

  if (!award_table_workbook_add_sheet (self->workbook, award_sheet_get_name (table->sheet), error))
    return FALSE;
  self->has_sheet = TRUE;
  for (guint column = 0; column < table->n_columns; column++)
    if (award_sheet_get_width (table->sheet, column) > 0)
      award_table_workbook_set_width (self->workbook, column, award_sheet_get_width (table->sheet, column));
  if (!copy_top (self, table, error))
    return FALSE;
  g_hash_table_iter_init (&iter, table->faults);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    g_ptr_array_add (rows, number);
  g_ptr_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++, to++)
    {
      const guint row = GPOINTER_TO_UINT (rows->pdata[i]);
      const Fault *fault = g_hash_table_lookup (table->faults, rows->pdata[i]);
      g_autofree char *place =
          g_strdup_printf (_ ("%s, %s, row %u"), table->file, award_sheet_get_name (table->sheet), row);

      if (!copy_row (self, table, row - 1, to, fault, error) ||
          !award_table_workbook_write (
              self->workbook, to, table->n_columns,
              (AwardTableCell){ AWARD_TABLE_TEXT, AWARD_TABLE_REMARK, fault->reasons->str }, error) ||
          !award_table_workbook_write (self->workbook, to, table->n_columns + 1,
                                       (AwardTableCell){ AWARD_TABLE_TEXT, AWARD_TABLE_REMARK, place },
                                       error))
        return FALSE;
    }
  return TRUE;
}

/* Writes the rows of @sheet, whose heading is where @mapping has it, that have @faults. */
static gboolean
add_sheet (AwardRejects *self,
           const AwardSheet *sheet,
           const AwardMapping *mapping,
           const char *file,
           GHashTable *faults,
           GError **error)
{
  Table table = { .sheet = sheet,
                  .file = file,
                  .first_row = MAX (mapping->first_row, 1),
                  .heading_row = MIN (mapping->heading_row, MAX (mapping->first_row, 1) - 1),
                  .faults = faults };

  table.n_columns = count_columns (sheet, table.heading_row, table.first_row);
  return write_table (self, &table, error);
}

gboolean
award_rejects_add (AwardRejects *self,
                   AwardLedger *ledger,
                   const AwardImportReport *report,
                   const AwardImportTarget *target,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GHashTable) faults = faults_new ();
  g_autofree char *file = g_filename_display_basename (report->file);
  g_autoptr (AwardSheet) sheet = NULL;
  g_autoptr (AwardMapping) mapping = NULL;

  for (guint i = 0; i < report->problems->len; i++)
    {
      const AwardProblem *problem = g_ptr_array_index (report->problems, i);

      add_fault (faults, problem->severity, problem->code, problem->row, problem->column, problem->found);
    }
  if (g_hash_table_size (faults) == 0)
    return TRUE;
  sheet = award_sheet_read (report->file, report->sheet, cancellable, error);
  mapping = sheet != NULL ? award_import_recognise (ledger, sheet, target, error) : NULL;
  return mapping != NULL && add_sheet (self, sheet, mapping, file, faults, error);
}

/* The columns of the table of @record as they are recognised now. */
static AwardMapping *
recognise (AwardLedger *ledger, const AwardImportRecord *record, const AwardSheet *sheet, GError **error)
{
  if (record->ref.is_register || record->measure != NULL)
    return award_import_recognise (ledger, sheet, &(AwardImportTarget){ record->measure, record->kind },
                                   error);
  g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN,
               _ ("The policy “%s” was imported for is not known any more."), record->file);
  return NULL;
}

/* The sheet of @record, out of the file the ledger kept. */
static AwardSheet *
read_original (AwardLedger *ledger,
               const AwardImportRecord *record,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("duixian-XXXXXX", error);
  g_autofree char *path = folder != NULL ? award_original_put (ledger, record->ref, folder, error) : NULL;
  AwardSheet *sheet = path != NULL ? award_sheet_read (path, *record->sheet != '\0' ? record->sheet : NULL,
                                                       cancellable, error)
                                   : NULL;

  if (path != NULL)
    g_unlink (path);
  if (folder != NULL)
    g_rmdir (folder);
  return sheet;
}

gboolean
award_rejects_add_record (AwardRejects *self,
                          AwardLedger *ledger,
                          const AwardImportRecord *record,
                          guint *n,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GPtrArray) problems = award_ledger_list_problems (ledger, record->ref, error);
  g_autoptr (GHashTable) faults = faults_new ();
  g_autoptr (AwardSheet) sheet = NULL;
  g_autoptr (AwardMapping) mapping = NULL;

  *n = 0;
  if (problems == NULL)
    return FALSE;
  for (guint i = 0; i < problems->len; i++)
    {
      const AwardKeptProblem *problem = g_ptr_array_index (problems, i);

      if (problem->state == AWARD_PROBLEM_OPEN)
        add_fault (faults, problem->severity, problem->code, problem->row, problem->column, problem->found);
    }
  *n = g_hash_table_size (faults);
  if (*n == 0)
    return TRUE;
  sheet = read_original (ledger, record, cancellable, error);
  mapping = sheet != NULL ? recognise (ledger, record, sheet, error) : NULL;
  return mapping != NULL && add_sheet (self, sheet, mapping, record->file, faults, error);
}

gboolean
award_rejects_commit (AwardRejects *self, GError **error)
{
  /* A workbook must have a sheet. */
  if (!self->has_sheet &&
      (!award_table_workbook_add_sheet (self->workbook, "", error) ||
       !award_table_workbook_write (
           self->workbook, 0, 0,
           (AwardTableCell){ AWARD_TABLE_TEXT, AWARD_TABLE_ABOVE, _ ("Every row was used.") }, error)))
    return FALSE;
  return award_table_workbook_commit (self->workbook, error);
}
