/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads each file named as a table, cell by cell, as the claims of every measure and as every register:
 * whatever the bytes, the answer is a sheet or one error of the reader's domain, never a crash.
 *
 * usage: fuzz-sheet FILE …, with the policy in DUIXIAN_SOURCE_DIR */
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "award-register-table.h"
#include "award-sheet-private.h"

static const char *const registers[] = { "enterprises", "accounts", "exclusions",
                                         "first-time",  "payments", "holidays" };

static gboolean
ignore_row (const AwardTableRow *row, gpointer data, GError **error)
{
  g_assert_true (g_utf8_validate (row->claimant, -1, NULL));
  g_assert_true (!row->name || g_utf8_validate (row->name, -1, NULL));
  return TRUE;
}

static void
read_claims (const AwardSheet *sheet, const RulesMeasure *measure)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) award_problem_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardMapping) mapping = award_mapping_recognise (sheet, measure, &error);
  guint n_rows = 0;

  if (mapping == NULL)
    {
      g_assert_true (error->domain == AWARD_EXCHANGE_ERROR);
      return;
    }
  g_assert_true (award_mapping_read (mapping, sheet, ignore_row, NULL, problems, &n_rows, NULL, &error));
}

static gboolean
ignore_record (guint row, const RulesValue *fields, gpointer data, GError **error)
{
  const AwardLayout *layout = data;

  g_assert_cmpuint (row, >, 0);
  for (guint i = 0; i < award_layout_get_n_fields (layout); i++)
    g_assert_true (!fields[i].text || g_utf8_validate (fields[i].text, -1, NULL));
  return TRUE;
}

static void
read_records (const AwardSheet *sheet, const AwardLayout *layout)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) award_problem_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardMapping) mapping = award_mapping_new_register (sheet, layout, NULL);
  guint n_rows = 0;

  if (!award_mapping_check (mapping, sheet, FALSE, &error))
    {
      g_assert_true (error->domain == AWARD_EXCHANGE_ERROR);
      return;
    }
  award_layout_fits (mapping, sheet);
  award_mapping_find_doubts (mapping, sheet, problems);
  g_assert_true (
      award_layout_read (mapping, sheet, ignore_record, (gpointer) layout, problems, &n_rows, NULL, &error));
}

static void
read_table (const char *path, const RulesPolicy *policy)
{
  g_autoptr (GError) error = NULL;
  const int file = g_open (path, O_RDONLY, 0);
  g_autoptr (AwardSheet) sheet = award_sheet_read_here (file, path, NULL, NULL, NULL, NULL, &error);

  close (file);

  if (sheet == NULL)
    {
      g_assert_true (error->domain == AWARD_EXCHANGE_ERROR);
      return;
    }
  g_assert_no_error (error);
  for (guint row = 0; row < award_sheet_get_n_rows (sheet); row++)
    for (guint column = 0; column < award_sheet_get_n_columns (sheet); column++)
      {
        AwardCell cell = award_sheet_get_cell (sheet, row, column);

        g_assert_true (g_utf8_validate (cell.text, -1, NULL));
        g_assert_true ((cell.type == AWARD_CELL_EMPTY) <= (cell.text[0] == '\0'));
      }
  for (guint i = 0; i < award_sheet_get_n_merged (sheet); i++)
    {
      AwardMergedCells cells = award_sheet_get_merged (sheet, i);

      g_assert_cmpuint (cells.first_row, <=, cells.last_row);
      g_assert_cmpuint (cells.first_column, <=, cells.last_column);
    }
  for (guint i = 0; policy && i < rules_policy_get_n_measures (policy); i++)
    read_claims (sheet, rules_policy_get_measure (policy, i));
  for (gsize i = 0; i < G_N_ELEMENTS (registers); i++)
    read_records (sheet, award_layout_find (registers[i]));
}

int
main (int argc, char **argv)
{
  const char *source = g_getenv ("DUIXIAN_SOURCE_DIR");
  g_autoptr (RulesPolicy) policy = NULL;

  if (source)
    {
      g_autofree char *path = g_build_filename (source, "rules", "policies", "fuzhou-2024-5.policy", NULL);
      g_autoptr (GPtrArray) faults = NULL;
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      policy = rules_policy_parse (text, -1, &faults);
      g_assert_nonnull (policy);
    }
  for (int i = 1; i < argc; i++)
    read_table (argv[i], policy);
  return 0;
}
