/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in a ledger: status, list. */
#include "config.h"

#include "award-cli-status.h"

#include "award-claim.h"
#include "award-cli-table.h"
#include "award-cli.h"
#include "award-decision-json.h"
#include "award-held-policy.h"
#include "award-problem.h"
#include "award-words.h"

#include <glib/gi18n.h>

/* Bytes gathered before they are written. */
#define OUTPUT_BLOCK (64 * 1024)

/* Points are no money and stand in no total. */
static gint64
money_of (const AwardTotal *total)
{
  return rules_measure_get_result (total->measure) == RULES_RESULT_AWARD ? total->total : 0;
}

/* What comes before "total" is fixed; errors of imports that nobody has corrected yet come after. */
static gboolean
write_totals (GString *out,
              AwardLedger *ledger,
              gint64 batch,
              const GPtrArray *totals,
              GPtrArray *outdated,
              GError **error)
{
  AwardOpenCounts open;
  gint64 sum = 0;

  if (!award_ledger_count_open (ledger, NULL, batch, &open, error))
    return FALSE;
  award_json_write_open (out, NULL, '{');
  award_json_write_open (out, "measures", '[');
  for (guint i = 0; i < totals->len; i++)
    {
      const AwardTotal *total = g_ptr_array_index (totals, i);
      const RulesPolicy *policy = rules_measure_get_policy (total->measure);

      award_json_write_open (out, NULL, '{');
      award_json_write_string (out, "policy", rules_policy_get_id (policy));
      award_json_write_string (out, "measure", rules_measure_get_id (total->measure));
      award_json_write_integer (out, "claims", total->claims);
      award_json_write_integer (out, "award", total->award);
      award_json_write_integer (out, "refuse", total->refuse);
      award_json_write_integer (out, "review", total->review);
      award_json_write_money (out, "total", money_of (total));
      if (g_ptr_array_find (outdated, total->measure, NULL))
        award_json_write_raw (out, "older_text", "true");
      award_json_write_close (out, '}');
      sum += money_of (total);
    }
  award_json_write_close (out, ']');
  award_json_write_money (out, "total", sum);
  if (open.errors > 0)
    award_json_write_integer (out, "open_errors", (gint64) open.errors);
  award_json_write_close (out, '}');
  g_string_append_c (out, '\n');
  return TRUE;
}

/* The same in a sentence below the table. */
static gboolean
say_open (AwardLedger *ledger, gint64 batch, GError **error)
{
  AwardOpenCounts open;
  g_autofree char *text = NULL;

  if (!award_ledger_count_open (ledger, NULL, batch, &open, error))
    return FALSE;
  if (open.errors + open.warnings == 0)
    return TRUE;
  text = g_strdup_printf (
      _ ("To be settled of imports: %lu errors, %lu warnings; duixian-cli imports lists them\n"),
      (gulong) open.errors, (gulong) open.warnings);
  award_cli_print (text, -1);
  return TRUE;
}

static void
add_total (AwardCliTable *table, const char *label, const AwardTotal *total, gboolean undecided)
{
  g_autofree char *amount = award_words_amount (total->total);

  award_cli_table_add (table, label);
  award_cli_table_add_number (table, total->claims);
  award_cli_table_add_number (table, total->award);
  award_cli_table_add_number (table, total->refuse);
  award_cli_table_add_number (table, total->review);
  if (undecided)
    award_cli_table_add_number (table, total->undecided);
  award_cli_table_add (table, amount);
}

static void
print_totals (const AwardBatch *batch, const GPtrArray *totals)
{
  g_autoptr (AwardCliTable) table = NULL;
  g_autofree char *day = NULL;
  g_autofree char *title = NULL;
  AwardTotal sum = { 0 };

  for (guint i = 0; i < totals->len; i++)
    {
      const AwardTotal *total = g_ptr_array_index (totals, i);

      sum.claims += total->claims;
      sum.award += total->award;
      sum.refuse += total->refuse;
      sum.review += total->review;
      sum.undecided += total->undecided;
      sum.total += money_of (total);
    }
  if (batch->as_of != RULES_MISSING)
    {
      day = rules_type_format (RULES_TYPE_DATE, (RulesValue){ batch->as_of, NULL });
      title = g_strdup_printf (_ ("Batch %s, computed as of %s\n"), batch->name, day);
    }
  else
    title = g_strdup_printf (_ ("Batch %s, not computed yet\n"), batch->name);
  award_cli_print (title, -1);
  if (totals->len == 0)
    {
      award_cli_print (_ ("There are no claims yet; duixian-cli import reads tables.\n"), -1);
      return;
    }

  table = award_cli_table_new (sum.undecided > 0 ? "lrrrrrr" : "lrrrrr");
  award_cli_table_add (table, _ ("Measure"));
  award_cli_table_add (table, _ ("Claims"));
  award_cli_table_add (table, _ ("Award"));
  award_cli_table_add (table, _ ("Refused"));
  award_cli_table_add (table, _ ("Review"));
  if (sum.undecided > 0)
    award_cli_table_add (table, _ ("Not computed"));
  award_cli_table_add (table, _ ("Amount (yuan)"));
  for (guint i = 0; i < totals->len; i++)
    {
      AwardTotal total = *(const AwardTotal *) g_ptr_array_index (totals, i);

      total.total = money_of (&total);
      add_total (table, rules_measure_get_label (total.measure), &total, sum.undecided > 0);
    }
  add_total (table, _ ("Total"), &sum, sum.undecided > 0);
  award_cli_table_print (table, TRUE);
}

int
award_cli_print_status (AwardLedger *ledger, const AwardBatch *batch, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) totals = award_ledger_list_totals (ledger, batch->id, FALSE, &error);
  g_autoptr (GPtrArray) outdated = NULL;

  if (totals == NULL)
    return award_cli_fail (error);
  if (!json)
    {
      g_autoptr (AwardBatch) now = award_ledger_get_batch (ledger, batch->name, FALSE, &error);

      if (now == NULL)
        return award_cli_fail (error);
      print_totals (now, totals);
      return say_open (ledger, batch->id, &error) && award_cli_say_outdated (ledger, batch->id, &error)
                 ? AWARD_EXIT_DONE
                 : award_cli_fail (error);
    }
  outdated = award_ledger_list_outdated (ledger, batch->id, &error);
  if (outdated == NULL || !write_totals (out, ledger, batch->id, totals, outdated, &error))
    return award_cli_fail (error);
  award_cli_print (out->str, (gssize) out->len);
  return AWARD_EXIT_DONE;
}

int
award_cli_status (AwardCli *cli)
{
  g_autofree char *batch_name = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_FILENAME, &batch_name, N_ ("the batch (the current one)"), "NAME" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("one JSON object"), NULL },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (AwardBatch) batch = NULL;
  int status;

  if (!award_cli_parse (cli, entries, 1, 1, &status))
    return status;
  ledger = award_cli_open (cli->arguments[0]);
  batch = ledger != NULL ? award_cli_find_batch (ledger, batch_name) : NULL;
  return batch != NULL ? award_cli_print_status (ledger, batch, json) : AWARD_EXIT_FAILED;
}

/* Where a list goes: JSON line by line, or a table at the end. */
typedef struct
{
  GString *out;
  AwardCliTable *table; /* NULL: JSON */
} Listing;

static void
write_claim (GString *out, const AwardClaim *claim)
{
  const RulesMeasure *measure = claim->measure;
  guint n_line_facts = rules_measure_get_n_line_facts (measure);

  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "claimant", claim->claimant);
  award_json_write_string (out, "name", claim->name);
  award_json_write_facts (out, measure, claim->facts);
  award_json_write_open (out, "lines", '[');
  for (guint i = 0; i < claim->n_lines; i++)
    {
      award_json_write_open (out, NULL, '{');
      for (guint f = 0; f < n_line_facts; f++)
        award_json_write_fact (out, rules_measure_get_line_fact (measure, f),
                               claim->line_facts[(gsize) i * n_line_facts + f]);
      award_json_write_close (out, '}');
    }
  award_json_write_close (out, ']');
  if (claim->is_decided)
    {
      award_json_write_outcome (out, measure, &claim->decision);
      award_json_write_money (out, "payable", claim->payable);
      award_json_write_string (out, "settlement", award_settlement_name (claim->settlement));
      award_json_write_reasons (out, measure, &claim->decision);
    }
  else
    {
      award_json_write_string (out, "outcome", NULL);
      award_json_write_string (out, "amount", NULL);
      award_json_write_string (out, "payable", NULL);
      award_json_write_string (out, "settlement", NULL);
      award_json_write_string (out, "code", NULL);
      award_json_write_open (out, "flags", '[');
      award_json_write_close (out, ']');
    }
  award_json_write_close (out, '}');
  g_string_append_c (out, '\n');
}

static void
add_claim (AwardCliTable *table, const AwardClaim *claim)
{
  g_autofree char *code = award_words_masked (claim->claimant);
  g_autofree char *amount = NULL;
  g_autofree char *reason = NULL;

  award_cli_table_add (table, code);
  award_cli_table_add (table, claim->name);
  if (claim->is_decided)
    {
      if (claim->decision.amount != RULES_MISSING)
        amount = award_words_amount (claim->decision.amount);
      reason = award_words_reason (claim->measure, &claim->decision);
    }
  award_cli_table_add (table, claim->is_decided ? award_words_outcome ((RulesOutcome) claim->decision.outcome)
                                                : _ ("not computed"));
  award_cli_table_add (table, amount != NULL ? amount : "—");
  award_cli_table_add (table, reason);
}

static gboolean
list_claim (const AwardClaim *claim, gpointer data)
{
  Listing *listing = data;

  if (listing->table != NULL)
    {
      add_claim (listing->table, claim);
      return TRUE;
    }
  write_claim (listing->out, claim);
  if (listing->out->len < OUTPUT_BLOCK)
    return TRUE;
  if (!award_cli_print (listing->out->str, (gssize) listing->out->len))
    return FALSE;
  g_string_truncate (listing->out, 0);
  return TRUE;
}

int
award_cli_list (AwardCli *cli)
{
  g_autofree char *batch_name = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_FILENAME, &batch_name, N_ ("the batch (the current one)"), "NAME" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("a JSON object a claim, with its facts"), NULL },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (AwardBatch) batch = NULL;
  g_autoptr (AwardCliTable) table = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const RulesMeasure *measure;
  Listing listing;
  int status;

  if (!award_cli_parse (cli, entries, 3, 3, &status))
    return status;
  ledger = award_cli_open (cli->arguments[0]);
  measure =
      ledger != NULL ? award_cli_find_ledger_measure (ledger, cli->arguments[1], cli->arguments[2]) : NULL;
  batch = measure != NULL ? award_cli_find_batch (ledger, batch_name) : NULL;
  if (batch == NULL)
    return AWARD_EXIT_FAILED;
  if (!json)
    {
      table = award_cli_table_new ("lllrl");
      award_cli_table_add (table, _ ("Code"));
      award_cli_table_add (table, _ ("Name"));
      award_cli_table_add (table, _ ("Outcome"));
      award_cli_table_add (table, rules_measure_get_result (measure) == RULES_RESULT_SCORE
                                      ? _ ("Points")
                                      : _ ("Amount (yuan)"));
      award_cli_table_add (table, _ ("Reason"));
    }
  listing.out = out;
  listing.table = table;
  if (!award_ledger_foreach_claim (ledger, measure, batch->id, list_claim, &listing, award_cli_cancellable (),
                                   &error))
    return award_cli_fail (error);
  if (json)
    award_cli_print (out->str, (gssize) out->len);
  else
    award_cli_table_print (table, TRUE);
  return AWARD_EXIT_DONE;
}
