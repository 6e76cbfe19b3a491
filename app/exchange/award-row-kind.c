/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row is: a claim, or one of the many others tables have. A row with a claimant's code is always a
 * claim; only rows without one are looked at twice. */
#include "award-mapping-private.h"

#include <string.h>

/* Letters and digits that make a text a code, and those that may make it one where the row has figures. */
#define SURE_CODE 15
#define POSSIBLE_CODE 6
/* Longest text that can name a total. */
#define LONGEST_TOTAL 24
/* Rows after the heading in which its columns may be numbered. */
#define NUMBER_ROWS 2

static const char *const total_starts[] = { "合计", "总计",     "小计",     "累计",
                                            "共计", "本页合计", "本页小计", "总合计" };
static const char *const total_ends[] = { "合计", "小计", "总计" };
static const char *const note_starts[] = { "注",     "备注", "说明",   "附注",       "填报",     "填表",
                                           "制表",   "审核", "复核",   "经办",       "联系",     "单位负责人",
                                           "负责人", "报送", "报表",   "统计负责人", "分管领导", "主管",
                                           "签字",   "盖章", "(盖章)", "日期",       "单位:",    "金额单位",
                                           "*",      "※",    "第1页",  "本表" };
static const char *const column_marks[] = {
  "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", NULL
};

/* Letters and digits of folded @text; 0 when there is anything but a code in it. */
static guint
code_length (const char *text)
{
  guint n = 0;

  for (const char *at = text; *at; at = g_utf8_next_char (at))
    {
      if (g_utf8_get_char (at) >= 0x80)
        return 0;
      n += g_ascii_isalnum (*at);
    }
  return n;
}

static gboolean
starts_with_any (const char *text, const char *const *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_has_prefix (text, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_total (const char *folded)
{
  if (g_utf8_strlen (folded, -1) > LONGEST_TOTAL)
    return FALSE;
  /* 合计, 合计(80家), 合计80家: not the first characters of a name. */
  for (gsize i = 0; i < G_N_ELEMENTS (total_starts); i++)
    if (g_str_has_prefix (folded, total_starts[i]) &&
        !g_unichar_isalpha (g_utf8_get_char (folded + strlen (total_starts[i]))))
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (total_ends); i++)
    if (g_str_has_suffix (folded, total_ends[i]))
      return TRUE;
  return FALSE;
}

/* Whether folded @text numbers a column: 甲, 3, (4), A, 5=3/4. */
static gboolean
is_column_mark (const char *folded)
{
  if (g_strv_contains (column_marks, folded))
    return TRUE;
  const gsize n = strlen (folded);
  if (n == 1 && g_ascii_isupper (*folded))
    return TRUE;
  return n <= 12 && strspn (folded, "0123456789()=/*+-%") == n && strspn (folded, "0123456789") <= 2;
}

/* Whether a row says again what a row of the heading, or one above it, says. */
static gboolean
repeats_heading (const AwardMapping *mapping, const AwardSheet *sheet, guint row)
{
  for (guint other = 0; other < mapping->first_row; other++)
    {
      guint n_same = 0;
      gboolean differs = FALSE;
      for (guint column = 0; column < award_sheet_get_n_columns (sheet) && !differs; column++)
        {
          const AwardCell cell = award_sheet_get_cell (sheet, row, column);
          if (cell.type == AWARD_CELL_EMPTY)
            continue;
          differs = strcmp (cell.text, award_sheet_get_cell (sheet, other, column).text) != 0;
          n_same++;
        }
      if (n_same > 0 && !differs)
        return TRUE;
    }
  return FALSE;
}

AwardRowKind
award_mapping_classify (const AwardMapping *mapping, const AwardSheet *sheet, guint row, int claimant_column)
{
  const gboolean is_region =
      mapping->measure && rules_measure_get_claimant (mapping->measure) == RULES_CLAIMANT_REGION;
  const AwardCell claimant = award_sheet_get_cell (sheet, row, (guint) claimant_column);
  g_autofree char *code = award_text_fold (claimant.text);
  guint n_filled = 0;
  guint n_figures = 0; /* filled cells of facts */
  guint n_mapped = 0;  /* filled cells of all columns that are read */
  guint n_texts = 0;
  gboolean all_marks = TRUE;
  gboolean has_total = FALSE;
  g_autofree char *first = NULL;

  const guint n_code = is_region || claimant.type == AWARD_CELL_DATE ? 0 : code_length (code);
  if (n_code >= SURE_CODE || claimant.type == AWARD_CELL_ERROR)
    return AWARD_ROW_DATA;

  for (guint column = 0; column < award_sheet_get_n_columns (sheet); column++)
    {
      const AwardCell cell = award_sheet_get_cell (sheet, row, column);
      if (cell.type == AWARD_CELL_EMPTY || award_text_is_missing (cell.text))
        continue;
      g_autofree char *folded = award_text_fold (cell.text);
      const AwardColumnRole role =
          column < mapping->n_columns ? mapping->columns[column].role : AWARD_COLUMN_IGNORED;
      n_filled++;
      n_mapped += role != AWARD_COLUMN_IGNORED;
      n_figures += (role == AWARD_COLUMN_FACT || role == AWARD_COLUMN_LINE_FACT) &&
                   !(mapping->layout && column == (guint) claimant_column);
      n_texts += cell.type == AWARD_CELL_TEXT && strspn (folded, "0123456789.") != strlen (folded);
      all_marks = all_marks && is_column_mark (folded);
      /* The word stands in the first cells: number, name, code, county. */
      has_total = has_total || (n_filled <= 3 && cell.type == AWARD_CELL_TEXT && is_total (folded));
      if (!first)
        first = g_steal_pointer (&folded);
    }

  if (n_filled == 0 || (n_mapped == 0 && n_texts == 0))
    return AWARD_ROW_EMPTY;
  if (repeats_heading (mapping, sheet, row))
    return AWARD_ROW_HEADING;
  if (all_marks && n_filled > 1 && row < mapping->first_row + NUMBER_ROWS)
    return AWARD_ROW_HEADING;
  if (has_total)
    return AWARD_ROW_TOTAL;
  if (starts_with_any (first, note_starts, G_N_ELEMENTS (note_starts)) &&
      (n_figures == 0 || strchr (first, ':') || n_filled <= 2))
    return AWARD_ROW_NOTE;
  if (is_region && *code != '\0' && n_filled > 1)
    return AWARD_ROW_DATA;
  if (n_code >= POSSIBLE_CODE && n_figures > 0)
    return AWARD_ROW_DATA;
  if (n_mapped == 0 || (n_filled == 1 && n_texts == 1))
    return AWARD_ROW_LONE;
  return AWARD_ROW_NO_CLAIMANT;
}
