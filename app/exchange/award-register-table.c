/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recognising and reading tables of registers. */
#include "award-codes.h"
#include "award-mapping-private.h"
#include "award-register-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* Rows between two looks at the cancellable. */
#define CANCEL_ROWS 256
/* Digits of an account. */
#define LEAST_ACCOUNT 8
#define MOST_ACCOUNT 32
/* How the number of a bank card of the country begins. */
#define CARD_START "62"

static GArray *
make_targets (const AwardLayout *self)
{
  GArray *targets = award_targets_new_empty ();

  for (guint i = 0; i < self->n_fields; i++)
    {
      const AwardLayoutField *field = &self->fields[i];
      award_targets_add (targets, i, &field->fact);
      if (field->kind == AWARD_FIELD_CREDIT || field->kind == AWARD_FIELD_CLAIMANT)
        award_targets_add_headings (targets, award_code_headings);
      if (field->kind == AWARD_FIELD_CLAIMANT)
        award_targets_add_headings (targets, award_person_headings);
      if (field->more)
        award_targets_add_headings (targets, field->more);
    }
  return targets;
}

gboolean
award_layout_check (AwardMapping *mapping, const AwardSheet *sheet, GError **error)
{
  const AwardLayout *self = mapping->layout;
  g_autoptr (GString) missing = g_string_new (NULL);

  for (guint i = 0; i < self->n_fields; i++)
    {
      const AwardLayoutField *field = &self->fields[i];
      if (field->need == AWARD_NEED_NONE || award_mapping_has (mapping, AWARD_COLUMN_FACT, i))
        continue;
      if (field->need == AWARD_NEED_VALUE)
        g_string_append_printf (missing, "%s%s", missing->len > 0 ? _ (", ") : "", field->fact.label);
      else
        g_ptr_array_add (mapping->problems, award_problem_new (RULES_SEVERITY_WARNING, "missing-heading", 0,
                                                               NULL, field->fact.label));
    }
  if (missing->len == 0)
    return TRUE;
  g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_HEADING,
               _ ("“%s”, sheet “%s”, is not a register of “%s”: no column for %s. Add the columns or choose "
                  "another sheet or register."),
               award_sheet_get_file_name (sheet), award_sheet_get_name (sheet), self->label, missing->str);
  return FALSE;
}

AwardMapping *
award_mapping_new_register (const AwardSheet *sheet, const AwardLayout *layout, const GPtrArray *known)
{
  g_autoptr (GArray) targets = make_targets (layout);
  AwardMapping *mapping = award_mapping_match (sheet, targets, NULL, known);

  mapping->layout = layout;
  return mapping;
}

typedef struct
{
  const AwardLayout *layout;
  const AwardMapping *mapping;
  const AwardSheet *sheet;
  GPtrArray *problems;
  guint *columns; /* by field, from 1; 0: none */
  RulesValue *fields;
  GPtrArray *texts; /* owned texts of the row */
  gboolean row_failed;
} Reader;

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

/* Makes @text, which it takes, the value of field @i. */
static void
keep_text (Reader *reader, guint i, char *text)
{
  g_ptr_array_add (reader->texts, text);
  reader->fields[i] = (RulesValue){ 0, text };
}

/* A code or account number: without spaces and marks between its digits. FALSE: its end is lost. */
static gboolean
read_digits (Reader *reader, guint row, guint i, AwardCell cell)
{
  char *code;

  if (cell.is_long || award_text_has_lost_digits (cell.text))
    {
      add_problem (reader, RULES_SEVERITY_ERROR, "digits-lost", row, (int) reader->columns[i] - 1, cell.text);
      return FALSE;
    }
  code = award_code_normalise (cell.text);
  if (reader->layout->fields[i].kind == AWARD_FIELD_ACCOUNT ||
      reader->layout->fields[i].kind == AWARD_FIELD_BANK_CODE)
    {
      g_auto (GStrv) parts = g_strsplit (code, "-", -1);
      g_free (code);
      code = g_strjoinv ("", parts);
    }
  keep_text (reader, i, code);
  return TRUE;
}

static void
check_claimant (Reader *reader, guint row, guint i, AwardCell cell)
{
  const char *code = reader->fields[i].text;
  const AwardCodeState credit = award_code_check_credit (code);
  const AwardCodeState identity = reader->layout->fields[i].kind == AWARD_FIELD_CLAIMANT
                                      ? award_code_check_identity (code)
                                      : AWARD_CODE_BAD_FORM;

  if (credit == AWARD_CODE_VALID || identity == AWARD_CODE_VALID)
    return;
  add_problem (reader, RULES_SEVERITY_WARNING,
               credit == AWARD_CODE_BAD_FORM && identity == AWARD_CODE_BAD_FORM ? "bad-code"
                                                                                : "bad-check-character",
               row, (int) reader->columns[i] - 1, cell.text);
}

static void
check_account (Reader *reader, guint row, guint i, AwardCell cell)
{
  const char *number = reader->fields[i].text;
  const gsize length = strlen (number);
  const int column = (int) reader->columns[i] - 1;

  if (length < LEAST_ACCOUNT || length > MOST_ACCOUNT || strspn (number, "0123456789") != length)
    add_problem (reader, RULES_SEVERITY_ERROR, "bad-account", row, column, cell.text);
  else if (g_str_has_prefix (number, CARD_START) && award_code_check_card (number) == AWARD_CODE_BAD_CHECK)
    add_problem (reader, RULES_SEVERITY_WARNING, "bad-card-check", row, column, cell.text);
}

static void
check_bank_code (Reader *reader, guint row, guint i, AwardCell cell)
{
  const AwardCodeState state = award_code_check_bank (reader->fields[i].text);

  if (state != AWARD_CODE_VALID)
    add_problem (reader, RULES_SEVERITY_WARNING,
                 state == AWARD_CODE_BAD_FORM ? "bad-bank-code" : "bad-bank-code-check", row,
                 (int) reader->columns[i] - 1, cell.text);
}

/* "2023年5月" and "2023-05" with the day they leave out; NULL when @text is no month. */
static char *
complete_month (const char *text)
{
  static const char *const marks[] = { "年", "-", ".", "/" };
  g_autofree char *folded = award_text_fold (text);
  const char *at = folded + 4;

  if (strspn (folded, "0123456789") != 4)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (at, marks[i]))
      {
        at += strlen (marks[i]);
        const gsize n = strspn (at, "0123456789");
        if (n < 1 || n > 2 || (at[n] != '\0' && strcmp (at + n, "月") != 0 && strcmp (at + n, "月份") != 0))
          return NULL;
        return g_strdup_printf ("%.4s-%.*s-1", folded, (int) n, at);
      }
  return NULL;
}

/* A value by its type. */
static void
read_plain (Reader *reader, guint row, guint i, AwardCell cell)
{
  const AwardLayoutField *field = &reader->layout->fields[i];
  const guint column = reader->columns[i] - 1;
  g_autofree char *completed =
      field->kind == AWARD_FIELD_MONTH && cell.type == AWARD_CELL_TEXT ? complete_month (cell.text) : NULL;
  const AwardCell read = completed ? (AwardCell){ .type = AWARD_CELL_TEXT, .text = completed } : cell;
  AwardReading reading;

  award_reading_init (&reading, &field->fact, read, reader->mapping->columns[column].exponent, FALSE);
  if (reading.text)
    g_ptr_array_add (reader->texts, reading.text);
  if (reading.code)
    add_problem (reader, reading.severity, reading.code, row, (int) column, cell.text);
  reader->fields[i] = reading.value;
}

static const char *
first_text (const Reader *reader, guint row)
{
  for (guint column = 0; column < award_sheet_get_n_columns (reader->sheet); column++)
    {
      const AwardCell cell = award_sheet_get_cell (reader->sheet, row, column);
      if (!award_text_is_missing (cell.text))
        return cell.text;
    }
  return NULL;
}

static void
read_field (Reader *reader, guint row, guint i)
{
  const AwardLayoutField *field = &reader->layout->fields[i];
  const int column = (int) reader->columns[i] - 1;

  reader->fields[i] = (RulesValue){ RULES_MISSING, NULL };
  if (column < 0)
    return;
  const AwardCell cell = award_sheet_get_cell (reader->sheet, row, (guint) column);
  if (cell.type == AWARD_CELL_ERROR)
    {
      add_problem (reader, RULES_SEVERITY_ERROR, award_cell_error_code (cell), row, column, cell.text);
      return;
    }
  if (award_text_is_missing (cell.text))
    {
      if (field->need != AWARD_NEED_VALUE)
        return;
      if (i == 0 && field->fact.type == RULES_TYPE_TEXT)
        add_problem (reader, RULES_SEVERITY_ERROR, "missing-claimant", row, column, first_text (reader, row));
      else
        add_problem (reader, RULES_SEVERITY_ERROR, "missing-value", row, column, field->fact.label);
      return;
    }
  switch (field->kind)
    {
    case AWARD_FIELD_CREDIT:
    case AWARD_FIELD_CLAIMANT:
      if (read_digits (reader, row, i, cell))
        check_claimant (reader, row, i, cell);
      break;
    case AWARD_FIELD_ACCOUNT:
      if (read_digits (reader, row, i, cell))
        check_account (reader, row, i, cell);
      break;
    case AWARD_FIELD_BANK_CODE:
      if (read_digits (reader, row, i, cell))
        check_bank_code (reader, row, i, cell);
      break;
    case AWARD_FIELD_NAME:
      {
        char *name = award_name_clean (cell.text);
        if (name)
          keep_text (reader, i, name);
        break;
      }
    case AWARD_FIELD_PLAIN:
    case AWARD_FIELD_MONTH:
      read_plain (reader, row, i, cell);
      break;
    }
}

/* Index of the field of this id; -1: the register has none. */
static int
find_field (const AwardLayout *self, const char *id)
{
  for (guint i = 0; id && i < self->n_fields; i++)
    if (strcmp (self->fields[i].fact.id, id) == 0)
      return (int) i;
  return -1;
}

/* What only two fields together can tell. */
static void
check_record (Reader *reader, guint row)
{
  const int first = find_field (reader->layout, reader->layout->first_day);
  const int last = find_field (reader->layout, reader->layout->last_day);
  const int name = find_field (reader->layout, "name");
  const int holder = find_field (reader->layout, "holder");
  const RulesValue *fields = reader->fields;

  if (first >= 0 && last >= 0 && fields[first].number != RULES_MISSING &&
      fields[last].number != RULES_MISSING && fields[last].number < fields[first].number)
    {
      const guint column = reader->columns[last] - 1;
      add_problem (reader, RULES_SEVERITY_ERROR, "period-reversed", row, (int) column,
                   award_sheet_get_cell (reader->sheet, row, column).text);
    }
  if (name >= 0 && holder >= 0 && fields[name].text && fields[holder].text &&
      strcmp (fields[name].text, fields[holder].text) != 0)
    add_problem (reader, RULES_SEVERITY_WARNING, "holder-differs", row, (int) reader->columns[holder] - 1,
                 fields[holder].text);
}

static gboolean
read_row (Reader *reader, guint row, AwardLayoutRowFunc func, gpointer data, GError **error)
{
  reader->row_failed = FALSE;
  g_ptr_array_set_size (reader->texts, 0);
  for (guint i = 0; i < reader->layout->n_fields; i++)
    read_field (reader, row, i);
  if (!reader->row_failed)
    check_record (reader, row);
  if (award_sheet_is_row_hidden (reader->sheet, row))
    add_problem (reader, RULES_SEVERITY_NOTE, "hidden-row", row, -1, NULL);
  return reader->row_failed || func (row + 1, reader->fields, data, error);
}

/* A list of days has no code that tells its rows from notes: a day does. */
static AwardRowKind
classify (const Reader *reader, guint row)
{
  const guint column = reader->columns[0] - 1;
  const AwardCell cell = award_sheet_get_cell (reader->sheet, row, column);
  AwardRowKind kind;

  if (reader->layout->fields[0].fact.type == RULES_TYPE_DATE && !award_text_is_missing (cell.text))
    {
      AwardReading reading;
      award_reading_init (&reading, &reader->layout->fields[0].fact, cell, 0, FALSE);
      if (reading.value.number != RULES_MISSING)
        return AWARD_ROW_DATA;
    }
  kind = award_mapping_classify (reader->mapping, reader->sheet, row, (int) column);
  return kind == AWARD_ROW_NO_CLAIMANT ? AWARD_ROW_DATA : kind;
}

/* The columns (from 1) of the fields of @self. */
static void
find_columns (const AwardMapping *mapping, guint *columns)
{
  for (guint column = mapping->n_columns; column-- > 0;)
    if (mapping->columns[column].role != AWARD_COLUMN_IGNORED)
      columns[mapping->columns[column].fact] = column + 1;
}

char *
award_layout_dup_value (const AwardMapping *mapping, const AwardSheet *sheet, guint row, guint i)
{
  const AwardLayout *self = mapping->layout;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) award_problem_free);
  g_autofree guint *columns = g_new0 (guint, self->n_fields);
  g_autofree RulesValue *fields = g_new0 (RulesValue, self->n_fields);
  Reader reader = { .layout = self,
                    .mapping = mapping,
                    .sheet = sheet,
                    .problems = problems,
                    .columns = columns,
                    .fields = fields,
                    .texts = texts };

  find_columns (mapping, columns);
  read_field (&reader, row, i);
  return reader.row_failed ? NULL : rules_fact_format (&self->fields[i].fact, fields[i]);
}

gboolean
award_layout_read (const AwardMapping *mapping,
                   const AwardSheet *sheet,
                   AwardLayoutRowFunc func,
                   gpointer data,
                   GPtrArray *problems,
                   guint *n_rows,
                   GCancellable *cancellable,
                   GError **error)
{
  const AwardLayout *self = mapping->layout;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint *columns = g_new0 (guint, self->n_fields);
  g_autofree RulesValue *fields = g_new0 (RulesValue, self->n_fields);
  Reader reader = { .layout = self,
                    .mapping = mapping,
                    .sheet = sheet,
                    .problems = problems,
                    .columns = columns,
                    .fields = fields,
                    .texts = texts };

  *n_rows = 0;
  find_columns (mapping, columns);
  for (guint i = 0; i < mapping->problems->len; i++)
    {
      const AwardProblem *noticed = mapping->problems->pdata[i];
      g_ptr_array_add (problems, award_problem_new (noticed->severity, noticed->code, noticed->row,
                                                    noticed->column, noticed->found));
    }
  for (guint row = mapping->first_row; row < award_sheet_get_n_rows (sheet); row++)
    {
      if (row % CANCEL_ROWS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      const AwardRowKind kind = classify (&reader, row);
      if (kind == AWARD_ROW_DATA)
        {
          ++*n_rows;
          if (!read_row (&reader, row, func, data, error))
            return FALSE;
        }
      else if (kind == AWARD_ROW_LONE)
        add_problem (&reader, RULES_SEVERITY_NOTE, "skipped-row", row, -1, first_text (&reader, row));
    }
  return TRUE;
}
