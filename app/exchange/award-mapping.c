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

/* A column that fits nothing better than this is not read. */
#define LEAST_SCORE 1000

/* A pair of column and target that fit. */
typedef struct
{
  guint score;
  guint column;
  guint target;
} Fit;

/* What is being recognised. */
typedef struct
{
  const AwardSheet *sheet;
  const RulesMeasure *measure; /* NULL: of a register */
  guint n_columns;
  GArray *merged;        /* AwardMergedCells around the heading */
  const GArray *targets; /* AwardTarget */
} Table;

/* A heading tried: rows first … first + n_rows - 1. */
typedef struct
{
  guint first;
  guint n_rows;
  guint n_found; /* facts matched, the claimant counting more */
  guint64 score;
  GArray *headings; /* AwardHeading by column */
  GPtrArray *texts; /* as read, by column */
  int *targets;     /* by column; -1 */
} Trial;

AwardProblem *
award_problem_new (RulesSeverity severity, const char *code, guint row, const char *column, const char *found)
{
  AwardProblem *problem = g_new0 (AwardProblem, 1);
  problem->severity = severity;
  problem->code = g_strdup (code);
  problem->row = row;
  problem->column = g_strdup (column);
  problem->found = g_strdup (found);
  return problem;
}

void
award_problem_free (AwardProblem *problem)
{
  if (!problem)
    return;
  g_free (problem->code);
  g_free (problem->column);
  g_free (problem->found);
  g_free (problem);
}

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

static int
compare_fits (gconstpointer a, gconstpointer b)
{
  const Fit *first = a;
  const Fit *second = b;
  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;
  if (first->column != second->column)
    return first->column < second->column ? -1 : 1;
  return first->target < second->target ? -1 : 1;
}

/* The newest year the headings or the policy name. */
static guint
find_current_year (const GArray *headings, const RulesMeasure *measure)
{
  guint current = 0;

  for (guint i = 0; i < headings->len; i++)
    current = MAX (current, g_array_index (headings, AwardHeading, i).year);
  const gint64 valid =
      measure ? rules_policy_get_valid_from (rules_measure_get_policy (measure)) : RULES_MISSING;
  if (valid != RULES_MISSING)
    {
      int year, month, day;
      rules_date_to_civil (valid, &year, &month, &day);
      current = MAX (current, (guint) CLAMP (year, 0, 9999));
    }
  return current;
}

/* Gives every column to the target it fits best, no target and no column twice. */
static void
assign (Trial *trial, const GArray *targets, const RulesMeasure *measure)
{
  g_autoptr (GArray) fits = g_array_new (FALSE, FALSE, sizeof (Fit));
  g_autofree gboolean *is_used = g_new0 (gboolean, targets->len);
  gboolean has_claimant = FALSE;
  const guint year = find_current_year (trial->headings, measure);

  for (guint column = 0; column < trial->headings->len; column++)
    for (guint i = 0; i < targets->len; i++)
      {
        const Fit fit = { award_target_score (&g_array_index (targets, AwardTarget, i),
                                              &g_array_index (trial->headings, AwardHeading, column), year),
                          column, i };
        if (fit.score >= LEAST_SCORE)
          g_array_append_val (fits, fit);
      }
  g_array_sort (fits, compare_fits);
  for (guint i = 0; i < fits->len; i++)
    {
      const Fit *fit = &g_array_index (fits, Fit, i);
      const AwardTarget *target = &g_array_index (targets, AwardTarget, fit->target);
      const gboolean is_claimant = target->role == AWARD_COLUMN_CLAIMANT;
      if (trial->targets[fit->column] >= 0 || is_used[fit->target] || (is_claimant && has_claimant))
        continue;
      trial->targets[fit->column] = (int) fit->target;
      is_used[fit->target] = TRUE;
      has_claimant = has_claimant || is_claimant;
      trial->n_found += is_claimant ? 3 : target->declared ? 2 : 1;
      trial->score += fit->score;
    }
}

static void
trial_free (Trial *trial)
{
  g_clear_pointer (&trial->headings, g_array_unref);
  g_clear_pointer (&trial->texts, g_ptr_array_unref);
  g_free (trial->targets);
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
  trial->targets = g_new (int, table->n_columns);
  for (guint column = 0; column < table->n_columns; column++)
    {
      AwardHeading heading;
      char *text = join_heading (table, first, n_rows, column, may_inherit, &inherited);
      award_heading_init (&heading, text);
      g_ptr_array_add (trial->texts, text);
      g_array_append_val (trial->headings, heading);
      trial->targets[column] = -1;
    }
  assign (trial, table->targets, table->measure);
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
        if (!best || trial->n_found > best->n_found ||
            (trial->n_found == best->n_found && trial->n_rows == best->n_rows && trial->score > best->score))
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

static gboolean
is_money_or_energy (const RulesFact *fact)
{
  return fact->type == RULES_TYPE_MONEY || fact->type == RULES_TYPE_ENERGY;
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

/* The exponent of a fact's column: of its heading, of the unit line, or none with a note. */
static int
find_exponent (AwardMapping *mapping,
               const AwardHeading *heading,
               const char *text,
               guint column,
               const RulesFact *fact,
               const GArray *unit_lines)
{
  AwardUnit unit = heading->unit;

  if (unit.kind != AWARD_UNIT_NONE && award_unit_fits (&unit, fact))
    return unit.exponent;
  for (guint i = 0; is_money_or_energy (fact) && i < unit_lines->len; i++)
    {
      unit = g_array_index (unit_lines, AwardUnit, i);
      if (unit.kind == (fact->type == RULES_TYPE_MONEY ? AWARD_UNIT_MONEY : AWARD_UNIT_ENERGY))
        return unit.exponent;
    }
  if (is_money_or_energy (fact))
    {
      g_autofree char *name = award_column_name (column);
      g_ptr_array_add (mapping->problems,
                       award_problem_new (RULES_SEVERITY_NOTE, "unit-assumed", 0, name, text));
    }
  return 0;
}

/* A second column of the same words is not read: that must not go unseen. */
static void
note_duplicates (AwardMapping *mapping, const Trial *trial)
{
  for (guint column = 0; column < trial->headings->len; column++)
    for (guint other = 0; trial->targets[column] < 0 && other < trial->headings->len; other++)
      {
        const char *key = g_array_index (trial->headings, AwardHeading, column).key;
        if (trial->targets[other] < 0 || *key == '\0' ||
            strcmp (key, g_array_index (trial->headings, AwardHeading, other).key) != 0)
          continue;
        g_autofree char *name = award_column_name (column);
        g_ptr_array_add (mapping->problems, award_problem_new (RULES_SEVERITY_WARNING, "duplicate-heading", 0,
                                                               name, trial->texts->pdata[column]));
        break;
      }
}

int
award_mapping_find_claimant (const AwardMapping *mapping)
{
  for (guint column = 0; column < mapping->n_columns; column++)
    if (mapping->columns[column].role == AWARD_COLUMN_CLAIMANT)
      return (int) column;
  /* A region has no code: where the measure asks for its name, that is who claims. */
  if (!mapping->measure || rules_measure_get_claimant (mapping->measure) != RULES_CLAIMANT_REGION)
    return -1;
  for (guint column = 0; column < mapping->n_columns; column++)
    if (mapping->columns[column].role == AWARD_COLUMN_FACT &&
        award_fact_names_region (rules_measure_get_fact (mapping->measure, mapping->columns[column].fact)))
      return (int) column;
  return -1;
}

/* A fact that tables may leave out: what it says is presumed, or the measure knows what to do without it, or
 * it is often unknown for good reason (the day someone left), or only names a line. */
static gboolean
is_needed (const RulesFact *fact)
{
  if (fact->presumed.number != RULES_MISSING || fact->type == RULES_TYPE_TEXT || fact->may_lack)
    return FALSE;
  return !(fact->on_line && fact->type == RULES_TYPE_DATE);
}

gboolean
award_mapping_has (const AwardMapping *mapping, AwardColumnRole role, guint fact)
{
  for (guint column = 0; column < mapping->n_columns; column++)
    if (mapping->columns[column].role == role && mapping->columns[column].fact == fact)
      return TRUE;
  return FALSE;
}

static void
append_name (GString *names, const char *name)
{
  g_string_append_printf (names, "%s%s", names->len > 0 ? _ (", ") : "", name);
}

/* Fails when the table lacks what the measure cannot do without, or so much that it is another's. */
static gboolean
check_complete (AwardMapping *mapping, const AwardSheet *sheet, const GArray *targets, GError **error)
{
  g_autoptr (GString) needed = g_string_new (NULL);
  g_autoptr (GString) others = g_string_new (NULL);
  const gboolean has_claimant = award_mapping_find_claimant (mapping) >= 0;
  gboolean has_line = rules_measure_get_n_line_facts (mapping->measure) == 0;
  guint n_facts = 0;
  guint n_found = 0;

  for (guint i = 0; i < targets->len; i++)
    {
      const AwardTarget *target = &g_array_index (targets, AwardTarget, i);
      const RulesFact *fact = target->declared;
      const gboolean found = award_mapping_has (mapping, target->role, target->fact);
      has_line = has_line || (found && target->role == AWARD_COLUMN_LINE_FACT);
      if (!fact || fact->presumed.number != RULES_MISSING)
        continue;
      n_facts++;
      n_found += found;
      if (found)
        continue;
      append_name (is_needed (fact) ? needed : others, fact->label);
      if (!is_needed (fact))
        g_ptr_array_add (mapping->problems,
                         award_problem_new (RULES_SEVERITY_WARNING, "missing-heading", 0, NULL, fact->label));
    }
  if (has_claimant && needed->len == 0 && has_line && n_found * 2 >= n_facts)
    return TRUE;

  g_autoptr (GString) missing = g_string_new (NULL);
  if (!has_claimant)
    append_name (missing, rules_measure_get_claimant (mapping->measure) == RULES_CLAIMANT_REGION
                              ? "县（市）区"
                              : "统一社会信用代码");
  if (needed->len > 0)
    append_name (missing, needed->str);
  if (missing->len == 0)
    append_name (missing, others->str);
  g_set_error (
      error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_HEADING,
      _ ("“%s”, sheet “%s”, is not a table of “%s”: no column for %s. Add the columns or choose another "
         "sheet or measure."),
      award_sheet_get_file_name (sheet), award_sheet_get_name (sheet),
      rules_measure_get_label (mapping->measure), missing->str);
  return FALSE;
}

AwardMapping *
award_mapping_match (const AwardSheet *sheet, const GArray *targets, const RulesMeasure *measure)
{
  g_autoptr (GArray) merged = list_merged (sheet);
  AwardMapping *mapping = g_new0 (AwardMapping, 1);
  const Table table = { .sheet = sheet,
                        .measure = measure,
                        .n_columns = MIN (award_sheet_get_n_columns (sheet), MAX_MAPPED_COLUMNS),
                        .merged = merged,
                        .targets = targets };
  Trial *trial = find_heading (&table);

  mapping->measure = measure;
  mapping->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) award_problem_free);
  if (!trial)
    trial = try_heading (&table, 0, MIN (1, award_sheet_get_n_rows (sheet)));

  g_autoptr (GArray) unit_lines = find_unit_lines (sheet, trial->first + trial->n_rows);
  mapping->heading_row = trial->first;
  mapping->first_row = trial->first + trial->n_rows;
  mapping->n_columns = table.n_columns;
  mapping->columns = g_new0 (AwardColumn, MAX (mapping->n_columns, 1));
  for (guint column = 0; column < mapping->n_columns; column++)
    {
      AwardColumn *to = &mapping->columns[column];
      to->heading = g_strdup (trial->texts->pdata[column]);
      if (trial->targets[column] < 0)
        continue;
      const AwardTarget *target = &g_array_index (targets, AwardTarget, (guint) trial->targets[column]);
      to->role = target->role;
      to->fact = target->fact;
      if (target->declared)
        to->exponent = find_exponent (mapping, &g_array_index (trial->headings, AwardHeading, column),
                                      to->heading, column, target->declared, unit_lines);
    }
  note_duplicates (mapping, trial);
  trial_free (trial);
  return mapping;
}

AwardMapping *
award_mapping_recognise (const AwardSheet *sheet, const RulesMeasure *measure, GError **error)
{
  g_autoptr (GArray) targets = award_targets_new (measure);
  g_autoptr (AwardMapping) mapping = award_mapping_match (sheet, targets, measure);

  return check_complete (mapping, sheet, targets, error) ? g_steal_pointer (&mapping) : NULL;
}

void
award_mapping_free (AwardMapping *mapping)
{
  if (!mapping)
    return;
  for (guint i = 0; i < mapping->n_columns; i++)
    g_free (mapping->columns[i].heading);
  g_free (mapping->columns);
  g_ptr_array_unref (mapping->problems);
  g_free (mapping);
}
