/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-codes.h"

#include <string.h>

#define CODE_LENGTH 18

/* GB 32100-2015: the place in the alphabet is the value; I, O, S, V and Z are not used. */
static const char credit_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/* The value of a character; -1: it is not in the alphabet. */
static int
value_of (char c)
{
  static const gint8 letters[] = { 10, 11, 12, 13, 14, 15, 16, 17, -1, 18, 19, 20, 21,
                                   22, -1, 23, 24, 25, -1, 26, 27, -1, 28, 29, 30, -1 };

  if (g_ascii_isdigit (c))
    return c - '0';
  return g_ascii_isupper (c) ? letters[c - 'A'] : -1;
}

char *
award_code_normalise (const char *text)
{
  /* As most are written. */
  gsize n_plain = 0;
  while (g_ascii_isdigit (text[n_plain]) || g_ascii_isupper (text[n_plain]))
    n_plain++;
  if (text[n_plain] == '\0')
    return g_strndup (text, n_plain);

  g_autofree char *folded = g_str_is_ascii (text) ? NULL : g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  GString *code = g_string_new (NULL);

  for (const char *at = folded ? folded : text; *at; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);
      /* Also what pasting leaves behind: zero-width and control characters, the Excel apostrophe. */
      if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT ||
          (c == '\'' && code->len == 0))
        continue;
      g_string_append_unichar (code, c < 128 ? (gunichar) g_ascii_toupper ((char) c) : c);
    }
  return g_string_free (code, FALSE);
}

/* The check of the organisation code inside (GB 11714) is left alone: codes that registries gave out before
 * 2015 break it and are right. */
AwardCodeState
award_code_check_credit (const char *code)
{
  static const guint8 weights[CODE_LENGTH - 1] = { 1,  3,  9,  27, 19, 26, 16, 17, 20,
                                                   29, 25, 13, 8,  24, 10, 30, 28 };
  guint sum = 0;

  if (strlen (code) != CODE_LENGTH)
    return AWARD_CODE_BAD_FORM;
  for (guint i = 0; i < CODE_LENGTH; i++)
    {
      const int value = value_of (code[i]);
      if (value < 0 || (i >= 2 && i < 8 && !g_ascii_isdigit (code[i])))
        return AWARD_CODE_BAD_FORM;
      if (i < CODE_LENGTH - 1)
        sum += (guint) value * weights[i];
    }
  return credit_alphabet[(31 - sum % 31) % 31] == code[CODE_LENGTH - 1] ? AWARD_CODE_VALID
                                                                        : AWARD_CODE_BAD_CHECK;
}

gboolean
award_code_check_organisation (const char *code)
{
  static const guint8 weights[] = { 3, 7, 9, 10, 5, 8, 4, 2 };
  const gsize start = 8;
  guint sum = 0;

  if (strlen (code) != CODE_LENGTH)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      const char c = code[start + i];
      if (!g_ascii_isdigit (c) && !g_ascii_isupper (c))
        return FALSE;
      sum += weights[i] * (guint) (g_ascii_isdigit (c) ? c - '0' : c - 'A' + 10);
    }
  return "0X987654321"[sum % 11] == code[start + G_N_ELEMENTS (weights)];
}

static gboolean
passes_both (const char *code)
{
  return award_code_check_credit (code) == AWARD_CODE_VALID && award_code_check_organisation (code);
}

char *
award_code_suggest_credit (const char *code)
{
  /* Letters the alphabet lacks because they are taken for these. */
  static const char *const mistaken[] = { "O0", "I1", "Z2", "S5" };
  g_autofree char *tried = award_code_normalise (code);
  char *found = NULL;

  if (strlen (tried) != CODE_LENGTH || award_code_check_identity (tried) == AWARD_CODE_VALID ||
      award_code_check_identity (tried) == AWARD_CODE_BAD_CHECK)
    return NULL; /* of no length, or a person's */
  g_autofree char *plain = g_strdup (tried);
  for (gsize i = 0; i < G_N_ELEMENTS (mistaken); i++)
    for (char *at = plain; *at; at++)
      if (*at == mistaken[i][0])
        *at = mistaken[i][1];
  if (strcmp (plain, tried) != 0 && award_code_check_credit (plain) == AWARD_CODE_VALID)
    return g_steal_pointer (&plain);

  for (gsize i = 0; i < CODE_LENGTH; i++)
    {
      const char before = tried[i];
      for (const char *to = credit_alphabet; *to; to++)
        {
          tried[i] = *to;
          if (*to == before || !passes_both (tried))
            continue;
          if (found)
            {
              g_free (found);
              return NULL;
            }
          found = g_strdup (tried);
        }
      tried[i] = before;
    }
  return found;
}

AwardCodeState
award_code_check_identity (const char *code)
{
  static const guint8 weights[CODE_LENGTH - 1] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
  guint sum = 0;
  guint date = 0;

  if (strlen (code) != CODE_LENGTH)
    return AWARD_CODE_BAD_FORM;
  for (guint i = 0; i < CODE_LENGTH - 1; i++)
    {
      if (!g_ascii_isdigit (code[i]))
        return AWARD_CODE_BAD_FORM;
      sum += (guint) (code[i] - '0') * weights[i];
      if (i >= 6 && i < 14)
        date = date * 10 + (guint) (code[i] - '0');
    }
  if (!g_ascii_isdigit (code[CODE_LENGTH - 1]) && code[CODE_LENGTH - 1] != 'X')
    return AWARD_CODE_BAD_FORM;
  if (!g_date_valid_dmy ((GDateDay) (date % 100), (GDateMonth) (date / 100 % 100),
                         (GDateYear) (date / 10000)))
    return AWARD_CODE_BAD_DATE;
  return "10X98765432"[sum % 11] == code[CODE_LENGTH - 1] ? AWARD_CODE_VALID : AWARD_CODE_BAD_CHECK;
}

AwardCodeState
award_code_check_bank (const char *code)
{
  const gsize length = 12;
  guint product = 10;

  if (strlen (code) != length || strspn (code, "0123456789") != length)
    return AWARD_CODE_BAD_FORM;
  for (gsize i = 0; i < length - 1; i++)
    {
      const guint sum = (product + (guint) (code[i] - '0')) % 10;
      product = 2 * (sum == 0 ? 10 : sum) % 11;
    }
  return (11 - product) % 10 == (guint) (code[length - 1] - '0') ? AWARD_CODE_VALID : AWARD_CODE_BAD_CHECK;
}

AwardCodeState
award_code_check_card (const char *code)
{
  const gsize length = strlen (code);
  guint sum = 0;

  if (length < 16 || length > 19 || strspn (code, "0123456789") != length)
    return AWARD_CODE_BAD_FORM;
  for (gsize i = 0; i < length; i++)
    {
      guint digit = (guint) (code[length - 1 - i] - '0');
      if (i % 2 == 1)
        digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
      sum += digit;
    }
  return sum % 10 == 0 ? AWARD_CODE_VALID : AWARD_CODE_BAD_CHECK;
}
