/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values in and out: written forms, decimals of tables, civil dates. */
#include "rules.h"

static const RulesWord WORDS[] = { { "new_production", "新投产", NULL }, { "promoted", "小升规", NULL } };
static const RulesFact ENUM = { .id = "category", .type = RULES_TYPE_ENUM, .n_words = 2, .words = WORDS };

#define NONE G_MININT64

/* What reading gives and how it is written again; where @written is NULL, @error. */
static const struct
{
  RulesType type;
  const char *text;
  gint64 number;
  const char *written;
  int error;
} VALUES[] = {
  { RULES_TYPE_BOOLEAN, "true", 1, "true", 0 },
  { RULES_TYPE_BOOLEAN, "no", 0, "false", 0 },
  { RULES_TYPE_BOOLEAN, "True", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_BOOLEAN, "1", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_MONEY, "1234567.89", 123456789, "1234567.89", 0 },
  { RULES_TYPE_MONEY, "50000", 5000000, "50000.00", 0 },
  { RULES_TYPE_MONEY, " 0.1 ", 10, "0.10", 0 },
  { RULES_TYPE_MONEY, "-0.01", -1, "-0.01", 0 },
  { RULES_TYPE_MONEY, "1.230", 0, NULL, RULES_ERROR_PRECISION },
  { RULES_TYPE_MONEY, "1.234", 0, NULL, RULES_ERROR_PRECISION },
  { RULES_TYPE_MONEY, "0.001", 0, NULL, RULES_ERROR_PRECISION },
  { RULES_TYPE_MONEY, "92233720368547758.07", G_MAXINT64, "92233720368547758.07", 0 },
  { RULES_TYPE_MONEY, "-92233720368547758.07", -G_MAXINT64, "-92233720368547758.07", 0 },
  { RULES_TYPE_MONEY, "92233720368547758.08", 0, NULL, RULES_ERROR_RANGE },
  { RULES_TYPE_MONEY, "-92233720368547758.08", 0, NULL, RULES_ERROR_RANGE },
  { RULES_TYPE_MONEY, "99999999999999999999999999", 0, NULL, RULES_ERROR_RANGE },
  { RULES_TYPE_MONEY, "00000000000000000000000000001", 100, "1.00", 0 },
  { RULES_TYPE_MONEY, "1,000", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_MONEY, "1e5", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_MONEY, "+1", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_MONEY, ".5", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_MONEY, "5.", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_MONEY, "-", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_MONEY, "1.2.3", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_MONEY, "NaN", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_ENERGY, "500000.25", 50000025, "500000.25", 0 },
  { RULES_TYPE_QUANTITY, "1.5", 1500000, "1.5", 0 },
  { RULES_TYPE_QUANTITY, "300", 300000000, "300", 0 },
  { RULES_TYPE_QUANTITY, "0.000001", 1, "0.000001", 0 },
  { RULES_TYPE_QUANTITY, "0.0000001", 0, NULL, RULES_ERROR_PRECISION },
  { RULES_TYPE_PERCENT, "5.1", 5100000, "5.1", 0 },
  { RULES_TYPE_PERCENT, "-12.345678", -12345678, "-12.345678", 0 },
  { RULES_TYPE_COUNT, "120", 120, "120", 0 },
  { RULES_TYPE_COUNT, "-3", -3, "-3", 0 },
  { RULES_TYPE_COUNT, "9223372036854775807", G_MAXINT64, "9223372036854775807", 0 },
  { RULES_TYPE_COUNT, "9223372036854775808", 0, NULL, RULES_ERROR_RANGE },
  { RULES_TYPE_COUNT, "1.5", 0, NULL, RULES_ERROR_PRECISION },
  { RULES_TYPE_COUNT, "3.0", 0, NULL, RULES_ERROR_PRECISION },
  { RULES_TYPE_PERCENT, "5.10000000", 5100000, "5.1", 0 },
  { RULES_TYPE_DATE, "1970-01-01", 0, "1970-01-01", 0 },
  { RULES_TYPE_DATE, "2024-02-29", 19782, "2024-02-29", 0 },
  { RULES_TYPE_DATE, "0001-01-01", -719162, "0001-01-01", 0 },
  { RULES_TYPE_DATE, "9999-12-31", 2932896, "9999-12-31", 0 },
  { RULES_TYPE_DATE, "2023-02-29", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_DATE, "2024-2-1", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_DATE, "2024/02/01", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_DATE, "0000-01-01", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_DATE, "2024-02-01T00:00", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_TEXT, " 三明 ", 0, " 三明 ", 0 },
  { RULES_TYPE_INDUSTRY, "C17", 17, "17", 0 },
  { RULES_TYPE_INDUSTRY, "c1751", 17, "17", 0 },
  { RULES_TYPE_INDUSTRY, "1751", 17, "17", 0 },
  { RULES_TYPE_INDUSTRY, "8", 8, "08", 0 },
  { RULES_TYPE_INDUSTRY, "811", 8, "08", 0 },
  { RULES_TYPE_INDUSTRY, "0811", 8, "08", 0 },
  { RULES_TYPE_INDUSTRY, "97", 97, "97", 0 },
  { RULES_TYPE_INDUSTRY, "C08", 8, "08", 0 },
  { RULES_TYPE_INDUSTRY, "98", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_INDUSTRY, "0", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_INDUSTRY, "17511", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_INDUSTRY, "C", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_INDUSTRY, "Z17", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_INDUSTRY, "制造业", 0, NULL, RULES_ERROR_SYNTAX },
  { RULES_TYPE_ENUM, "promoted", 1, "promoted", 0 },
  { RULES_TYPE_ENUM, " new_production ", 0, "new_production", 0 },
  { RULES_TYPE_ENUM, "小升规", 0, NULL, RULES_ERROR_UNKNOWN },
};

static void
test_written (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (VALUES); i++)
    {
      RulesFact fact = { .id = "f", .type = VALUES[i].type };
      const RulesFact *used = VALUES[i].type == RULES_TYPE_ENUM ? &ENUM : &fact;
      g_autoptr (GError) error = NULL;
      RulesValue value = { 77, NULL };

      g_test_message ("%s '%s'", rules_type_name (VALUES[i].type), VALUES[i].text);
      if (VALUES[i].written == NULL)
        {
          g_assert_false (rules_fact_parse (used, VALUES[i].text, &value, &error));
          g_assert_error (error, RULES_ERROR, VALUES[i].error);
          g_assert_cmpint (value.number, ==, 77);
          continue;
        }
      g_assert_true (rules_fact_parse (used, VALUES[i].text, &value, &error));
      g_assert_no_error (error);
      g_assert_cmpint (value.number, ==, VALUES[i].number);
      g_autofree char *written = rules_fact_format (used, value);
      g_assert_cmpstr (written, ==, VALUES[i].written);
    }
}

/* What was written reads back as the same value. */
static void
test_round_trip (void)
{
  static const RulesType TYPES[] = { RULES_TYPE_MONEY, RULES_TYPE_ENERGY, RULES_TYPE_QUANTITY,
                                     RULES_TYPE_PERCENT, RULES_TYPE_COUNT };
  guint64 state = 12345;

  for (guint i = 0; i < 20000; i++)
    {
      RulesType type = TYPES[i % G_N_ELEMENTS (TYPES)];
      state = state * 6364136223846793005u + 1442695040888963407u;
      gint64 number = (gint64) (state >> (state >> 58)) * (i % 2 == 0 ? 1 : -1);
      RulesValue value;

      if (number == NONE)
        continue;
      g_autofree char *text = rules_type_format (type, (RulesValue){ number, NULL });
      g_assert_true (rules_type_parse (type, text, &value, NULL));
      g_assert_cmpint (value.number, ==, number);
    }
}

static void
test_missing (void)
{
  static const char *const BLANKS[] = { "", " ", "\t", " \n " };

  for (int type = 0; type < RULES_N_TYPES; type++)
    for (guint i = 0; i < G_N_ELEMENTS (BLANKS); i++)
      {
        RulesFact fact = { .id = "f", .type = (RulesType) type };
        const RulesFact *used = type == RULES_TYPE_ENUM ? &ENUM : &fact;
        RulesValue value = { 0, "x" };

        g_assert_true (rules_fact_parse (used, BLANKS[i], &value, NULL));
        g_assert_cmpint (value.number, ==, RULES_MISSING);
        g_assert_null (value.text);
        g_assert_null (rules_fact_format (used, value));
      }
}

static const struct
{
  RulesType type;
  const char *decimal;
  int exponent;
  gint64 number;
  int error; /* -1: none */
} DECIMALS[] = {
  { RULES_TYPE_MONEY, "9858.2", 4, 9858200000, -1 },
  { RULES_TYPE_MONEY, "0.000001", 4, 1, -1 },
  { RULES_TYPE_MONEY, "0.0000001", 4, 0, RULES_ERROR_PRECISION },
  { RULES_TYPE_MONEY, "1.230000000", 0, 123, -1 },
  { RULES_TYPE_MONEY, "1.235", 0, 0, RULES_ERROR_PRECISION },
  { RULES_TYPE_MONEY, "+5", 0, 500, -1 },
  { RULES_TYPE_MONEY, "-5", 4, -5000000, -1 },
  { RULES_TYPE_MONEY, "1.5E3", 0, 150000, -1 },
  { RULES_TYPE_MONEY, "15e-1", 0, 150, -1 },
  { RULES_TYPE_MONEY, "1e-400", 0, 0, RULES_ERROR_PRECISION },
  { RULES_TYPE_MONEY, "0e999999999999", 0, 0, -1 },
  { RULES_TYPE_MONEY, "1e308", 4, 0, RULES_ERROR_RANGE },
  { RULES_TYPE_MONEY, "1e", 0, 0, RULES_ERROR_SYNTAX },
  { RULES_TYPE_MONEY, "1e+", 0, 0, RULES_ERROR_SYNTAX },
  { RULES_TYPE_MONEY, "", 0, 0, RULES_ERROR_SYNTAX },
  { RULES_TYPE_MONEY, "1 000", 0, 0, RULES_ERROR_SYNTAX },
  { RULES_TYPE_MONEY, "12345", -2, 12345, -1 },
  { RULES_TYPE_MONEY, "12345", -3, 0, RULES_ERROR_PRECISION },
  { RULES_TYPE_ENERGY, "8696.6", 4, 8696600000, -1 },
  { RULES_TYPE_ENERGY, "1246081.92", 0, 124608192, -1 },
  { RULES_TYPE_QUANTITY, "1.25", 4, 12500000000, -1 },
  { RULES_TYPE_PERCENT, "5.1", 0, 5100000, -1 },
  { RULES_TYPE_PERCENT, "0.051", 2, 5100000, -1 },
  { RULES_TYPE_COUNT, "12", 1, 120, -1 },
  { RULES_TYPE_COUNT, "0.5", 1, 5, -1 },
};

static void
test_scale (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (DECIMALS); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 number = 0;
      gboolean read =
          rules_decimal_scale (DECIMALS[i].type, DECIMALS[i].decimal, DECIMALS[i].exponent, &number, &error);

      g_test_message ("'%s' × 10^%d", DECIMALS[i].decimal, DECIMALS[i].exponent);
      g_assert_true (read == (DECIMALS[i].error < 0));
      if (read)
        g_assert_cmpint (number, ==, DECIMALS[i].number);
      else
        g_assert_error (error, RULES_ERROR, DECIMALS[i].error);
    }
}

static gint64
day (int year, int month, int day_of_month)
{
  gint64 date = NONE;

  g_assert_true (rules_date_from_civil (year, month, day_of_month, &date));
  return date;
}

/* Every day of four hundred years and of the edges follows the one before it. */
static void
test_calendar (void)
{
  GDate *calendar = g_date_new_dmy (1, G_DATE_JANUARY, 1800);
  gint64 date = day (1800, 1, 1);

  for (guint i = 0; i < 150000; i++, date++)
    {
      int y, m, d;
      gint64 back;

      rules_date_to_civil (date, &y, &m, &d);
      g_assert_cmpint (y, ==, g_date_get_year (calendar));
      g_assert_cmpint (m, ==, (int) g_date_get_month (calendar));
      g_assert_cmpint (d, ==, g_date_get_day (calendar));
      g_assert_true (rules_date_from_civil (y, m, d, &back));
      g_assert_cmpint (back, ==, date);
      g_date_add_days (calendar, 1);
    }
  g_date_free (calendar);
}

static void
test_no_such_day (void)
{
  static const int DAYS[][3] = { { 2023, 2, 29 }, { 1900, 2, 29 }, { 2024, 4, 31 },
                                 { 2024, 0, 1 },  { 2024, 13, 1 }, { 2024, 1, 0 },
                                 { 2024, 1, 32 }, { 0, 1, 1 },     { 10000, 1, 1 } };
  gint64 date = 5;

  for (guint i = 0; i < G_N_ELEMENTS (DAYS); i++)
    g_assert_false (rules_date_from_civil (DAYS[i][0], DAYS[i][1], DAYS[i][2], &date));
  g_assert_cmpint (date, ==, 5);
}

static void
test_months (void)
{
  g_assert_cmpint (rules_date_add_months (day (2024, 2, 1), 1), ==, day (2024, 3, 1));
  g_assert_cmpint (rules_date_add_months (day (2024, 2, 29), 1), ==, day (2024, 3, 29));
  g_assert_cmpint (rules_date_add_months (day (2024, 1, 31), 1), ==, day (2024, 2, 29));
  g_assert_cmpint (rules_date_add_months (day (2023, 1, 31), 1), ==, day (2023, 2, 28));
  g_assert_cmpint (rules_date_add_months (day (2024, 2, 29), 12), ==, day (2025, 2, 28));
  g_assert_cmpint (rules_date_add_months (day (2024, 12, 15), 1), ==, day (2025, 1, 15));
  g_assert_cmpint (rules_date_add_months (day (2024, 1, 31), -2), ==, day (2023, 11, 30));
  g_assert_cmpint (rules_date_add_months (day (2024, 1, 31), 0), ==, day (2024, 1, 31));
  g_assert_cmpint (rules_date_add_months (day (9999, 12, 1), 1), ==, day (9999, 12, 31));
  g_assert_cmpint (rules_date_add_months (day (1, 1, 1), G_MININT), ==, day (1, 1, 1));
  g_assert_cmpint (rules_date_add_months (day (2024, 1, 1), G_MAXINT), ==, day (9999, 12, 31));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/values/written", test_written);
  g_test_add_func ("/values/round-trip", test_round_trip);
  g_test_add_func ("/values/missing", test_missing);
  g_test_add_func ("/values/scale", test_scale);
  g_test_add_func ("/dates/calendar", test_calendar);
  g_test_add_func ("/dates/no-such-day", test_no_such_day);
  g_test_add_func ("/dates/months", test_months);
  return g_test_run ();
}
