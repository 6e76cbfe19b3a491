/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The awards as they are announced to the public: without accounts, persons masked. */
#include "config.h"

#include "award-dossier-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-words-private.h"

/* Working days an announcement lasts. */
#define NOTICE_DAYS 5

char *
award_dossier_clause_text (const RulesMeasure *measure)
{
  return g_strdup_printf (_ ("%s, clause %s"), rules_policy_get_number (rules_measure_get_policy (measure)),
                          rules_measure_get_clause (measure)->reference);
}

/* Where a claimant can be a person, every code of digits is taken for an identity number, also one that is
 * mistyped: credit codes of enterprises begin with 9. */
gboolean
award_dossier_is_person (const AwardClaim *claim)
{
  const char *code = claim->claimant;
  gsize digits = strspn (code, "0123456789");

  if (award_words_is_identity (code))
    return TRUE;
  return rules_measure_get_claimant (claim->measure) == RULES_CLAIMANT_PERSON_OR_AGENCY && digits >= 15 &&
         code[0] != '9';
}

char *
award_dossier_public_code (const AwardClaim *claim)
{
  gsize length = strlen (claim->claimant);
  char *masked;

  if (!award_dossier_is_person (claim) || length < 11)
    return award_words_masked (claim->claimant);

  masked = g_strdup (claim->claimant);
  memset (masked + 6, '*', length - 10);
  return masked;
}

/* "张*三"; a name of two characters keeps the first. */
char *
award_dossier_public_name (const AwardClaim *claim)
{
  glong length = claim->name ? g_utf8_strlen (claim->name, -1) : 0;
  GString *masked;

  if (length == 0 || !award_dossier_is_person (claim))
    return g_strdup (claim->name);

  masked = g_string_new_len (claim->name, g_utf8_next_char (claim->name) - claim->name);
  for (glong i = 1; i < MAX (length - 1, 2); i++)
    g_string_append_c (masked, '*');
  if (length > 2)
    g_string_append (masked, g_utf8_offset_to_pointer (claim->name, length - 1));
  return g_string_free (masked, FALSE);
}

static void
add_notes (AwardListing *listing)
{
  if (listing->total != RULES_MISSING)
    {
      g_autofree char *capital = award_words_capital (listing->total);

      g_ptr_array_add (listing->notes, g_strdup_printf (_ ("Total in capitals: %s"), capital));
    }
  g_ptr_array_add (
      listing->notes,
      g_strdup_printf (ngettext ("Announced for %d working day: from            to",
                                 "Announced for %d working days: from            to", NOTICE_DAYS),
                       NOTICE_DAYS));
  g_ptr_array_add (listing->notes, g_strdup (_ ("Objections: in writing, signed by name or sealed, within "
                                                "these days")));
  g_ptr_array_add (listing->notes, g_strdup (_ ("Contact:                    Telephone:")));
  g_ptr_array_add (listing->notes, g_strdup (_ ("Announced by (seal):                    Date:")));
}

static void
add_notice (AwardDossier *dossier, const AwardTotal *total, gint64 payable)
{
  const RulesMeasure *measure = total->measure;
  const RulesPolicy *policy = rules_measure_get_policy (measure);
  const char *label = rules_measure_get_label (measure);
  g_autofree char *title = g_strdup_printf (_ ("Announcement of the proposed awards: %s"), label);
  AwardListing *listing = award_dossier_add_listing (dossier, AWARD_LISTING_CLAIMS, measure, label, title);
  AwardListingColumn *column;

  g_free (listing->basis);
  listing->basis = g_strdup_printf (_ ("Under clause %s of “%s” (%s) the following awards are proposed and "
                                       "herewith announced."),
                                    rules_measure_get_clause (measure)->reference,
                                    rules_policy_get_title (policy), rules_policy_get_number (policy));
  listing->is_portrait = TRUE;
  award_dossier_add_claimant (listing, rules_measure_get_claimant (measure));
  if (rules_measure_get_result (measure) == RULES_RESULT_AWARD)
    {
      column = award_listing_add (listing, AWARD_SOURCE_PAYABLE, 0, AWARD_LISTING_AMOUNT,
                                  g_strdup (_ ("Proposed award (yuan)")));
      column->has_total = TRUE;
      listing->checked = AWARD_SOURCE_PAYABLE;
      listing->total = payable;
    }
  column = award_listing_add (listing, AWARD_SOURCE_BASIS, 0, AWARD_LISTING_TEXT, g_strdup (_ ("Basis")));
  column->is_centred = TRUE;
  add_notes (listing);
}

gboolean
award_dossier_add_notices (AwardDossier *dossier, GError **error)
{
  for (guint i = 0; i < dossier->totals->len; i++)
    {
      const AwardTotal *total = dossier->totals->pdata[i];
      RulesResult result = rules_measure_get_result (total->measure);
      gint64 payable;

      /* Points are no award. */
      if (result == RULES_RESULT_SCORE || total->award == 0)
        continue;
      if (!award_ledger_sum_payable (dossier->ledger, total->measure, dossier->batch, &payable, error))
        return FALSE;
      if (result == RULES_RESULT_AWARD && payable == 0)
        continue;
      add_notice (dossier, total, payable);
    }

  return TRUE;
}
