/* SPDX-License-Identifier: GPL-3.0-or-later */
/* claimant: everything one claimant gets, over measures, batches and earlier payments. */
#include "config.h"

#include "award-claimant.h"
#include "award-cli.h"
#include "award-json.h"
#include "award-register-table.h"
#include "award-settlement-reason.h"
#include "award-words-register.h"
#include "award-words.h"

#include <glib/gi18n.h>

static void
write_amount (GString *out, const char *name, gint64 fen)
{
  g_autofree char *amount = rules_type_format (RULES_TYPE_MONEY, (RulesValue){ .number = fen });

  award_json_write_string (out, name, amount);
}

static const char *
outcome_name (const AwardClaimantAward *award)
{
  static const char *const names[] = { "award", "refuse", "review" };

  return award->is_decided ? names[award->outcome] : NULL;
}

static void
write_award (GString *out, const AwardClaimantAward *award)
{
  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "policy", rules_policy_get_id (rules_measure_get_policy (award->measure)));
  award_json_write_string (out, "measure", rules_measure_get_id (award->measure));
  award_json_write_string (out, "batch", award->batch);
  award_json_write_string (out, "outcome", outcome_name (award));
  write_amount (out, "amount", award->amount);
  write_amount (out, "payable", award->payable);
  award_json_write_string (out, "settlement", award_settlement_name (award->settlement));
  award_json_write_close (out, '}');
}

static void
write_payment (GString *out, const AwardClaimantPayment *payment)
{
  g_autofree char *date = rules_type_format (RULES_TYPE_DATE, (RulesValue){ .number = payment->date });

  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "policy", payment->policy);
  award_json_write_string (out, "measure", payment->measure);
  award_json_write_string (out, "document", payment->document);
  award_json_write_string (out, "date", date);
  write_amount (out, "amount", payment->amount);
  award_json_write_close (out, '}');
}

static void
write_exclusion (GString *out, const AwardRecord *record)
{
  static const char *const days[] = { "from_day", "to_day" };

  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "kind", award_record_get (record, "kind").text);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *day = rules_type_format (RULES_TYPE_DATE, award_record_get (record, days[i]));

      award_json_write_string (out, days[i], day);
    }
  award_json_write_string (out, "reason", award_record_get (record, "reason").text);
  award_json_write_close (out, '}');
}

static int
print_json (const AwardClaimant *claimant)
{
  g_autoptr (GString) out = g_string_new (NULL);

  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "claimant", claimant->code);
  award_json_write_string (out, "name", claimant->name);
  award_json_write_string (out, "county", claimant->county);
  award_json_write_open (out, "awards", '[');
  for (guint i = 0; i < claimant->awards->len; i++)
    write_award (out, claimant->awards->pdata[i]);
  award_json_write_close (out, ']');
  award_json_write_open (out, "payments", '[');
  for (guint i = 0; i < claimant->payments->len; i++)
    write_payment (out, claimant->payments->pdata[i]);
  award_json_write_close (out, ']');
  award_json_write_open (out, "exclusions", '[');
  for (guint i = 0; i < claimant->exclusions->len; i++)
    write_exclusion (out, claimant->exclusions->pdata[i]);
  award_json_write_close (out, ']');
  write_amount (out, "payable", claimant->payable);
  write_amount (out, "paid", claimant->paid);
  award_json_write_close (out, '}');
  g_string_append_c (out, '\n');
  return award_cli_print (out->str, (gssize) out->len) ? AWARD_EXIT_DONE : AWARD_EXIT_FAILED;
}

static int
print_text (AwardLedger *ledger, const AwardClaimant *claimant)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *masked = award_words_masked (claimant->code);
  g_autofree char *payable = award_words_amount (claimant->payable);
  g_autofree char *paid = award_words_amount (claimant->paid);
  const RulesFact *fields[AWARD_REGISTER_MAX_FIELDS];
  gint64 today;

  if (!award_cli_read_day (NULL, &today))
    return AWARD_EXIT_FAILED;
  award_layout_list_fields (award_layout_find (award_register_get_name (AWARD_REGISTER_EXCLUSIONS)), fields);
  g_string_append_printf (out, "%s  %s\n", claimant->name ? claimant->name : "", masked);
  for (guint i = 0; i < claimant->exclusions->len; i++)
    {
      g_autofree char *summary =
          award_words_record_summary (claimant->exclusions->pdata[i], fields, NULL, today);

      g_string_append_printf (out, "%s: %s\n", award_words_register (AWARD_REGISTER_EXCLUSIONS), summary);
    }
  for (guint i = 0; i < claimant->awards->len; i++)
    {
      const AwardClaimantAward *award = claimant->awards->pdata[i];
      g_autoptr (AwardSettlementReason) reason = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = award_words_claimant_award (award);
      g_autofree char *why = NULL;

      if (!award_ledger_get_settlement_reason (ledger, award->measure, award->claim, &reason, &error))
        return award_cli_fail (error);
      why = award->is_decided ? award_words_settlement_reason (award->settlement, reason) : NULL;
      g_string_append_printf (out, "%s%s%s\n", text, why ? "\n    " : "", why ? why : "");
    }
  g_string_append_printf (out, _ ("Payable in all: %s yuan; paid before: %s yuan\n"), payable, paid);
  return award_cli_print (out->str, (gssize) out->len) ? AWARD_EXIT_DONE : AWARD_EXIT_FAILED;
}

int
award_cli_claimant (AwardCli *cli)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("as JSON"), NULL },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (AwardClaimant) claimant = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!award_cli_parse (cli, entries, 2, 2, &status))
    return status;
  ledger = award_cli_open (cli->arguments[0]);
  if (ledger == NULL)
    return AWARD_EXIT_FAILED;
  claimant = award_ledger_get_claimant (ledger, cli->arguments[1], &error);
  if (claimant == NULL)
    return award_cli_fail (error);
  return json ? print_json (claimant) : print_text (ledger, claimant);
}
