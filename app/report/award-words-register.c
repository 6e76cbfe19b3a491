/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-words-register.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-held-policy.h"
#include "award-words-private.h"

/* Of an account's number, what is shown. */
#define ACCOUNT_HEAD 6
#define ACCOUNT_TAIL 4
/* Shorter ones have no head to show. */
#define LONG_ACCOUNT 14

const char *
award_words_register (AwardRegister kind)
{
  switch (kind)
    {
    case AWARD_REGISTER_ENTERPRISES:
      return _ ("Enterprises");
    case AWARD_REGISTER_ACCOUNTS:
      return _ ("Payee Accounts");
    case AWARD_REGISTER_EXCLUSIONS:
      return _ ("Exclusions");
    case AWARD_REGISTER_FIRST_TIME:
      return _ ("First-Time Awards");
    case AWARD_REGISTER_PAYMENTS:
      return _ ("Payments Made");
    case AWARD_REGISTER_HOLIDAYS:
    default:
      return _ ("Holidays");
    }
}

const char *
award_words_register_purpose (AwardRegister kind)
{
  switch (kind)
    {
    case AWARD_REGISTER_ENTERPRISES:
      return _ ("Who an enterprise is: its present and former names and codes, its county and industry, and "
                "since when "
                "it is above scale. Tables without codes are matched by it.");
    case AWARD_REGISTER_ACCOUNTS:
      return _ ("Where awards are paid to. The payments for the bank and for the provincial system are "
                "written with "
                "these accounts.");
    case AWARD_REGISTER_EXCLUSIONS:
      return _ ("Who is on a list, why and how long: dishonest, abnormal, after an accident, or with a deal "
                "of its own. It is "
                "looked up when claims are reviewed; nothing is refused by it alone.");
    case AWARD_REGISTER_FIRST_TIME:
      return _ ("What is granted once only, and to whom it was. Such an award is not paid a second time.");
    case AWARD_REGISTER_PAYMENTS:
      return _ (
          "What was paid outside of this ledger. It counts when measures must not be paid twice or share a "
          "limit.");
    case AWARD_REGISTER_HOLIDAYS:
    default:
      return _ (
          "Days off, and weekend days worked instead: to look up periods that are counted in working days.");
    }
}

AwardValidity
award_record_get_validity (const AwardRecord *record, gint64 today)
{
  const gint64 first = award_record_get (record, "from_day").number;
  const gint64 last = award_record_get (record, "to_day").number;

  if (last != RULES_MISSING && last < today)
    return AWARD_VALIDITY_ENDED;
  return first != RULES_MISSING && first > today ? AWARD_VALIDITY_AHEAD : AWARD_VALIDITY_CURRENT;
}

const char *
award_words_validity (AwardValidity validity)
{
  switch (validity)
    {
    case AWARD_VALIDITY_AHEAD:
      return _ ("Not yet in force");
    case AWARD_VALIDITY_CURRENT:
      return _ ("In force");
    case AWARD_VALIDITY_ENDED:
    default:
      return _ ("Ended");
    }
}

static char *
mask_account (const char *number)
{
  const gsize length = strlen (number);
  const gsize head = length >= LONG_ACCOUNT ? ACCOUNT_HEAD : 0;
  char *masked = g_strdup (number);

  for (gsize i = head; i + ACCOUNT_TAIL < length; i++)
    masked[i] = '*';

  return masked;
}

static const RulesPolicy *
find_policy (const GPtrArray *policies, const char *id)
{
  for (guint i = 0; policies && id && i < policies->len; i++)
    {
      const RulesPolicy *policy = ((const AwardHeldPolicy *) policies->pdata[i])->policy;

      if (strcmp (rules_policy_get_id (policy), id) == 0)
        return policy;
    }

  return NULL;
}

char *
award_words_record_value (const RulesFact *field, RulesValue value, const GPtrArray *policies)
{
  const RulesPolicy *policy;

  if (value.text == NULL)
    return award_words_fact (field, value);
  if (strcmp (field->id, "number") == 0)
    return mask_account (value.text);
  if (strcmp (field->id, "code") == 0)
    return award_words_masked (value.text);
  policy = strcmp (field->id, "policy") == 0 ? find_policy (policies, value.text) : NULL;
  if (policy)
    return g_strdup (rules_policy_get_number (policy));

  /* Kept as text, a word in tables. */
  return field->type == RULES_TYPE_ENUM ? g_strdup (award_words_word (field, value.text))
                                        : award_words_fact (field, value);
}

char *
award_words_record (const AwardRecord *record, guint i, const RulesFact *field, const GPtrArray *policies)
{
  const RulesValue value = record->fields[i];
  const RulesPolicy *policy = strcmp (field->id, "measure") == 0
                                  ? find_policy (policies, award_record_get (record, "policy").text)
                                  : NULL;

  for (guint m = 0; policy && value.text && m < rules_policy_get_n_measures (policy); m++)
    {
      const RulesMeasure *measure = rules_policy_get_measure ((RulesPolicy *) policy, m);

      if (strcmp (rules_measure_get_id (measure), value.text) == 0)
        return g_strdup (rules_measure_get_label (measure));
    }

  return award_words_record_value (field, value, policies);
}

static gboolean
is_missing (const RulesFact *field, RulesValue value)
{
  return field->type == RULES_TYPE_TEXT ? value.text == NULL
                                        : value.text == NULL && value.number == RULES_MISSING;
}

/* "2024-01-01 至 2024-12-31" */
static char *
dup_period (const AwardRecord *record)
{
  const RulesValue first = award_record_get (record, "from_day"), last = award_record_get (record, "to_day");
  g_autofree char *from = rules_type_format (RULES_TYPE_DATE, first);
  g_autofree char *to = rules_type_format (RULES_TYPE_DATE, last);

  if (first.number == RULES_MISSING && last.number == RULES_MISSING)
    return NULL;
  if (last.number == RULES_MISSING)
    return g_strdup_printf (_ ("From %s"), from);
  return first.number == RULES_MISSING ? g_strdup_printf (_ ("Until %s"), to)
                                       : g_strdup_printf (_ ("%s to %s"), from, to);
}

static void
append_part (GString *text, const char *part)
{
  if (part)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

char *
award_words_record_summary (const AwardRecord *record,
                            const RulesFact *const *fields,
                            const GPtrArray *policies,
                            gint64 today)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i < award_register_get_n_fields (record->kind); i++)
    {
      const RulesFact *field = fields[i];
      g_autofree char *value = award_words_record (record, i, field, policies);
      g_autofree char *amount =
          field->type == RULES_TYPE_MONEY ? g_strdup_printf (_ ("%s yuan"), value) : NULL;

      if (strcmp (field->id, "from_day") == 0)
        {
          g_autofree char *period = dup_period (record);

          append_part (text, period);
        }
      else if (strcmp (field->id, "name") != 0 && strcmp (field->id, "to_day") != 0 &&
               !is_missing (field, record->fields[i]))
        append_part (text, amount ? amount : value);
    }
  if (record->kind == AWARD_REGISTER_EXCLUSIONS)
    append_part (text, award_words_validity (award_record_get_validity (record, today)));

  return g_string_free (text, FALSE);
}

char *
award_words_record_place (const char *file, const char *sheet, guint row, gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at / 1000);
  g_autofree char *day = time ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");

  /* Translators: file, sheet, row, and when it was read */
  return g_strdup_printf (_ ("%s %s, row %u · read %s"), file, sheet, row, day);
}

static gboolean
contains (const char *text, const char *part)
{
  return text && strstr (text, part) != NULL;
}

char **
award_words_find_ids (const RulesFact *const *fields,
                      guint n_fields,
                      const GPtrArray *policies,
                      const char *text)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < n_fields; i++)
    for (guint word = 0; word < fields[i]->n_words; word++)
      if (contains (fields[i]->words[word].label, text))
        g_strv_builder_add (ids, fields[i]->words[word].id);
  for (guint i = 0; i < policies->len; i++)
    {
      RulesPolicy *policy = ((const AwardHeldPolicy *) policies->pdata[i])->policy;

      if (contains (rules_policy_get_number (policy), text) ||
          contains (rules_policy_get_title (policy), text))
        g_strv_builder_add (ids, rules_policy_get_id (policy));
      for (guint m = 0; m < rules_policy_get_n_measures (policy); m++)
        {
          const RulesMeasure *measure = rules_policy_get_measure (policy, m);

          if (contains (rules_measure_get_label (measure), text))
            g_strv_builder_add (ids, rules_measure_get_id (measure));
        }
    }

  return g_strv_builder_end (ids);
}
