/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-register-job.h"

#include <string.h>

#include "award-held-policy.h"
#include "award-register-table.h"

/* What the reader's callback needs. */
typedef struct
{
  AwardLedger *ledger;
  AwardRegister kind;
  const AwardLayout *layout;
  AwardRegisterImport *import;
  GPtrArray *problems;
  guint columns[AWARD_REGISTER_MAX_FIELDS]; /* by field of the ledger, from 1 */
  guint sources[AWARD_REGISTER_MAX_FIELDS]; /* field of the layout, by field of the ledger */
  GPtrArray *policies;                      /* AwardHeldPolicy: those a payment can be under */
  GHashTable *accounts;                     /* number → code of the file's first row with it */
} Merge;

static guint
find_field (AwardRegister kind, const char *id)
{
  for (guint i = 0; i < award_register_get_n_fields (kind); i++)
    if (strcmp (award_register_get_field (kind, i)->id, id) == 0)
      return i;
  g_assert_not_reached ();
}

static void
add_problem (Merge *merge,
             RulesSeverity severity,
             const char *code,
             guint row,
             guint field,
             const char *found)
{
  g_autofree char *column =
      field < AWARD_REGISTER_MAX_FIELDS ? award_column_name (merge->columns[field] - 1) : NULL;

  g_ptr_array_add (merge->problems, award_problem_new (severity, code, row, column, found));
}

/* Whether another claimant has the account, in this file or in the ledger. */
static gboolean
check_account (Merge *merge, guint row, const RulesValue *fields, GError **error)
{
  guint field = find_field (merge->kind, "number");
  const char *number = fields[field].text;
  const char *code = fields[find_field (merge->kind, "code")].text;
  const char *other = g_hash_table_lookup (merge->accounts, number);
  g_autofree char *known = NULL;

  if (other == NULL)
    {
      if (!award_ledger_find_account (merge->ledger, number, code, &known, error))
        return FALSE;
      g_hash_table_insert (merge->accounts, g_strdup (number), g_strdup (code));
    }
  if (known != NULL || (other != NULL && strcmp (other, code) != 0))
    add_problem (merge, RULES_SEVERITY_WARNING, "shared-account", row, field, number);
  return TRUE;
}

static gboolean
is_same_name (const char *text, const char *name)
{
  return name != NULL && strcmp (text, name) == 0;
}

/* Ids in place of what a payment calls its policy and measure, where the program or the ledger has them. */
static void
find_measure (Merge *merge, guint row, RulesValue *fields)
{
  guint policy_field = find_field (merge->kind, "policy");
  guint measure_field = find_field (merge->kind, "measure");
  RulesPolicy *policy = NULL;

  if (fields[policy_field].text == NULL)
    return;
  for (guint i = 0; policy == NULL && i < merge->policies->len; i++)
    {
      RulesPolicy *one = ((const AwardHeldPolicy *) g_ptr_array_index (merge->policies, i))->policy;

      if (is_same_name (fields[policy_field].text, rules_policy_get_id (one)) ||
          is_same_name (fields[policy_field].text, rules_policy_get_number (one)) ||
          is_same_name (fields[policy_field].text, rules_policy_get_title (one)))
        policy = one;
    }
  if (policy == NULL)
    {
      add_problem (merge, RULES_SEVERITY_WARNING, "unknown-policy", row, policy_field,
                   fields[policy_field].text);
      return;
    }
  fields[policy_field].text = rules_policy_get_id (policy);
  if (fields[measure_field].text == NULL)
    return;
  for (guint i = 0; i < rules_policy_get_n_measures (policy); i++)
    {
      const RulesMeasure *measure = rules_policy_get_measure (policy, i);

      if (is_same_name (fields[measure_field].text, rules_measure_get_id (measure)) ||
          is_same_name (fields[measure_field].text, rules_measure_get_label (measure)))
        {
          fields[measure_field].text = rules_measure_get_id (measure);
          return;
        }
    }
  add_problem (merge, RULES_SEVERITY_WARNING, "unknown-policy", row, measure_field,
               fields[measure_field].text);
}

static gboolean
merge_row (guint row, const RulesValue *read, gpointer data, GError **error)
{
  Merge *merge = data;
  RulesValue fields[AWARD_REGISTER_MAX_FIELDS];
  AwardMerge state;
  guint first_row;

  for (guint i = 0; i < award_register_get_n_fields (merge->kind); i++)
    {
      const RulesFact *from = award_layout_get_field (merge->layout, merge->sources[i]);
      const RulesFact *to = award_register_get_field (merge->kind, i);
      RulesValue value = read[merge->sources[i]];

      /* A word is kept as its id, or is the number of a yes or no; what is not said is no. */
      if (from->type == RULES_TYPE_ENUM && to->type == RULES_TYPE_TEXT && value.number != RULES_MISSING)
        value = (RulesValue){ 0, from->words[value.number].id };
      if (to->type == RULES_TYPE_BOOLEAN && value.number == RULES_MISSING)
        value.number = 0;
      fields[i] = value;
    }
  if (merge->kind == AWARD_REGISTER_ACCOUNTS && !check_account (merge, row, fields, error))
    return FALSE;
  if (merge->kind == AWARD_REGISTER_PAYMENTS)
    find_measure (merge, row, fields);
  award_register_add (merge->import, row, fields, &state, &first_row);
  if (state != AWARD_MERGE_NEW)
    {
      gboolean conflict = state == AWARD_MERGE_CONFLICT;
      g_autofree char *first = g_strdup_printf ("%u", first_row);

      add_problem (merge, conflict ? RULES_SEVERITY_ERROR : RULES_SEVERITY_NOTE,
                   conflict ? "conflicting-record" : "duplicate-row", row, AWARD_REGISTER_MAX_FIELDS, first);
    }
  return TRUE;
}

static void
find_columns (Merge *merge, const AwardMapping *mapping)
{
  for (guint i = 0; i < award_layout_get_n_fields (merge->layout); i++)
    {
      guint field = find_field (merge->kind, award_layout_get_field (merge->layout, i)->id);

      merge->sources[field] = i;
      for (guint column = mapping->n_columns; column-- > 0;)
        if (mapping->columns[column].role != AWARD_COLUMN_IGNORED && mapping->columns[column].fact == i)
          merge->columns[field] = column + 1;
    }
}

/* Keeps @problem with the import, with who its row is of, so that a later table can settle it. */
static void
keep_problem (Merge *merge, const AwardMapping *mapping, const AwardSheet *sheet, const AwardProblem *problem)
{
  const guint n_fields = award_register_get_n_fields (merge->kind);
  char *texts[AWARD_REGISTER_MAX_FIELDS] = { NULL };
  AwardRowIdentity identity = { 0 };
  g_autofree char *line = NULL;

  for (guint i = 0; problem->row > 0 && problem->severity != RULES_SEVERITY_NOTE && i < n_fields; i++)
    texts[i] = award_layout_dup_value (merge->layout, mapping, sheet, problem->row - 1, merge->sources[i]);
  line = award_register_describe (merge->kind, (const char *const *) texts);
  identity.claimant = texts[0];
  identity.line = line;
  /* Several days have one name. */
  for (guint i = 0; merge->kind != AWARD_REGISTER_HOLIDAYS && i < n_fields; i++)
    if (strcmp (award_register_get_field (merge->kind, i)->id, "name") == 0)
      identity.name = texts[i];
  award_register_add_problem (merge->import, problem->severity, problem->code, problem->row, problem->column,
                              problem->found, &identity);
  for (guint i = 0; i < n_fields; i++)
    g_free (texts[i]);
}

AwardImportReport *
award_register_file (AwardLedger *ledger,
                     AwardRegister kind,
                     const char *path,
                     const char *which,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (AwardSheet) sheet = award_sheet_read (path, which, cancellable, error);
  const AwardLayout *layout = award_layout_find (award_register_get_name (kind));
  g_autoptr (AwardMapping) mapping = sheet != NULL ? award_layout_recognise (layout, sheet, error) : NULL;
  g_autoptr (AwardRegisterImport) import = NULL;
  g_autoptr (AwardImportReport) report = NULL;
  g_autoptr (GPtrArray) policies = mapping != NULL ? award_ledger_list_policies (ledger, error) : NULL;
  g_autoptr (GHashTable) accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GBytes) content = NULL;
  g_autofree char *shown = g_filename_display_basename (path);
  Merge merge = {
    .ledger = ledger, .kind = kind, .layout = layout, .policies = policies, .accounts = accounts
  };
  char *bytes;
  gsize length;
  guint n_rows = 0;

  if (policies == NULL || !g_file_get_contents (path, &bytes, &length, error))
    return NULL;
  content = g_bytes_new_take (bytes, length);
  find_columns (&merge, mapping);
  import = award_register_begin (ledger, kind, &(AwardSource){ shown, content, award_sheet_get_name (sheet) },
                                 merge.columns, error);
  if (import == NULL)
    return NULL;

  report = award_import_report_new (path, award_sheet_get_name (sheet));
  merge.import = import;
  merge.problems = report->problems;
  if (!award_layout_read (layout, mapping, sheet, merge_row, &merge, report->problems, &n_rows, cancellable,
                          error))
    return NULL;
  for (guint i = 0; i < report->problems->len; i++)
    keep_problem (&merge, mapping, sheet, g_ptr_array_index (report->problems, i));
  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !award_register_commit (g_steal_pointer (&import), &report->counts, error))
    return NULL;
  /* The reader also counts the rows it could not use. */
  report->counts.rows = n_rows;
  return g_steal_pointer (&report);
}
