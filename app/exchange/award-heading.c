/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-heading.h"

#include <stdlib.h>
#include <string.h>

#define SAME 10000
#define SAME_BUT_WHETHER 9000
#define SAME_CHARACTERS 8500
#define SAME_STEM 7000
#define PART_MOST 3000
#define PART_LEAST_SHARE 40 /* per cent of the longer text */

/* Words of a period or of a comparison: they tell columns of one figure apart. */
static const char *const time_words[] = { "上年同期", "去年同期", "上年度", "上年", "去年", "同期",
                                          "上期",     "本年度",   "本年",   "本期", "当期", "当年",
                                          "今年",     "累计",     "季度",   "年" };
static const char *const prior_words[] = { "上年", "去年", "同期", "上期" };

/* A column of these is another figure, although the rest of its words is the same. */
static const char *const other_figures[] = { "增幅", "增长", "增速", "增减", "同比", "环比",
                                             "比重", "占比", "排名", "备注", "说明" };

static const struct
{
  const char *name;
  AwardUnitKind kind;
  int exponent;
} units[] = {
  { "元", AWARD_UNIT_MONEY, 0 },          { "人民币元", AWARD_UNIT_MONEY, 0 },
  { "十元", AWARD_UNIT_MONEY, 1 },        { "百元", AWARD_UNIT_MONEY, 2 },
  { "千元", AWARD_UNIT_MONEY, 3 },        { "万元", AWARD_UNIT_MONEY, 4 },
  { "人民币万元", AWARD_UNIT_MONEY, 4 },  { "万元人民币", AWARD_UNIT_MONEY, 4 },
  { "十万元", AWARD_UNIT_MONEY, 5 },      { "百万元", AWARD_UNIT_MONEY, 6 },
  { "千万元", AWARD_UNIT_MONEY, 7 },      { "亿元", AWARD_UNIT_MONEY, 8 },
  { "千瓦时", AWARD_UNIT_ENERGY, 0 },     { "千瓦小时", AWARD_UNIT_ENERGY, 0 },
  { "度", AWARD_UNIT_ENERGY, 0 },         { "kwh", AWARD_UNIT_ENERGY, 0 },
  { "kw.h", AWARD_UNIT_ENERGY, 0 },       { "万千瓦时", AWARD_UNIT_ENERGY, 4 },
  { "万千瓦小时", AWARD_UNIT_ENERGY, 4 }, { "万度", AWARD_UNIT_ENERGY, 4 },
  { "万kwh", AWARD_UNIT_ENERGY, 4 },      { "万kw.h", AWARD_UNIT_ENERGY, 4 },
  { "兆瓦时", AWARD_UNIT_ENERGY, 3 },     { "mwh", AWARD_UNIT_ENERGY, 3 },
  { "亿千瓦时", AWARD_UNIT_ENERGY, 8 },   { "亿度", AWARD_UNIT_ENERGY, 8 },
  { "%", AWARD_UNIT_PERCENT, 0 },         { "百分点", AWARD_UNIT_PERCENT, 0 },
  { "个百分点", AWARD_UNIT_PERCENT, 0 },  { "‰", AWARD_UNIT_PERCENT, -1 },
};

/* Units of quantities and counts tables name; the fact says which is its own. */
static const char *const other_units[] = { "吨标准煤", "吨标煤", "tce", "吨",   "平方米", "m2",     "亩",
                                           "公顷",     "千瓦",   "kw",  "千伏", "kv",     "千伏安", "kva",
                                           "美元",     "usd",    "人",  "人次", "名",     "家",     "台",
                                           "套",       "个",     "户",  "台套", "次",     "场",     "项",
                                           "分",       "年",     "月",  "天" };

char *
award_text_fold (const char *text)
{
  /* Most cells are plain already. */
  gsize n_plain = 0;
  while (text[n_plain] > ' ' && text[n_plain] < 0x7f)
    n_plain++;
  if (text[n_plain] == '\0')
    return g_strndup (text, n_plain);

  g_autofree char *normal = g_str_is_ascii (text) ? NULL : g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  GString *folded = g_string_new (NULL);

  for (const char *at = normal ? normal : text; *at; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);
      if (!g_unichar_isspace (c) && !g_unichar_iscntrl (c) && g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (folded, c);
    }
  return g_string_free (folded, FALSE);
}

gboolean
award_unit_parse (const char *text, AwardUnit *unit)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_autofree char *dotted = NULL;
  const char *name = lower;

  for (const char *const *dot = (const char *const[]){ "·", "•", "*", NULL }; *dot; dot++)
    if (strstr (name, *dot))
      {
        g_auto (GStrv) parts = g_strsplit (name, *dot, -1);
        g_free (dotted);
        dotted = g_strjoinv (".", parts);
        name = dotted;
      }
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (name, units[i].name) == 0)
      {
        *unit = (AwardUnit){ .kind = units[i].kind, .exponent = units[i].exponent };
        return TRUE;
      }

  int exponent = 0;
  static const struct
  {
    const char *word;
    int exponent;
  } multipliers[] = { { "万", 4 }, { "亿", 8 } };
  for (gsize i = 0; i < G_N_ELEMENTS (multipliers); i++)
    if (g_str_has_prefix (name, multipliers[i].word))
      {
        exponent = multipliers[i].exponent;
        name += strlen (multipliers[i].word);
        break;
      }
  for (gsize i = 0; i < G_N_ELEMENTS (other_units); i++)
    if (strcmp (name, other_units[i]) == 0)
      {
        *unit = (AwardUnit){ .kind = AWARD_UNIT_OTHER, .exponent = exponent };
        g_strlcpy (unit->name, name, sizeof unit->name);
        return TRUE;
      }
  return FALSE;
}

gboolean
award_unit_fits (AwardUnit *unit, const RulesFact *fact)
{
  const gboolean is_number = fact->type == RULES_TYPE_MONEY || fact->type == RULES_TYPE_ENERGY ||
                             fact->type == RULES_TYPE_QUANTITY || fact->type == RULES_TYPE_PERCENT ||
                             fact->type == RULES_TYPE_COUNT;

  if (unit->kind == AWARD_UNIT_NONE || !is_number)
    return TRUE;
  if (unit->kind == AWARD_UNIT_MONEY)
    return fact->type == RULES_TYPE_MONEY;
  if (unit->kind == AWARD_UNIT_ENERGY)
    return fact->type == RULES_TYPE_ENERGY;
  if (unit->kind == AWARD_UNIT_PERCENT)
    return fact->type == RULES_TYPE_PERCENT;
  if (fact->type == RULES_TYPE_COUNT)
    return TRUE;
  if (fact->type != RULES_TYPE_QUANTITY)
    return FALSE; /* 美元 for a sum in 元, 吨 for kWh */

  /* A quantity in another unit than the fact's would be another figure. */
  AwardUnit own = { 0 };
  g_autofree char *folded = fact->unit ? award_text_fold (fact->unit) : NULL;
  if (!folded || !award_unit_parse (folded, &own) || own.kind != AWARD_UNIT_OTHER)
    return TRUE;
  const gboolean is_coal = g_str_has_prefix (own.name, "吨标") || strcmp (own.name, "tce") == 0;
  const gboolean is_tonne = g_str_has_prefix (unit->name, "吨") || strcmp (unit->name, "tce") == 0;
  if (strcmp (own.name, unit->name) != 0 && !(is_coal && is_tonne))
    return FALSE;
  unit->exponent -= own.exponent;
  return TRUE;
}

gboolean
award_unit_line_parse (const char *text, GArray *units_found)
{
  g_autofree char *folded = award_text_fold (text);
  char *word = strstr (folded, "单位:");
  gboolean found = FALSE;

  if (!word)
    return FALSE;
  g_auto (GStrv) parts = g_strsplit_set (word + strlen ("单位:"), ",;/()", -1);
  for (guint i = 0; parts[i]; i++)
    {
      g_auto (GStrv) names = g_strsplit (parts[i], "、", -1);
      for (guint j = 0; names[j]; j++)
        {
          AwardUnit unit;
          if (!award_unit_parse (names[j], &unit))
            continue;
          g_array_append_val (units_found, unit);
          found = TRUE;
        }
    }
  return found;
}

/* Takes bracketed units out of folded @text, and one that ends it after a mark ("金额/万元"). */
static void
take_units (GString *text, AwardUnit *unit)
{
  AwardUnit found;

  for (gsize open = 0; open < text->len; open++)
    {
      if (!strchr ("([{", text->str[open]))
        continue;
      const gsize close = open + strcspn (text->str + open, ")]}");
      if (close >= text->len)
        break;
      g_autofree char *inside = g_strndup (text->str + open + 1, close - open - 1);
      const char *name = inside;
      if (g_str_has_prefix (name, "单位:"))
        name += strlen ("单位:");
      if (!award_unit_parse (name, &found))
        continue;
      *unit = found;
      g_string_erase (text, (gssize) open, (gssize) (close - open + 1));
      open--;
    }

  char *mark = text->len > 0 ? strpbrk (text->str, "/:,") : NULL;
  for (; mark; mark = strpbrk (mark + 1, "/:,"))
    if (award_unit_parse (mark + 1, &found))
      {
        *unit = found;
        g_string_truncate (text, (gsize) (mark - text->str));
        break;
      }

  static const char *const endings[] = { "万千瓦时", "千瓦时", "万元", "亿元", "千元", "万度" };
  for (gsize i = 0; unit->kind == AWARD_UNIT_NONE && i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (text->str, endings[i]) && text->len > strlen (endings[i]))
      {
        if (award_unit_parse (endings[i], unit))
          g_string_truncate (text, text->len - strlen (endings[i]));
      }
}

/* One way to write a period: 第一季度, 1季度, 1-3月 and Q1 are 一季度. */
static void
unify_periods (GString *text)
{
  static const char *const forms[][2] = {
    { "1至3月", "一季度" },   { "1-3月", "一季度" },    { "1~3月", "一季度" },    { "1—3月", "一季度" },
    { "4-6月", "二季度" },    { "7-9月", "三季度" },    { "10-12月", "四季度" },  { "1季度", "一季度" },
    { "2季度", "二季度" },    { "3季度", "三季度" },    { "4季度", "四季度" },    { "第一季度", "一季度" },
    { "第二季度", "二季度" }, { "第三季度", "三季度" }, { "第四季度", "四季度" }, { "Q1", "一季度" },
    { "Q2", "二季度" },       { "Q3", "三季度" },       { "Q4", "四季度" },       { "季度份", "季度" },
    { "一季度份", "一季度" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    g_string_replace (text, forms[i][0], forms[i][1], 0);
}

static guint
find_year (const char *text)
{
  for (const char *at = text; *at; at++)
    if (at[0] == '2' && at[1] == '0' && g_ascii_isdigit (at[2]) && g_ascii_isdigit (at[3]) &&
        !g_ascii_isdigit (at[4]) && (at == text || !g_ascii_isdigit (at[-1])))
      return (guint) (2000 + (at[2] - '0') * 10 + (at[3] - '0'));
  return 0;
}

static guint
find_quarter (const char *text)
{
  static const char *const names[] = { "一季度", "二季度", "三季度", "四季度" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strstr (text, names[i]))
      return i + 1;
  return 0;
}

static guint
find_month (const char *text)
{
  for (const char *at = strstr (text, "月"); at; at = strstr (at + 1, "月"))
    {
      guint month = 0;
      const char *digit = at;
      for (guint scale = 1; digit > text && g_ascii_isdigit (digit[-1]) && scale <= 10; scale *= 10)
        month += scale * (guint) (*--digit - '0');
      if (month >= 1 && month <= 12)
        return month;
    }
  return 0;
}

static void
remove_all (GString *text, const char *word)
{
  g_string_replace (text, word, "", 0);
}

void
award_heading_init (AwardHeading *heading, const char *text)
{
  g_autofree char *folded = award_text_fold (text);
  g_autoptr (GString) words = g_string_new (folded);
  g_autoptr (GString) key = g_string_new (NULL);

  *heading = (AwardHeading){ 0 };
  take_units (words, &heading->unit);
  unify_periods (words);
  for (const char *at = words->str; *at; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);
      if (g_unichar_isalnum (c))
        g_string_append_unichar (key, g_unichar_tolower (c));
    }
  heading->key = g_strdup (key->str);
  heading->year = find_year (key->str);
  heading->quarter = find_quarter (key->str);
  heading->month = find_month (key->str);
  for (gsize i = 0; i < G_N_ELEMENTS (prior_words); i++)
    heading->is_prior = heading->is_prior || strstr (key->str, prior_words[i]);

  g_autofree char *year = g_strdup_printf ("%u年", heading->year);
  remove_all (key, year);
  static const char *const quarters[] = { "一季度", "二季度", "三季度", "四季度" };
  for (gsize i = 0; i < G_N_ELEMENTS (quarters); i++)
    remove_all (key, quarters[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (time_words); i++)
    remove_all (key, time_words[i]);
  heading->stem = g_strdup (key->str);
}

void
award_heading_clear (AwardHeading *heading)
{
  g_free (heading->key);
  g_free (heading->stem);
}

static int
compare_characters (gconstpointer a, gconstpointer b)
{
  const gunichar first = *(const gunichar *) a;
  const gunichar second = *(const gunichar *) b;
  return (first > second) - (first < second);
}

/* Whether both have the same characters in any order: 2024年一季度产值 and 产值2024年一季度. */
static gboolean
is_reordered (const char *a, const char *b)
{
  if (strlen (a) != strlen (b))
    return FALSE;
  glong n = 0;
  glong m = 0;
  g_autofree gunichar *first = g_utf8_to_ucs4_fast (a, -1, &n);
  g_autofree gunichar *second = g_utf8_to_ucs4_fast (b, -1, &m);
  if (n != m)
    return FALSE;
  qsort (first, (gsize) n, sizeof *first, compare_characters);
  qsort (second, (gsize) m, sizeof *second, compare_characters);
  return memcmp (first, second, (gsize) n * sizeof *first) == 0;
}

static const char *
without_whether (const char *key)
{
  return g_str_has_prefix (key, "是否") ? key + strlen ("是否") : key;
}

static gboolean
names_other_figure (const AwardHeading *column, const AwardHeading *wanted)
{
  for (gsize i = 0; i < G_N_ELEMENTS (other_figures); i++)
    if (strstr (column->key, other_figures[i]) && !strstr (wanted->key, other_figures[i]))
      return TRUE;
  return FALSE;
}

guint
award_heading_match (const AwardHeading *column, const AwardHeading *wanted)
{
  const char *a = column->key;
  const char *b = wanted->key;

  if (*a == '\0' || *b == '\0')
    return 0;
  if (strcmp (a, b) == 0)
    return SAME;
  if (names_other_figure (column, wanted))
    return 0;
  /* A column of a quarter or month is not the figure of another, nor one without. */
  if ((column->year && wanted->year && column->year != wanted->year) ||
      (column->quarter && column->quarter != wanted->quarter) ||
      (column->month && column->month != wanted->month))
    return 0;
  if (strcmp (without_whether (a), without_whether (b)) == 0)
    return SAME_BUT_WHETHER;
  if (is_reordered (a, b))
    return SAME_CHARACTERS;
  if (*column->stem && strcmp (column->stem, wanted->stem) == 0)
    return SAME_STEM;

  a = without_whether (*column->stem ? column->stem : a);
  b = without_whether (*wanted->stem ? wanted->stem : b);
  const glong n = g_utf8_strlen (a, -1);
  const glong m = g_utf8_strlen (b, -1);
  if (MIN (n, m) < 2 || MIN (n, m) * 100 < MAX (n, m) * PART_LEAST_SHARE)
    return 0;
  if (strstr (n > m ? a : b, n > m ? b : a))
    return (guint) (PART_MOST * MIN (n, m) / MAX (n, m));
  return 0;
}
