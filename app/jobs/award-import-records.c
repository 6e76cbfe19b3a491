/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a register's table as records to be written. */
#include "config.h"

#include "award-change.h"
#include "award-held-policy.h"
#include "award-import-plan-private.h"

#include <string.h>

/* What the reader's callback needs. */
typedef struct
{
  const AwardImportPlan *plan;
  const AwardPlanRun *run;
  AwardRegisterImport *import;
  GPtrArray *problems;
  GPtrArray *rows;                          /* AwardPlannedRow; NULL: nobody looks at them */
  guint columns[AWARD_REGISTER_MAX_FIELDS]; /* by field, from 1; 0: none */
  GPtrArray *policies;                      /* AwardHeldPolicy: those a payment can be under */
  GHashTable *accounts;                     /* number → code of the file's first row with it */
} Merge;

/* The field of this id, which the register of @merge has. */
static guint
find_field (const Merge *merge, const char *id)
{
  const AwardRegister kind = merge->plan->target.kind;

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
  guint field = find_field (merge, "number");
  const char *number = fields[field].text;
  const char *code = fields[find_field (merge, "code")].text;
  const char *other = g_hash_table_lookup (merge->accounts, number);
  g_autofree char *known = NULL;

  if (other == NULL)
    {
      if (!award_ledger_find_account (merge->run->ledger, number, code, &known, error))
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
  guint policy_field = find_field (merge, "policy");
  guint measure_field = find_field (merge, "measure");
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

/* The text of field @id of a row; NULL where the register has none. */
static const char *
get_text (const Merge *merge, const RulesValue *fields, const char *id)
{
  return award_register_find_field (merge->plan->target.kind, id) != NULL
             ? fields[find_field (merge, id)].text
             : NULL;
}

/* As the table says it: words and names rather than the ids they are kept as. */
static void
show_row (const Merge *merge, guint row, const RulesValue *read)
{
  AwardPlannedRow *planned =
      award_plan_add_row (merge->plan, merge->rows, row, get_text (merge, read, "code"),
                          get_text (merge, read, "name"), get_text (merge, read, "county"));

  for (guint i = 0; planned != NULL && i < planned->n_values; i++)
    award_planned_row_set (planned, i, read[i]);
}

static gboolean
merge_row (guint row, const RulesValue *read, gpointer data, GError **error)
{
  Merge *merge = data;
  const AwardRegister kind = merge->plan->target.kind;
  const AwardLayout *layout = merge->plan->mapping->layout;
  RulesValue fields[AWARD_REGISTER_MAX_FIELDS];
  AwardMerge state;
  guint first_row;

  for (guint i = 0; i < award_register_get_n_fields (kind); i++)
    {
      const RulesFact *from = award_layout_get_field (layout, i);
      const RulesFact *to = award_register_get_field (kind, i);
      RulesValue value = read[i];

      /* A word is kept as its id, or is the number of a yes or no; what is not said is no. */
      if (from->type == RULES_TYPE_ENUM && to->type == RULES_TYPE_TEXT && value.number != RULES_MISSING)
        value = (RulesValue){ 0, from->words[value.number].id };
      if (to->type == RULES_TYPE_BOOLEAN && value.number == RULES_MISSING)
        value.number = 0;
      fields[i] = value;
    }
  if (kind == AWARD_REGISTER_ACCOUNTS && !check_account (merge, row, fields, error))
    return FALSE;
  if (kind == AWARD_REGISTER_PAYMENTS)
    find_measure (merge, row, fields);
  award_register_add (merge->import, row, fields, &state, &first_row);
  if (state != AWARD_MERGE_CONFLICT)
    show_row (merge, row, read);
  if (state != AWARD_MERGE_NEW)
    {
      gboolean conflict = state == AWARD_MERGE_CONFLICT;
      g_autofree char *first = g_strdup_printf ("%u", first_row);

      add_problem (merge, conflict ? RULES_SEVERITY_ERROR : RULES_SEVERITY_NOTE,
                   conflict ? "conflicting-record" : "duplicate-row", row, AWARD_REGISTER_MAX_FIELDS, first);
    }
  award_plan_run_tell (merge->run, row);
  return TRUE;
}

/* Keeps @problem with the import, with who its row is of, so that a later table can settle it. */
static void
keep_problem (const Merge *merge, const AwardProblem *problem)
{
  const AwardRegister kind = merge->plan->target.kind;
  const guint n_fields = award_register_get_n_fields (kind);
  char *texts[AWARD_REGISTER_MAX_FIELDS] = { NULL };
  AwardRowIdentity identity = { 0 };
  g_autofree char *line = NULL;

  for (guint i = 0; problem->row > 0 && problem->severity != RULES_SEVERITY_NOTE && i < n_fields; i++)
    texts[i] = award_layout_dup_value (merge->plan->mapping, merge->plan->sheet, problem->row - 1, i);
  line = award_register_describe (kind, (const char *const *) texts);
  identity.claimant = texts[0];
  identity.line = line;
  /* Several days have one name. */
  if (kind != AWARD_REGISTER_HOLIDAYS)
    identity.name = texts[find_field (merge, "name")];
  award_register_add_problem (merge->import, problem->severity, problem->code, problem->row, problem->column,
                              problem->found, &identity);
  for (guint i = 0; i < n_fields; i++)
    g_free (texts[i]);
}

AwardImportReport *
award_plan_stage_records (AwardImportPlan *plan,
                          const AwardPlanRun *run,
                          GPtrArray *rows,
                          AwardRegisterImport **import,
                          GError **error)
{
  const AwardMapping *mapping = plan->mapping;
  const AwardSource source = award_plan_get_source (plan);
  g_autoptr (AwardImportReport) report = award_plan_begin_report (plan, FALSE, error);
  g_autoptr (AwardRegisterImport) staged = NULL;
  g_autoptr (GPtrArray) policies = NULL;
  g_autoptr (GHashTable) accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Merge merge = { .plan = plan, .run = run, .rows = rows, .accounts = accounts };
  guint n_rows = 0;

  *import = NULL;
  if (report == NULL || report->is_blocked)
    return g_steal_pointer (&report);
  policies = award_ledger_list_policies (run->ledger, error);
  if (policies == NULL)
    return NULL;
  for (guint i = mapping->n_columns; i-- > 0;)
    if (mapping->columns[i].role == AWARD_COLUMN_FACT)
      merge.columns[mapping->columns[i].fact] = i + 1;
  staged = award_register_begin (run->ledger, plan->target.kind, &source, merge.columns, error);
  if (staged == NULL)
    return NULL;
  merge.import = staged;
  merge.policies = policies;
  merge.problems = report->problems;
  if (!award_layout_read (mapping, plan->sheet, merge_row, &merge, report->problems, &n_rows,
                          run->cancellable, error) ||
      g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return NULL;
  for (guint i = 0; i < report->problems->len; i++)
    keep_problem (&merge, g_ptr_array_index (report->problems, i));
  if (award_plan_has_answers (plan, report))
    award_register_set_again (staged);
  report->counts.rows = n_rows;
  *import = g_steal_pointer (&staged);
  return g_steal_pointer (&report);
}

void
award_plan_label_changes (const AwardLayout *layout, const GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      AwardChange *change = g_ptr_array_index (changes, i);

      for (guint field = 0; field < award_layout_get_n_fields (layout); field++)
        if (strcmp (award_layout_get_field (layout, field)->id, change->fact->id) == 0)
          change->fact = award_layout_get_field (layout, field);
    }
}
