/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-codes.h"

/* The standard's own example and invented codes, with one wrong digit or letter here and there. */
static const struct
{
  const char *code;
  AwardCodeState state;
} credit_codes[] = {
  { "91350100M000100Y43", AWARD_CODE_VALID },
  { "9144030099900001XR", AWARD_CODE_VALID },
  { "91440300999000028R", AWARD_CODE_VALID },
  { "91440300999000036L", AWARD_CODE_VALID },
  { "911101089990000448", AWARD_CODE_VALID },
  { "91350900999000052N", AWARD_CODE_VALID },
  { "913501009990000608", AWARD_CODE_VALID },
  { "9112000099900008X5", AWARD_CODE_VALID },
  { "91350100M000100Y4Z", AWARD_CODE_BAD_FORM },
  { "91350211M00013TT1A", AWARD_CODE_BAD_CHECK },
  { "9135010099900091VY", AWARD_CODE_BAD_FORM },
  { "9144030099900001XA", AWARD_CODE_BAD_CHECK },
  { "9144030099900001YR", AWARD_CODE_BAD_CHECK },
  { "91440300999000028O", AWARD_CODE_BAD_FORM },
  { "9133010099900010XA", AWARD_CODE_BAD_CHECK },
  { "91110000999000117A", AWARD_CODE_BAD_CHECK },
  { "9144030099900001X", AWARD_CODE_BAD_FORM },
  { "9144030099900001XRG", AWARD_CODE_BAD_FORM },
  { "91350100m000100y43", AWARD_CODE_BAD_FORM },
  { "913501A0M000100Y43", AWARD_CODE_BAD_FORM },
  { "", AWARD_CODE_BAD_FORM },
};

static const struct
{
  const char *code;
  AwardCodeState state;
} identity_codes[] = {
  { "350102190001010015", AWARD_CODE_VALID },    { "350102190001010023", AWARD_CODE_VALID },
  { "350112190003150129", AWARD_CODE_VALID },    { "350121190012310995", AWARD_CODE_VALID },
  { "350128190002280045", AWARD_CODE_VALID },    { "35010219000707006X", AWARD_CODE_VALID },
  { "350181190002290018", AWARD_CODE_BAD_DATE }, { "350102190001010016", AWARD_CODE_BAD_CHECK },
  { "350102190013010015", AWARD_CODE_BAD_DATE }, { "350102000001010015", AWARD_CODE_BAD_DATE },
  { "35010219000707006x", AWARD_CODE_BAD_FORM }, { "350102900101001", AWARD_CODE_BAD_FORM },
  { "3501021900O1010015", AWARD_CODE_BAD_FORM },
};

static void
test_credit (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (credit_codes); i++)
    {
      g_test_message ("%s", credit_codes[i].code);
      g_assert_cmpint (award_code_check_credit (credit_codes[i].code), ==, credit_codes[i].state);
    }
}

static void
test_identity (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (identity_codes); i++)
    {
      g_test_message ("%s", identity_codes[i].code);
      g_assert_cmpint (award_code_check_identity (identity_codes[i].code), ==, identity_codes[i].state);
    }
}

static void
test_normalise (void)
{
  static const char *const cases[][2] = {
    { "  91350100m000100y43 ", "91350100M000100Y43" },
    { "９１３５０１００Ｍ０００１００ｙ４３", "91350100M000100Y43" },
    { "9135 0100 M000\u00a0100Y43\u3000", "91350100M000100Y43" },
    { "'350102190001010015\t", "350102190001010015" },
    { "\ufeff35010219000707006x\u200b", "35010219000707006X" },
    { "无码", "无码" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = award_code_normalise (cases[i][0]);
      g_assert_cmpstr (code, ==, cases[i][1]);
    }
}

/* Head offices as the payment system lists them; with any digit changed none is right. */
static void
test_bank (void)
{
  static const char *const codes[] = { "309391000011", "313391080007", "313391080015", "402391000068",
                                       "102100099996", "103100000026", "104100000004", "105100000017",
                                       "301290000007", "308584000013", "403100000004", "313393080005",
                                       "313397075189" };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_assert_cmpint (award_code_check_bank (codes[i]), ==, AWARD_CODE_VALID);
      for (gsize at = 0; codes[i][at]; at++)
        {
          g_autofree char *wrong = g_strdup (codes[i]);
          wrong[at] = wrong[at] == '9' ? '0' : (char) (wrong[at] + 1);
          g_assert_cmpint (award_code_check_bank (wrong), ==, AWARD_CODE_BAD_CHECK);
        }
    }
  g_assert_cmpint (award_code_check_bank ("30939100001"), ==, AWARD_CODE_BAD_FORM);
  g_assert_cmpint (award_code_check_bank ("30939100001X"), ==, AWARD_CODE_BAD_FORM);
  g_assert_cmpint (award_code_check_bank (""), ==, AWARD_CODE_BAD_FORM);
}

static void
test_card (void)
{
  static const char *const codes[] = { "6222020000000000000", "6217000000000000004", "4111111111111111" };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_assert_cmpint (award_code_check_card (codes[i]), ==, AWARD_CODE_VALID);
      for (gsize at = 0; codes[i][at]; at++)
        {
          g_autofree char *wrong = g_strdup (codes[i]);
          wrong[at] = wrong[at] == '9' ? '0' : (char) (wrong[at] + 1);
          g_assert_cmpint (award_code_check_card (wrong), ==, AWARD_CODE_BAD_CHECK);
        }
    }
  g_assert_cmpint (award_code_check_card ("411111111111111"), ==, AWARD_CODE_BAD_FORM);
  g_assert_cmpint (award_code_check_card ("41111111111111111111"), ==, AWARD_CODE_BAD_FORM);
}

static void
test_organisation (void)
{
  g_assert_true (award_code_check_organisation ("91350100M000100Y43"));
  g_assert_true (award_code_check_organisation ("91350122MADEM0011U"));
  g_assert_true (award_code_check_organisation ("91350105MADEM002X0"));
  /* The credit code's own check does not see to it. */
  g_assert_cmpint (award_code_check_credit ("9144030099900001XR"), ==, AWARD_CODE_VALID);
  g_assert_false (award_code_check_organisation ("9144030099900001XR"));
  g_assert_false (award_code_check_organisation ("91350122MADEM0011"));
  g_assert_false (award_code_check_organisation ("91350122无无无11U"));
  for (const char *digit = "0123456789X"; *digit; digit++)
    {
      g_autofree char *code = g_strdup_printf ("91350122MADEM001%cU", *digit);
      g_assert_cmpint (award_code_check_organisation (code), ==, *digit == '1');
    }
}

/* A suggestion is the only code one character away that passes both checks: counted out for every slip. */
static void
test_suggestion (void)
{
  static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const char *right = "91350122MADEM0011U";
  guint n_found = 0;

  for (gsize at = 0; right[at]; at++)
    for (const char *slip = alphabet; *slip; slip++)
      {
        g_autofree char *wrong = g_strdup (right);
        guint n_near = 0;

        wrong[at] = *slip;
        if (*slip == right[at])
          continue;
        for (gsize other = 0; right[other]; other++)
          for (const char *to = alphabet; *to; to++)
            {
              g_autofree char *near = g_strdup (wrong);
              near[other] = *to;
              n_near += *to != wrong[other] && award_code_check_credit (near) == AWARD_CODE_VALID &&
                        award_code_check_organisation (near);
            }
        g_autofree char *found = award_code_suggest_credit (wrong);
        g_assert_cmpint (found != NULL, ==, n_near == 1);
        if (found)
          g_assert_cmpstr (found, ==, right);
        n_found += found != NULL;
      }
  g_assert_cmpuint (n_found, >, 0);

  static const char *const cases[][2] = {
    { "91350105MADEM002V0", "91350105MADEM002X0" }, /* no V in the alphabet */
    { "91350I00M000I00Y43", "91350100M000100Y43" },
    { "9135O1OOMOOO1OOY43", "91350100M000100Y43" },
    { "91350100M000100Y4", NULL },
    { "350102190001010016", NULL }, /* a person's */
    { "", NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = award_code_suggest_credit (cases[i][0]);
      g_test_message ("%s: %s", cases[i][0], found ? found : "none");
      g_assert_cmpstr (found, ==, cases[i][1]);
    }
}

static void
test_division (void)
{
  g_assert_true (award_code_has_division ("91350100M000100Y43"));
  g_assert_true (award_code_has_division ("91100000M000100Y43"));
  g_assert_false (award_code_has_division ("91380100M000100Y43"));
  g_assert_false (award_code_has_division ("91990100M000100Y43"));
  g_assert_false (award_code_contradicts_county ("91350102M", "鼓楼区"));
  g_assert_true (award_code_contradicts_county ("91350102M", "马尾区"));
  g_assert_false (award_code_contradicts_county ("91350182M", "长乐区"));
  /* Registered with the city, in a zone without a number, or elsewhere: nothing to say. */
  g_assert_false (award_code_contradicts_county ("91350100M", "马尾区"));
  g_assert_false (award_code_contradicts_county ("91350121M", "高新区"));
  g_assert_false (award_code_contradicts_county ("91440300M", "马尾区"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codes/credit", test_credit);
  g_test_add_func ("/codes/identity", test_identity);
  g_test_add_func ("/codes/normalise", test_normalise);
  g_test_add_func ("/codes/bank", test_bank);
  g_test_add_func ("/codes/card", test_card);
  g_test_add_func ("/codes/organisation", test_organisation);
  g_test_add_func ("/codes/suggestion", test_suggestion);
  g_test_add_func ("/codes/division", test_division);
  return g_test_run ();
}
