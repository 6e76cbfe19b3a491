/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a table as claims. */
#include "award-codes.h"
#include "award-mapping-private.h"

#include <string.h>

/* Rows between two looks at the cancellable. */
#define CANCEL_ROWS 256
/* Cells that merged cells of the data may cover, all together. */
#define MAX_COVERED 4000000u

typedef struct
{
  const AwardMapping *mapping;
  const AwardSheet *sheet;
  GPtrArray *problems;
  guint n_facts;
  guint n_line_facts;
  RulesValue *facts;
  RulesValue *line_facts;
  GPtrArray *texts;      /* owned texts of the row */
  gboolean *blank_is_no; /* by column */
  gboolean *is_noted;    /* by column: that it hides digits */
  int claimant_column;   /* -1: none */
  GHashTable *covered;   /* row << 16 | column → row of the first of its merged cells, + 1 */
  gboolean row_failed;
} Reader;

static gpointer
cell_key (guint row, guint column)
{
  return GSIZE_TO_POINTER ((gsize) row << 16 | column);
}

/* Whether what stands in merged cells holds for every row beside them. A sum over several lines does not. */
static gboolean
holds_for_all_rows (const AwardMapping *mapping, guint column)
{
  const AwardColumn *to = &mapping->columns[column];
  const RulesFact *fact = award_mapping_get_fact (mapping, column);

  if (to->role == AWARD_COLUMN_LINE_FACT)
    return fact->type == RULES_TYPE_DATE || fact->type == RULES_TYPE_TEXT || fact->type == RULES_TYPE_ENUM ||
           fact->type == RULES_TYPE_BOOLEAN;
  return to->role != AWARD_COLUMN_IGNORED;
}

/* Cells below the first of merged cells in the data, where an enterprise stands beside several lines. */
static GHashTable *
list_covered (const AwardMapping *mapping, const AwardSheet *sheet)
{
  GHashTable *covered = g_hash_table_new (NULL, NULL);
  const guint n_rows = award_sheet_get_n_rows (sheet);

  for (guint i = 0; i < award_sheet_get_n_merged (sheet); i++)
    {
      const AwardMergedCells merged = award_sheet_get_merged (sheet, i);
      if (merged.first_row < mapping->first_row || merged.first_row >= n_rows ||
          merged.last_row == merged.first_row || merged.first_column >= mapping->n_columns ||
          merged.first_column != merged.last_column || !holds_for_all_rows (mapping, merged.first_column))
        continue;
      for (guint row = merged.first_row + 1; row <= MIN (merged.last_row, n_rows - 1); row++)
        if (g_hash_table_size (covered) < MAX_COVERED)
          g_hash_table_insert (covered, cell_key (row, merged.first_column),
                               GUINT_TO_POINTER (merged.first_row + 1));
    }
  return covered;
}

static AwardCell
get_cell (const Reader *reader, guint row, guint column)
{
  const AwardCell cell = award_sheet_get_cell (reader->sheet, row, column);
  if (cell.type != AWARD_CELL_EMPTY || g_hash_table_size (reader->covered) == 0)
    return cell;
  const guint top = GPOINTER_TO_UINT (g_hash_table_lookup (reader->covered, cell_key (row, column)));
  return top > 0 ? award_sheet_get_cell (reader->sheet, top - 1, column) : cell;
}

/* A row beside merged cells that name its claimant is data, whatever else it says. */
static AwardRowKind
classify (const Reader *reader, guint row)
{
  const AwardRowKind kind =
      award_mapping_classify (reader->mapping, reader->sheet, row, reader->claimant_column);
  if ((kind == AWARD_ROW_NO_CLAIMANT || kind == AWARD_ROW_LONE) && reader->claimant_column >= 0 &&
      award_sheet_get_cell (reader->sheet, row, (guint) reader->claimant_column).type == AWARD_CELL_EMPTY &&
      !award_text_is_missing (get_cell (reader, row, (guint) reader->claimant_column).text))
    return AWARD_ROW_DATA;
  return kind;
}

/* Where every filled cell of a yes-or-no column is a tick, a blank is a no. */
static void
find_tick_columns (Reader *reader)
{
  const AwardMapping *mapping = reader->mapping;
  g_autofree gboolean *has_ticks = g_new0 (gboolean, MAX (mapping->n_columns, 1));
  g_autofree gboolean *has_others = g_new0 (gboolean, MAX (mapping->n_columns, 1));
  gboolean has_booleans = FALSE;

  for (guint column = 0; column < mapping->n_columns; column++)
    {
      const RulesFact *fact = award_mapping_get_fact (mapping, column);
      has_others[column] = !fact || fact->type != RULES_TYPE_BOOLEAN;
      has_booleans = has_booleans || !has_others[column];
    }
  for (guint row = mapping->first_row; has_booleans && row < award_sheet_get_n_rows (reader->sheet); row++)
    {
      gboolean is_data = FALSE;
      for (guint column = 0; column < mapping->n_columns; column++)
        {
          if (has_others[column])
            continue;
          const AwardCell cell = award_sheet_get_cell (reader->sheet, row, column);
          if (cell.type == AWARD_CELL_EMPTY || award_text_is_missing (cell.text))
            continue;
          if (!is_data && classify (reader, row) != AWARD_ROW_DATA)
            break;
          is_data = TRUE;
          if (award_text_is_tick (cell.text))
            has_ticks[column] = TRUE;
          else
            has_others[column] = TRUE;
        }
    }
  for (guint column = 0; column < mapping->n_columns; column++)
    reader->blank_is_no[column] = has_ticks[column] && !has_others[column];
}

static void
add_problem (Reader *reader,
             RulesSeverity severity,
             const char *code,
             guint row,
             int column,
             const char *found)
{
  g_autofree char *name = column >= 0 ? award_column_name ((guint) column) : NULL;
  g_ptr_array_add (reader->problems, award_problem_new (severity, code, row + 1, name, found));
  reader->row_failed = reader->row_failed || severity == RULES_SEVERITY_ERROR;
}

/* Chinese characters, letters, digits and wide brackets alone: nothing to clean. */
static gboolean
is_clean (const char *text)
{
  for (const guchar *at = (const guchar *) text; *at;)
    if (g_ascii_isalnum (*at))
      at++;
    else if ((*at >= 0xE5 && *at <= 0xE9) || (*at == 0xE4 && at[1] >= 0xB8) ||
             (*at == 0xEF && at[1] == 0xBC && (at[2] == 0x88 || at[2] == 0x89)))
      at += 3;
    else
      return FALSE;
  return *text != '\0';
}

char *
award_name_clean (const char *text)
{
  if (is_clean (text))
    return g_strdup (text);
  if (award_text_is_missing (text))
    return NULL;

  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  GString *name = g_string_new (NULL);
  gunichar before = 0;
  gboolean has_space = FALSE;
  for (const char *at = normal ? normal : text; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (g_unichar_isspace (c))
        {
          has_space = before != 0;
          continue;
        }
      if (g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
        continue;
      c = c == '(' ? 0xFF08 : c == ')' ? 0xFF09 : c;
      if (has_space && before < 0x80 && c < 0x80)
        g_string_append_c (name, ' ');
      g_string_append_unichar (name, c);
      before = c;
      has_space = FALSE;
    }
  return g_string_free (name, FALSE);
}

/* The claimant's code; NULL with a problem when the row cannot be used. */
static char *
read_claimant (Reader *reader, guint row)
{
  const int column = reader->claimant_column;
  const AwardCell cell = get_cell (reader, row, (guint) column);
  const RulesClaimant kind = rules_measure_get_claimant (reader->mapping->measure);

  if (kind == RULES_CLAIMANT_REGION)
    return award_name_clean (cell.text);
  if (cell.type == AWARD_CELL_ERROR)
    {
      add_problem (reader, RULES_SEVERITY_ERROR, award_cell_error_code (cell), row, column, cell.text);
      return NULL;
    }
  if (cell.is_long || (strpbrk (cell.text, "Ee") && strstr (cell.text, "+") && g_ascii_isdigit (*cell.text)))
    {
      add_problem (reader, RULES_SEVERITY_ERROR, "digits-lost", row, column, cell.text);
      return NULL;
    }

  return award_code_normalise (cell.text);
}

static void
check_code (Reader *reader, guint row, const char *code)
{
  const RulesClaimant kind = rules_measure_get_claimant (reader->mapping->measure);
  if (kind == RULES_CLAIMANT_REGION)
    return;

  const AwardCodeState credit = award_code_check_credit (code);
  const AwardCodeState identity =
      kind == RULES_CLAIMANT_PERSON_OR_AGENCY ? award_code_check_identity (code) : AWARD_CODE_BAD_FORM;
  if (credit != AWARD_CODE_VALID && identity != AWARD_CODE_VALID)
    add_problem (reader, RULES_SEVERITY_WARNING,
                 credit == AWARD_CODE_BAD_FORM && identity == AWARD_CODE_BAD_FORM ? "bad-code"
                                                                                  : "bad-check-character",
                 row, reader->claimant_column, get_cell (reader, row, (guint) reader->claimant_column).text);
}

/* The first text of a row, for a problem to show. */
static const char *
first_text (const Reader *reader, guint row)
{
  for (guint column = 0; column < award_sheet_get_n_columns (reader->sheet); column++)
    {
      const AwardCell cell = award_sheet_get_cell (reader->sheet, row, column);
      if (cell.type == AWARD_CELL_TEXT && !award_text_is_missing (cell.text))
        return cell.text;
    }
  return NULL;
}

static char *
read_name (const Reader *reader, guint row, AwardColumnRole role)
{
  for (guint column = 0; column < reader->mapping->n_columns; column++)
    if (reader->mapping->columns[column].role == role)
      return award_name_clean (get_cell (reader, row, column).text);
  return NULL;
}

/* The claimant of a row of this @code, which it takes; NULL: it has none, or one that cannot be used. */
static char *
identify (Reader *reader, guint row, char *code, const char *name)
{
  const AwardMapping *mapping = reader->mapping;
  const RulesClaimant kind = rules_measure_get_claimant (mapping->measure);
  AwardClaimantAnswer answer = { .claimant = code };

  if (reader->row_failed)
    return code;
  if (mapping->claimant_func && (kind == RULES_CLAIMANT_ENTERPRISE || kind == RULES_CLAIMANT_ORGANISATION))
    mapping->claimant_func (code, name, &answer, mapping->claimant_data);
  if (answer.problem)
    add_problem (reader, answer.severity, answer.problem, row, reader->claimant_column,
                 answer.found ? answer.found : code);
  else if (!answer.claimant)
    add_problem (reader, RULES_SEVERITY_ERROR, "missing-claimant", row, reader->claimant_column,
                 first_text (reader, row));
  if (answer.claimant == code)
    {
      if (code)
        check_code (reader, row, code);
      return code;
    }
  g_free (code);
  return g_strdup (answer.claimant);
}

/* Reads the facts of a row; problems are added. */
static void
read_facts (Reader *reader, guint row)
{
  const AwardMapping *mapping = reader->mapping;

  for (guint i = 0; i < reader->n_facts; i++)
    reader->facts[i] = (RulesValue){ RULES_MISSING, NULL };
  for (guint i = 0; i < reader->n_line_facts; i++)
    reader->line_facts[i] = (RulesValue){ RULES_MISSING, NULL };
  g_ptr_array_set_size (reader->texts, 0);

  for (guint column = 0; column < mapping->n_columns; column++)
    {
      const AwardColumn *from = &mapping->columns[column];
      const RulesFact *fact = award_mapping_get_fact (mapping, column);
      AwardReading reading;
      if (!fact)
        continue;
      const AwardCell cell = get_cell (reader, row, column);
      award_reading_init (&reading, fact, cell, from->exponent, reader->blank_is_no[column]);
      if (reading.text)
        g_ptr_array_add (reader->texts, reading.text);
      if (reading.code)
        add_problem (reader, reading.severity, reading.code, row, (int) column, cell.text);
      else if (cell.hides_digits && !reader->is_noted[column] &&
               (fact->type == RULES_TYPE_MONEY || fact->type == RULES_TYPE_ENERGY))
        {
          add_problem (reader, RULES_SEVERITY_NOTE, "hidden-digits", row, (int) column, cell.text);
          reader->is_noted[column] = TRUE;
        }
      (from->role == AWARD_COLUMN_FACT ? reader->facts : reader->line_facts)[from->fact] = reading.value;
    }
}

/* Reads a row of data and hands it on. FALSE: @error is set by @func. */
static gboolean
read_row (Reader *reader, guint row, gboolean has_code, AwardTableRowFunc func, gpointer data, GError **error)
{
  const AwardMapping *mapping = reader->mapping;
  g_autofree char *name = read_name (reader, row, AWARD_COLUMN_NAME);
  g_autofree char *county = read_name (reader, row, AWARD_COLUMN_COUNTY);

  reader->row_failed = FALSE;
  g_autofree char *claimant = identify (reader, row, has_code ? read_claimant (reader, row) : NULL, name);
  read_facts (reader, row);
  if (award_sheet_is_row_hidden (reader->sheet, row))
    add_problem (reader, RULES_SEVERITY_NOTE, "hidden-row", row, -1, NULL);
  if (reader->row_failed || !claimant)
    return TRUE;

  const AwardTableRow result = { .claimant = claimant,
                                 .name = name,
                                 .county = county,
                                 .row = row + 1,
                                 .facts = reader->facts,
                                 .line_facts = reader->line_facts };
  award_row_check (mapping, reader->sheet, &result, reader->problems);
  return func (&result, data, error);
}

static gboolean
read_rows (Reader *reader,
           AwardTableRowFunc func,
           gpointer data,
           guint *n_rows,
           GCancellable *cancellable,
           GError **error)
{
  for (guint row = reader->mapping->first_row; row < award_sheet_get_n_rows (reader->sheet); row++)
    {
      if (row % CANCEL_ROWS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      switch (classify (reader, row))
        {
        case AWARD_ROW_DATA:
          ++*n_rows;
          if (!read_row (reader, row, TRUE, func, data, error))
            return FALSE;
          break;
        case AWARD_ROW_NO_CLAIMANT:
          ++*n_rows;
          if (!read_row (reader, row, FALSE, func, data, error))
            return FALSE;
          break;
        case AWARD_ROW_LONE:
          add_problem (reader, RULES_SEVERITY_NOTE, "skipped-row", row, -1, first_text (reader, row));
          break;
        case AWARD_ROW_EMPTY:
        case AWARD_ROW_HEADING:
        case AWARD_ROW_TOTAL:
        case AWARD_ROW_NOTE:
          break;
        }
    }
  return TRUE;
}

gboolean
award_mapping_read (const AwardMapping *mapping,
                    const AwardSheet *sheet,
                    AwardTableRowFunc func,
                    gpointer data,
                    GPtrArray *problems,
                    guint *n_rows,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) covered = list_covered (mapping, sheet);
  const guint n_facts = rules_measure_get_n_facts (mapping->measure);
  const guint n_line_facts = rules_measure_get_n_line_facts (mapping->measure);
  g_autofree RulesValue *facts = g_new0 (RulesValue, MAX (n_facts, 1));
  g_autofree RulesValue *line_facts = g_new0 (RulesValue, MAX (n_line_facts, 1));
  g_autofree gboolean *blank_is_no = g_new0 (gboolean, MAX (mapping->n_columns, 1));
  g_autofree gboolean *is_noted = g_new0 (gboolean, MAX (mapping->n_columns, 1));
  Reader reader = { .mapping = mapping,
                    .sheet = sheet,
                    .problems = problems,
                    .n_facts = n_facts,
                    .n_line_facts = n_line_facts,
                    .facts = facts,
                    .line_facts = line_facts,
                    .texts = texts,
                    .blank_is_no = blank_is_no,
                    .is_noted = is_noted,
                    .claimant_column = award_mapping_find_claimant (mapping),
                    .covered = covered };

  *n_rows = 0;
  for (guint i = 0; i < mapping->problems->len; i++)
    {
      const AwardProblem *noticed = mapping->problems->pdata[i];
      g_ptr_array_add (problems, award_problem_new (noticed->severity, noticed->code, noticed->row,
                                                    noticed->column, noticed->found));
    }
  find_tick_columns (&reader);
  return read_rows (&reader, func, data, n_rows, cancellable, error);
}
