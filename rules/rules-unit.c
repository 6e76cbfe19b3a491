/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units as policy texts write them: 40万元, 0.02元/千瓦时, 300吨标准煤, 0.1个百分点. */
#include "rules-language.h"

#define NO_UNIT RULES_N_UNITS
#define LARGEST ((__int128) 1000000000000000000LL * 1000000)

/* value base units are numerator / denominator; people, machines and the like are plain counts. */
typedef struct
{
  const char *name;
  guint unit;
  guint32 numerator;
  guint32 denominator;
} Unit;

/* Longer names before those they begin with. */
static const Unit UNITS[] = {
  { "千瓦时", RULES_UNIT_ENERGY, 100, 1 },
  { "千瓦", RULES_UNIT_POWER, 1, 1 },
  { "千伏", RULES_UNIT_VOLTAGE, 1, 1 },
  { "度", RULES_UNIT_ENERGY, 100, 1 },
  { "元", RULES_UNIT_MONEY, 100, 1 },
  { "角", RULES_UNIT_MONEY, 10, 1 },
  { "分", RULES_UNIT_MONEY, 1, 1 },
  { "吨标准煤", RULES_UNIT_COAL, 1, 1 },
  { "平方米", RULES_UNIT_AREA, 1, 1 },
  { "美元", RULES_UNIT_DOLLAR, 1, 1 },
  { "天", RULES_UNIT_DAY, 1, 1 },
  { "日", RULES_UNIT_DAY, 1, 1 },
  { "个百分点", NO_UNIT, 1, 100 },
  { "百分点", NO_UNIT, 1, 100 },
  { "个月", NO_UNIT, 1, 1 },
  { "个", NO_UNIT, 1, 1 },
  { "人", NO_UNIT, 1, 1 },
  { "家", NO_UNIT, 1, 1 },
  { "台", NO_UNIT, 1, 1 },
  { "场", NO_UNIT, 1, 1 },
  { "户", NO_UNIT, 1, 1 },
  { "名", NO_UNIT, 1, 1 },
  { "项", NO_UNIT, 1, 1 },
  { "次", NO_UNIT, 1, 1 },
  { "套", NO_UNIT, 1, 1 },
  { "件", NO_UNIT, 1, 1 },
  { "倍", NO_UNIT, 1, 1 },
  { "‰", NO_UNIT, 1, 1000 },
  { "％", NO_UNIT, 1, 100 },
  { "%", NO_UNIT, 1, 100 },
};

static const struct
{
  const char *name;
  guint32 factor;
} MULTIPLIERS[] = { { "十", 10 }, { "百", 100 }, { "千", 1000 }, { "万", 10000 }, { "亿", 100000000 } };

/* What problems call a dimension's units. */
static const char *const BASE_NAMES[RULES_N_UNITS] = {
  [RULES_UNIT_MONEY] = "元",    [RULES_UNIT_ENERGY] = "千瓦时", [RULES_UNIT_COAL] = "吨标准煤",
  [RULES_UNIT_AREA] = "平方米", [RULES_UNIT_POWER] = "千瓦",    [RULES_UNIT_VOLTAGE] = "千伏",
  [RULES_UNIT_DOLLAR] = "美元", [RULES_UNIT_DAY] = "天",
};

static const Unit *
read_plain_unit (const char **at, const char *end)
{
  for (guint i = 0; i < G_N_ELEMENTS (UNITS); i++)
    {
      gsize length = strlen (UNITS[i].name);
      if ((gsize) (end - *at) >= length && memcmp (*at, UNITS[i].name, length) == 0)
        {
          *at += length;
          return &UNITS[i];
        }
    }
  return NULL;
}

static guint32
read_multiplier (const char **at, const char *end)
{
  for (guint i = 0; i < G_N_ELEMENTS (MULTIPLIERS); i++)
    {
      gsize length = strlen (MULTIPLIERS[i].name);
      if ((gsize) (end - *at) >= length && memcmp (*at, MULTIPLIERS[i].name, length) == 0)
        {
          *at += length;
          return MULTIPLIERS[i].factor;
        }
    }
  return 0;
}

static void
apply (RulesMeasuredIn *measured, const Unit *unit, gboolean below)
{
  measured->factor.numerator *= below ? unit->denominator : unit->numerator;
  measured->factor.denominator *= below ? unit->numerator : unit->denominator;
  if (unit->unit != NO_UNIT)
    measured->dimension.exponent[unit->unit] += below ? -1 : 1;
}

int
rules_unit_read (const char *text, const char *end, RulesMeasuredIn *measured)
{
  const char *at = text;
  const Unit *unit;

  *measured = (RulesMeasuredIn){ .factor = { 1, 1 } };
  /* 千瓦 is a unit, 千元 a multiplier and a unit: units go first. */
  while ((unit = read_plain_unit (&at, end)) == NULL)
    {
      guint32 factor = read_multiplier (&at, end);
      if (factor == 0)
        return (int) (at - text);
      measured->factor.numerator *= factor;
      if (measured->factor.numerator > LARGEST)
        return -1;
    }
  apply (measured, unit, FALSE);
  measured->is_percent = unit->unit == NO_UNIT && unit->denominator != 1;

  const char *below = at + 1;
  if (at < end && *at == '/' && (unit = read_plain_unit (&below, end)) != NULL)
    {
      apply (measured, unit, TRUE);
      measured->is_percent = FALSE;
      at = below;
    }
  if (measured->factor.numerator % measured->factor.denominator == 0)
    {
      measured->factor.numerator /= measured->factor.denominator;
      measured->factor.denominator = 1;
    }
  return (int) (at - text);
}

gboolean
rules_type_dimension (RulesType type, const char *unit, RulesDimension *dimension)
{
  RulesDimension own = { { 0 } };
  RulesMeasuredIn measured;

  if (type == RULES_TYPE_MONEY)
    own.exponent[RULES_UNIT_MONEY] = 1;
  else if (type == RULES_TYPE_ENERGY)
    own.exponent[RULES_UNIT_ENERGY] = 1;
  *dimension = own;
  if (unit == NULL)
    return TRUE;

  const char *end = unit + strlen (unit);
  if (rules_unit_read (unit, end, &measured) != end - unit)
    return FALSE;
  *dimension = measured.dimension;

  /* One of the unit must be one of what the type counts, so that a figure reads as its unit says. */
  gboolean whole = measured.factor.denominator == 1;
  gboolean ones = whole && measured.factor.numerator == 1;
  gboolean hundreds = whole && measured.factor.numerator == 100;

  switch (type)
    {
    case RULES_TYPE_MONEY:
      return hundreds && dimension->exponent[RULES_UNIT_MONEY] == 1;
    case RULES_TYPE_ENERGY:
      return hundreds && dimension->exponent[RULES_UNIT_ENERGY] == 1;
    case RULES_TYPE_QUANTITY:
      return ones && dimension->exponent[RULES_UNIT_MONEY] == 0 &&
             dimension->exponent[RULES_UNIT_ENERGY] == 0;
    case RULES_TYPE_COUNT:
      return ones && rules_dimension_is_none (*dimension);
    case RULES_TYPE_BOOLEAN:
    case RULES_TYPE_PERCENT:
    case RULES_TYPE_DATE:
    case RULES_TYPE_TEXT:
    case RULES_TYPE_INDUSTRY:
    case RULES_TYPE_ENUM:
    default:
      return FALSE;
    }
}

gboolean
rules_dimension_equal (RulesDimension a, RulesDimension b)
{
  return memcmp (&a, &b, sizeof a) == 0;
}

gboolean
rules_dimension_is_none (RulesDimension a)
{
  return rules_dimension_equal (a, (RulesDimension){ { 0 } });
}

char *
rules_dimension_name (RulesDimension dimension)
{
  GString *above = g_string_new (NULL);
  GString *below = g_string_new (NULL);

  for (guint i = 0; i < RULES_N_UNITS; i++)
    {
      int exponent = dimension.exponent[i];
      GString *side = exponent > 0 ? above : below;

      if (exponent == 0)
        continue;
      if (exponent < 0)
        g_string_append_c (side, '/');
      else if (side->len > 0)
        g_string_append (side, "·");
      g_string_append (side, BASE_NAMES[i]);
      if (ABS (exponent) > 1)
        g_string_append_printf (side, "^%d", ABS (exponent));
    }
  if (above->len == 0)
    g_string_append (above, below->len > 0 ? "1" : "数");
  g_string_append (above, below->str);
  g_string_free (below, TRUE);
  return g_string_free (above, FALSE);
}
