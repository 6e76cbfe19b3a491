/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recognising the heading of a table. */
#include "award-mapping.h"
#include "award-mapping-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* Where a heading may begin, and how many rows it may have. */
#define MAX_FIRST_ROW 40
#define MAX_HEADING_ROWS 3
/* Columns looked at; what stands beyond is not read. */
#define MAX_MAPPED_COLUMNS 512
/* Letters and digits of a text that is a claimant's code, give or take some. */
#define CODE_LENGTH 15
/* Merged cells looked at around the heading. */
#define MAX_MERGED 2048

/* What is being recognised. */
typedef struct
{
  const AwardSheet *sheet;
  const RulesMeasure *measure; /* NULL: of a register */
  guint n_columns;
  GArray *merged;         /* AwardMergedCells around the heading */
  const GArray *targets;  /* AwardTarget */
  const GPtrArray *known; /* AwardKnownHeading; nullable */
} Table;

/* A heading tried: rows first … first + n_rows - 1. */
typedef struct
{
  guint first;
  guint n_rows;
  GArray *headings; /* AwardHeading by column */
  GPtrArray *texts; /* as read, by column */
  AwardAssignment found;
} Trial;

/* The merged cells of the rows a heading can be in: a table may have many further down. */
static GArray *
list_merged (const AwardSheet *sheet)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (AwardMergedCells));

  for (guint i = 0; i < award_sheet_get_n_merged (sheet); i++)
    {
      const AwardMergedCells merged = award_sheet_get_merged (sheet, i);
      if (merged.first_row < MAX_FIRST_ROW + MAX_HEADING_ROWS && found->len < MAX_MERGED)
        g_array_append_val (found, merged);
    }
  return found;
}

/* The text of a heading cell; that of the merged cells it is part of. */
static const char *
heading_text (const AwardSheet *sheet, const GArray *merged, guint row, guint column)
{
  for (guint i = 0; i < merged->len; i++)
    {
      const AwardMergedCells *cells = &g_array_index (merged, AwardMergedCells, i);
      if (row >= cells->first_row && row <= cells->last_row && column >= cells->first_column &&
          column <= cells->last_column)
        return award_sheet_get_cell (sheet, cells->first_row, cells->first_column).text;
    }
  return award_sheet_get_cell (sheet, row, column).text;
}

static gboolean
has_wide_merged (const GArray *merged, guint first, guint n_rows)
{
  for (guint i = 0; i < merged->len; i++)
    {
      const AwardMergedCells *cells = &g_array_index (merged, AwardMergedCells, i);
      if (cells->first_row < first + n_rows && cells->last_row >= first &&
          cells->last_column > cells->first_column)
        return TRUE;
    }
  return FALSE;
}

/* Joins the parts of the heading of @column. Without merged cells (text tables, some xls) an upper part that
 * stands over several columns is in the first of them only: @inherited is that of the column before. */
static char *
join_heading (const Table *table,
              guint first,
              guint n_rows,
              guint column,
              gboolean may_inherit,
              char **inherited)
{
  GString *text = g_string_new (NULL);
  const char *before = "";

  for (guint i = 0; i < n_rows; i++)
    {
      const char *part = heading_text (table->sheet, table->merged, first + i, column);
      if (i == 0 && n_rows > 1 && may_inherit)
        {
          const gboolean has_lower = *award_sheet_get_cell (table->sheet, first + 1, column).text != '\0';
          if (*part == '\0' && has_lower && *inherited)
            part = *inherited;
          else
            {
              g_free (*inherited);
              *inherited = has_lower && *part ? g_strdup (part) : NULL;
            }
        }
      if (*part == '\0' || strcmp (part, before) == 0)
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, part);
      before = part;
    }
  g_strdelimit (text->str, "\n\r\t", ' ');
  return g_strstrip (g_string_free (text, FALSE));
}

static void
trial_free (Trial *trial)
{
  g_clear_pointer (&trial->headings, g_array_unref);
  g_clear_pointer (&trial->texts, g_ptr_array_unref);
  award_assignment_clear (&trial->found);
  g_free (trial);
}

static Trial *
try_heading (const Table *table, guint first, guint n_rows)
{
  Trial *trial = g_new0 (Trial, 1);
  const gboolean may_inherit = !has_wide_merged (table->merged, first, n_rows);
  g_autofree char *inherited = NULL;

  trial->first = first;
  trial->n_rows = n_rows;
  trial->headings = award_headings_new ();
  trial->texts = g_ptr_array_new_with_free_func (g_free);
  for (guint column = 0; column < table->n_columns; column++)
    {
      AwardHeading heading;
      char *text = join_heading (table, first, n_rows, column, may_inherit, &inherited);
      award_heading_init (&heading, text);
      g_ptr_array_add (trial->texts, text);
      g_array_append_val (trial->headings, heading);
    }
  award_assignment_init (&trial->found, trial->headings, table->targets, table->measure, table->known);
  return trial;
}

/* How many texts a row has, those of merged cells in it included. */
static guint
count_texts (const Table *table, guint row)
{
  guint n = 0;

  for (guint column = 0; column < table->n_columns; column++)
    n += award_sheet_get_cell (table->sheet, row, column).type == AWARD_CELL_TEXT;
  return n;
}

/* Whether a row has a code in it: then it is data, and the heading stands above. */
static gboolean
has_code (const Table *table, guint row)
{
  for (guint column = 0; column < table->n_columns; column++)
    {
      const char *text = award_sheet_get_cell (table->sheet, row, column).text;
      guint n = 0;
      while (g_ascii_isalnum (text[n]))
        n++;
      if (n >= CODE_LENGTH && text[n] == '\0')
        return TRUE;
    }
  return FALSE;
}

/* Whether every filled cell of a row is a unit: （万元） under the words of its column. */
static gboolean
is_unit_row (const Table *table, guint row)
{
  guint n = 0;

  for (guint column = 0; column < table->n_columns; column++)
    {
      const AwardCell cell = award_sheet_get_cell (table->sheet, row, column);
      AwardHeading heading;
      if (cell.type == AWARD_CELL_EMPTY)
        continue;
      /* In brackets or bare: nothing is left when the unit is taken away. */
      g_autofree char *bracketed = g_strdup_printf ("(%s)", cell.text);
      award_heading_init (&heading,
                          strpbrk (cell.text, "(") || strstr (cell.text, "（") ? cell.text : bracketed);
      const gboolean is_unit = *heading.key == '\0' && heading.unit.kind != AWARD_UNIT_NONE;
      award_heading_clear (&heading);
      if (!is_unit)
        return FALSE;
      n++;
    }
  return n > 0;
}

/* Where a heading that begins at @trial ends: with the merged cells that begin in it, and the units below. */
static guint
find_end (const Table *table, const Trial *trial)
{
  guint end = trial->first + trial->n_rows;

  for (guint i = 0; i < table->merged->len; i++)
    {
      const AwardMergedCells *cells = &g_array_index (table->merged, AwardMergedCells, i);
      if (cells->first_row >= trial->first && cells->first_row < end && cells->last_row >= end &&
          cells->last_row < trial->first + MAX_HEADING_ROWS)
        end = cells->last_row + 1;
    }
  if (end < award_sheet_get_n_rows (table->sheet) && is_unit_row (table, end))
    end++;
  return end;
}

/* The rows that explain most columns; of equals the fewest rows, then the words that fit best. NULL in a
 * table without any text. */
static Trial *
find_heading (const Table *table)
{
  Trial *best = NULL;
  guint n_rows = 0;

  while (n_rows < MIN (award_sheet_get_n_rows (table->sheet), MAX_FIRST_ROW) && !has_code (table, n_rows))
    n_rows++;
  for (guint n = 1; n <= MAX_HEADING_ROWS; n++)
    for (guint first = 0; first + n <= n_rows; first++)
      {
        /* A title stands alone in its row. */
        if (count_texts (table, first) < 2)
          continue;
        Trial *trial = try_heading (table, first, n);
        if (!best || trial->found.n_found > best->found.n_found ||
            (trial->found.n_found == best->found.n_found && trial->n_rows == best->n_rows &&
             trial->found.score > best->found.score))
          {
            g_clear_pointer (&best, trial_free);
            best = g_steal_pointer (&trial);
          }
        g_clear_pointer (&trial, trial_free);
      }
  if (!best)
    return NULL;

  const guint end = find_end (table, best);
  if (end > best->first + best->n_rows)
    {
      const guint first = best->first;
      trial_free (best);
      best = try_heading (table, first, end - first);
    }
  return best;
}

/* The units of lines "单位：…" above the heading's end, a later one before an earlier. */
static GArray *
find_unit_lines (const AwardSheet *sheet, guint end)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (AwardUnit));
  const guint n_columns = MIN (award_sheet_get_n_columns (sheet), MAX_MAPPED_COLUMNS);

  for (guint row = end; row-- > 0;)
    for (guint column = 0; column < n_columns; column++)
      {
        const AwardCell cell = award_sheet_get_cell (sheet, row, column);
        if (cell.type == AWARD_CELL_TEXT)
          award_unit_line_parse (cell.text, found);
      }
  return found;
}

/* A second column of the same words is not read: that must not go unseen. */
static void
note_duplicates (AwardMapping *mapping, const Trial *trial)
{
  for (guint column = 0; column < trial->headings->len; column++)
    for (guint other = 0; trial->found.columns[column].target < 0 && other < trial->headings->len; other++)
      {
        const char *key = g_array_index (trial->headings, AwardHeading, column).key;
        if (trial->found.columns[other].target < 0 || *key == '\0' ||
            strcmp (key, g_array_index (trial->headings, AwardHeading, other).key) != 0)
          continue;
        g_autofree char *name = award_column_name (column);
        g_ptr_array_add (mapping->problems, award_problem_new (RULES_SEVERITY_WARNING, "duplicate-heading", 0,
                                                               name, trial->texts->pdata[column]));
        break;
      }
}

AwardMapping *
award_mapping_match (const AwardSheet *sheet,
                     const GArray *targets,
                     const RulesMeasure *measure,
                     const GPtrArray *known)
{
  g_autoptr (GArray) merged = list_merged (sheet);
  AwardMapping *mapping = g_new0 (AwardMapping, 1);
  const Table table = { .sheet = sheet,
                        .measure = measure,
                        .n_columns = MIN (award_sheet_get_n_columns (sheet), MAX_MAPPED_COLUMNS),
                        .merged = merged,
                        .targets = targets,
                        .known = known };
  Trial *trial = find_heading (&table);

  mapping->measure = measure;
  mapping->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) award_problem_free);
  if (!trial)
    trial = try_heading (&table, 0, MIN (1, award_sheet_get_n_rows (sheet)));

  mapping->unit_lines = find_unit_lines (sheet, trial->first + trial->n_rows);
  mapping->heading_row = trial->first;
  mapping->first_row = trial->first + trial->n_rows;
  mapping->n_columns = table.n_columns;
  mapping->conflicts = g_array_ref (trial->found.conflicts);
  mapping->columns = g_new0 (AwardColumn, MAX (mapping->n_columns, 1));
  for (guint column = 0; column < mapping->n_columns; column++)
    {
      AwardColumn *to = &mapping->columns[column];
      const AwardAssigned *from = &trial->found.columns[column];
      to->heading = g_strdup (trial->texts->pdata[column]);
      if (from->target < 0)
        continue;
      const AwardTarget *target = &g_array_index (targets, AwardTarget, (guint) from->target);
      to->role = target->role;
      to->fact = target->fact;
      to->origin = from->origin;
      to->confidence = MIN (from->score / 100, 100);
      if (target->declared)
        award_mapping_find_unit (mapping, column, target->declared, from->known);
    }
  note_duplicates (mapping, trial);
  trial_free (trial);
  return mapping;
}
