/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is paid how much and where: for the bank, and for the province's treasury system. */
#include "config.h"

#include "award-dossier-private.h"

#include <glib/gi18n.h>

#include "award-register.h"
#include "award-report.h"
#include "award-words.h"

/* The fields of 福建省预算管理一体化系统 a payment application has, under the names its pages use, in the order
 * they are written here. No template of the system is published. A FIXED field without text is the office's
 * to fill in: agency, project and payer's account are its own. */
static const struct
{
  const char *key;
  const char *heading;
  AwardListingSource source;
  AwardListingType type;
  const char *text;
} provincial[] = {
  { "fiscalYear", N_ ("Budget year"), AWARD_SOURCE_YEAR, AWARD_LISTING_CODE, NULL },
  { "mofDivCode", N_ ("Fiscal division code"), AWARD_SOURCE_FIXED, AWARD_LISTING_CODE, "350100000" },
  { "agencyCode", N_ ("Agency code"), AWARD_SOURCE_FIXED, AWARD_LISTING_CODE, NULL },
  { "agencyName", N_ ("Agency"), AWARD_SOURCE_FIXED, AWARD_LISTING_TEXT, NULL },
  { "corBgtDocNoName", N_ ("Number of the budget document"), AWARD_SOURCE_FIXED, AWARD_LISTING_TEXT, NULL },
  { "proCode", N_ ("Project code"), AWARD_SOURCE_FIXED, AWARD_LISTING_CODE, NULL },
  { "proName", N_ ("Project"), AWARD_SOURCE_PURPOSE, AWARD_LISTING_TEXT, NULL },
  { "fundTypeCode", N_ ("Kind of funds"), AWARD_SOURCE_FIXED, AWARD_LISTING_CODE, "111" },
  { "payTypeName", N_ ("Way of payment"), AWARD_SOURCE_FIXED, AWARD_LISTING_TEXT, "国库集中支付" },
  { "setModeName", N_ ("Way of settlement"), AWARD_SOURCE_FIXED, AWARD_LISTING_TEXT, "电子转账支付" },
  { "payeeAcctName", N_ ("Payee"), AWARD_SOURCE_PAYEE, AWARD_LISTING_TEXT, NULL },
  { "payeeAcctNo", N_ ("Payee's account"), AWARD_SOURCE_ACCOUNT, AWARD_LISTING_CODE, NULL },
  { "payeeAcctBankName", N_ ("Bank"), AWARD_SOURCE_BANK, AWARD_LISTING_TEXT, NULL },
  { "payeeAcctBankNo", N_ ("Bank code"), AWARD_SOURCE_BANK_CODE, AWARD_LISTING_CODE, NULL },
  { "payAmt", N_ ("Amount (yuan)"), AWARD_SOURCE_DUE, AWARD_LISTING_AMOUNT, NULL },
  { "useDes", N_ ("Purpose"), AWARD_SOURCE_PAYMENT_NOTE, AWARD_LISTING_TEXT, NULL },
  { "isSubCode", N_ ("Kind of subsidy"), AWARD_SOURCE_SUBSIDY, AWARD_LISTING_CODE, NULL },
};

/* The columns of the list a bank pays from. */
static const struct
{
  const char *heading;
  AwardListingSource source;
  AwardListingType type;
} payment[] = {
  { N_ ("Payee"), AWARD_SOURCE_PAYEE, AWARD_LISTING_TEXT },
  { N_ ("Payee's account"), AWARD_SOURCE_ACCOUNT, AWARD_LISTING_CODE },
  { N_ ("Bank"), AWARD_SOURCE_BANK, AWARD_LISTING_TEXT },
  { N_ ("Bank code"), AWARD_SOURCE_BANK_CODE, AWARD_LISTING_CODE },
  { N_ ("Amount (yuan)"), AWARD_SOURCE_DUE, AWARD_LISTING_AMOUNT },
  { N_ ("Purpose"), AWARD_SOURCE_PURPOSE, AWARD_LISTING_TEXT },
  { N_ ("Payment note"), AWARD_SOURCE_PAYMENT_NOTE, AWARD_LISTING_TEXT },
};

/* What the payments of a batch come to, fen. */
typedef struct
{
  AwardDossier *dossier;
  gint64 payable;
  gint64 due;     /* now, where there is an account */
  gint64 lacking; /* now, where there is none */
  GError *error;
} Sums;

gint64
award_dossier_due (const RulesMeasure *measure, gint64 payable)
{
  guint n_parts = rules_measure_get_n_instalments (measure);
  g_autofree gint64 *parts = g_new (gint64, n_parts);

  rules_measure_split_instalments (measure, payable, parts);
  return parts[0];
}

char *
award_dossier_payment_note (const AwardClaim *claim)
{
  guint n_parts = rules_measure_get_n_instalments (claim->measure);
  g_autofree gint64 *parts = g_new (gint64, n_parts);
  g_autofree char *clause = award_dossier_clause_text (claim->measure);
  g_autofree char *first = NULL;
  g_autoptr (GString) schedule = g_string_new (NULL);

  if (n_parts == 1)
    return g_strdup (clause);

  rules_measure_split_instalments (claim->measure, claim->payable, parts);
  first = award_words_amount (parts[0]);
  if (parts[0] == parts[n_parts - 1])
    return g_strdup_printf (_ ("%s; year 1 of %u, %s yuan each"), clause, n_parts, first);

  for (guint i = 0; i < n_parts; i++)
    {
      g_autofree char *part = award_words_amount (parts[i]);

      g_string_append_printf (schedule, "%s%s", i > 0 ? _ (" + ") : "", part);
    }
  return g_strdup_printf (_ ("%s; year 1 of %u (%s yuan)"), clause, n_parts, schedule->str);
}

static gboolean
add_to (Sums *sums, gint64 amount, gint64 *sum)
{
  if (!__builtin_add_overflow (*sum, amount, sum))
    return TRUE;

  g_set_error (&sums->error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_CHANGED,
               _ ("The sum of the amounts is too large"));
  return FALSE;
}

static void
add_lacking (AwardDossier *dossier, const AwardClaim *claim)
{
  g_autofree char *name =
      claim->name && *claim->name ? g_strdup (claim->name) : award_dossier_public_code (claim);

  dossier->n_lacking++;
  if (!g_ptr_array_find_with_equal_func (dossier->lacking, name, g_str_equal, NULL) &&
      dossier->lacking->len < AWARD_DOSSIER_MOST_NAMES + 1)
    g_ptr_array_add (dossier->lacking, g_steal_pointer (&name));
}

static gboolean
on_claim (const AwardClaim *claim, gpointer data)
{
  Sums *sums = data;
  g_autoptr (AwardAccount) account = NULL;

  if (!claim->is_decided || claim->decision.outcome != RULES_OUTCOME_AWARD || claim->payable <= 0)
    return TRUE;
  if (!award_ledger_get_account (sums->dossier->ledger, claim->claimant, &account, &sums->error))
    return FALSE;

  sums->dossier->n_payees++;
  if (account == NULL)
    add_lacking (sums->dossier, claim);
  return add_to (sums, claim->payable, &sums->payable) &&
         add_to (sums, award_dossier_due (claim->measure, claim->payable),
                 account ? &sums->due : &sums->lacking);
}

/* Goes through every payment, and holds what they come to against the ledger's own sum. */
static gboolean
add_up (Sums *sums, GCancellable *cancellable, GError **error)
{
  AwardDossier *dossier = sums->dossier;

  for (guint i = 0; i < dossier->totals->len; i++)
    {
      const RulesMeasure *measure = ((const AwardTotal *) dossier->totals->pdata[i])->measure;
      gint64 payable;

      if (rules_measure_get_result (measure) != RULES_RESULT_AWARD)
        continue;
      if (!award_ledger_sum_payable (dossier->ledger, measure, dossier->batch, &payable, error) ||
          !award_ledger_foreach_claim (dossier->ledger, measure, dossier->batch, on_claim, sums, cancellable,
                                       error))
        return FALSE;
      if (sums->error == NULL && !add_to (sums, payable, &dossier->payable))
        {
          g_propagate_error (error, sums->error);
          return FALSE;
        }
      if (sums->error)
        {
          g_propagate_error (error, sums->error);
          return FALSE;
        }
    }
  if (sums->payable == dossier->payable)
    return TRUE;

  g_set_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_CHANGED,
               _ ("The payments do not add up to what the ledger says is payable; compute again, and if it "
                  "stays so, verify the ledger"));
  return FALSE;
}

static void
add_amount_notes (AwardListing *listing, const Sums *sums)
{
  gint64 now = sums->due + sums->lacking;
  g_autofree char *capital = award_words_capital (listing->total);
  g_autofree char *all = award_words_amount (sums->payable);
  g_autofree char *first = award_words_amount (now);
  g_autofree char *later = award_words_amount (sums->payable - now);

  g_ptr_array_add (listing->notes, g_strdup_printf (_ ("Total in capitals: %s"), capital));
  if (now != sums->payable)
    g_ptr_array_add (
        listing->notes,
        g_strdup_printf (_ ("Of awards paid over several years only the first year is listed; the "
                            "note of each says the years."
                            " Payable %s yuan: now %s yuan, later years %s yuan."),
                         all, first, later));
  if (sums->lacking > 0)
    {
      g_autofree char *lacking = award_words_amount (sums->lacking);
      g_autofree char *due = award_words_amount (sums->due);

      g_ptr_array_add (
          listing->notes,
          g_strdup_printf (_ ("Of the %s yuan to pay now, %s yuan are on the sheet with accounts "
                              "and %s yuan on the sheet of payees without one."),
                           first, due, lacking));
    }
}

/* Banks' names and notes are long, purposes words. */
static void
shape (AwardListingColumn *column)
{
  column->is_long = column->source == AWARD_SOURCE_BANK || column->source == AWARD_SOURCE_PAYMENT_NOTE;
  column->is_centred = column->source == AWARD_SOURCE_PURPOSE || column->source == AWARD_SOURCE_FIXED ||
                       column->type == AWARD_LISTING_CODE;
}

static void
add_provincial_columns (AwardListing *listing)
{
  /* A table to be imported has no column but the system's. */
  g_array_set_size (listing->columns, 0);
  for (guint i = 0; i < G_N_ELEMENTS (provincial); i++)
    {
      AwardListingColumn *column = award_listing_add (listing, provincial[i].source, 0, provincial[i].type,
                                                      g_strdup (_ (provincial[i].heading)));

      column->key = provincial[i].key;
      column->text = provincial[i].text;
      shape (column);
    }
  g_free (listing->basis);
  listing->basis = g_strdup (
      _ ("No import template of the provincial system is published: the field names are those of its "
         "pages. Check them before importing, fill in the empty columns, and delete the rows above "
         "the field names if the system wants it so."));
}

static void
add_payees (AwardDossier *dossier, AwardListingRows rows, const Sums *sums)
{
  const gboolean lacking = rows == AWARD_LISTING_LACKING;
  const gboolean is_provincial = dossier->scope == AWARD_DOSSIER_PROVINCIAL;
  const char *name = is_provincial ? _ ("Provincial import") : _ ("Payments");
  const char *title =
      is_provincial ? _ ("Payments for the provincial treasury system") : _ ("List of payments");
  AwardListing *listing;

  listing = award_dossier_add_listing (dossier, rows, NULL, lacking ? _ ("Account missing") : name,
                                       lacking ? _ ("Payees without a known account") : title);
  listing->checked = AWARD_SOURCE_DUE;
  listing->total = lacking ? sums->lacking : sums->due;
  if (is_provincial)
    {
      add_provincial_columns (listing);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (payment); i++)
    {
      AwardListingColumn *column = award_listing_add (listing, payment[i].source, 0, payment[i].type,
                                                      g_strdup (_ (payment[i].heading)));

      shape (column);
      column->has_total = payment[i].source == AWARD_SOURCE_DUE;
      /* Who is to be asked for an account must be found first. */
      if (lacking && payment[i].source == AWARD_SOURCE_PAYEE)
        award_listing_add (listing, AWARD_SOURCE_CODE, 0, AWARD_LISTING_CODE,
                           g_strdup (_ ("Credit code or identity number")));
    }
  listing->unit = g_strdup (_ ("Unit: yuan"));
  add_amount_notes (listing, sums);
}

gboolean
award_dossier_add_payments (AwardDossier *dossier, GCancellable *cancellable, GError **error)
{
  Sums sums = { .dossier = dossier };

  if (!add_up (&sums, cancellable, error))
    return FALSE;
  if (dossier->n_payees == 0)
    return TRUE;

  add_payees (dossier, AWARD_LISTING_PAYEES, &sums);
  if (dossier->n_lacking > 0)
    add_payees (dossier, AWARD_LISTING_LACKING, &sums);
  return TRUE;
}
