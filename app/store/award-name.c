/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-name.h"

#include <string.h>

/* Characters from which on one that differs can be a slip. */
#define LEAST_SLIP 6

static const char *const places[] = { "福建省", "福州市", "福建", "福州" };

char *
award_name_key (const char *name)
{
  g_autofree char *normal = g_utf8_normalize (name, -1, G_NORMALIZE_NFKC);
  g_autoptr (GString) key = g_string_new (NULL);

  for (const char *at = normal != NULL ? normal : ""; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (key, g_unichar_toupper (c));
    }
  g_string_replace (key, "有限责任公司", "有限公司", 0);
  return g_strdup (key->str);
}

char *
award_name_near_key (const char *key)
{
  g_autoptr (GString) near = g_string_new (key);

  g_string_replace (near, "股份有限公司", "有限公司", 0);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    g_string_replace (near, places[i], "", 0);
  return g_strdup (near->str);
}

/* Whether two texts are the same but for one character changed, added or left out. */
static gboolean
differ_in_one (const char *a, const char *b)
{
  const char *end_a = a + strlen (a), *end_b = b + strlen (b);
  glong n, m;

  while (*a != '\0' && *b != '\0' && g_utf8_get_char (a) == g_utf8_get_char (b))
    {
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
    }
  while (end_a > a && end_b > b)
    {
      const char *before_a = g_utf8_prev_char (end_a), *before_b = g_utf8_prev_char (end_b);

      if (g_utf8_get_char (before_a) != g_utf8_get_char (before_b))
        break;
      end_a = before_a;
      end_b = before_b;
    }
  n = g_utf8_strlen (a, end_a - a);
  m = g_utf8_strlen (b, end_b - b);
  return MAX (n, m) == 1;
}

gboolean
award_name_compare (const char *key,
                    const char *near,
                    const char *other_key,
                    const char *other_near,
                    AwardDifference *difference)
{
  if (strcmp (key, other_key) == 0)
    {
      *difference = AWARD_DIFFERS_NOTHING;
      return TRUE;
    }
  if (*near == '\0' || *other_near == '\0')
    return FALSE;
  if (strcmp (near, other_near) == 0)
    {
      g_autoptr (GString) form = g_string_new (key);
      g_autoptr (GString) known_form = g_string_new (other_key);

      g_string_replace (form, "股份有限公司", "有限公司", 0);
      g_string_replace (known_form, "股份有限公司", "有限公司", 0);
      *difference = strcmp (form->str, known_form->str) == 0 ? AWARD_DIFFERS_FORM : AWARD_DIFFERS_PLACE;
      return TRUE;
    }
  *difference = AWARD_DIFFERS_CHARACTER;
  return g_utf8_strlen (key, -1) >= LEAST_SLIP && differ_in_one (key, other_key);
}
