/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks of rows: what is damaged is refused or harmless, and a table too large for memory reads the same. */
#include <glib/gstdio.h>
#include <string.h>

#include "award-block.h"

#define N_ROWS 200000u
#define N_COLUMNS 12u

typedef struct
{
  guint8 *data;
  gsize length;
} Kept;

static AwardLimit
keep (gpointer data, guint8 *block, gsize length)
{
  Kept *kept = data;

  g_free (kept->data);
  *kept = (Kept){ block, length };
  return AWARD_LIMIT_NONE;
}

/* Looks at all that can be asked of a block. */
static void
walk (const AwardBlock *block)
{
  for (guint row = 0; row < block->n_rows; row++)
    for (guint i = block->row_starts[row]; i < block->row_starts[row + 1]; i++)
      {
        const char *text = block->texts + block->cells[i].text;

        g_assert_true (g_utf8_validate (text, -1, NULL));
        g_assert_cmpuint (block->cells[i].column, <, block->n_columns);
      }
}

static void
test_damage (void)
{
  static const char *const texts[] = { "甲企业有限公司", "1246081.92", "x", "鼓楼区😀", "=" };
  g_autoptr (AwardSheet) sheet = award_sheet_new ();
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);
  Kept kept = { NULL, 0 };
  AwardSheetSink sink = { .take = keep, .data = &kept };
  AwardBlock block;
  guint n_refused = 0;

  award_sheet_set_sink (sheet, &sink);
  for (guint i = 0; i < 40; i++)
    g_assert_cmpint (award_sheet_add (sheet, i / 4 + (i > 20 ? 7 : 0), i % 4 * 3, AWARD_CELL_TEXT, 0,
                                      texts[i % G_N_ELEMENTS (texts)],
                                      strlen (texts[i % G_N_ELEMENTS (texts)])),
                     ==, AWARD_LIMIT_NONE);
  g_assert_cmpint (award_sheet_finish (sheet), ==, AWARD_LIMIT_NONE);
  g_assert_true (award_block_open (&block, kept.data, kept.length));
  g_assert_cmpuint (block.n_cells, ==, 40);
  walk (&block);
  for (guint length = 0; length < kept.length; length++)
    g_assert_false (award_block_open (&block, kept.data, length));
  for (guint round = 0; round < 50000; round++)
    {
      g_autofree guint8 *damaged = g_memdup2 (kept.data, kept.length);

      for (gint32 n = g_rand_int_range (chance, 1, 4); n > 0; n--)
        damaged[g_rand_int_range (chance, 0, (gint32) kept.length)] = (guint8) g_rand_int (chance);
      if (award_block_open (&block, damaged, kept.length))
        walk (&block);
      else
        n_refused++;
    }
  g_assert_cmpuint (n_refused, >, 10000);
  g_free (kept.data);
}

static void
test_large (void)
{
  g_autofree char *folder = g_dir_make_tmp ("duixian-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "large.csv", NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint row = 0; row < N_ROWS; row++)
    for (guint column = 0; column < N_COLUMNS; column++)
      g_string_append_printf (text, "%u-%u%s", row, column, column + 1 < N_COLUMNS ? "," : "\n");
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  g_autoptr (AwardSheet) sheet = award_sheet_read (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (award_sheet_get_n_rows (sheet), ==, N_ROWS);
  g_assert_cmpuint (award_sheet_get_n_columns (sheet), ==, N_COLUMNS);
  const char *kept = award_sheet_get_cell (sheet, N_ROWS / 2, 3).text;
  /* There and back, and in strides. */
  for (guint i = 0; i < 4 * N_ROWS; i += 7)
    {
      const guint row = (guint) ((guint64) i * 7919 % N_ROWS);
      const guint column = i % N_COLUMNS;
      g_autofree char *wanted = g_strdup_printf ("%u-%u", row, column);

      g_assert_cmpstr (award_sheet_get_cell (sheet, row, column).text, ==, wanted);
    }
  g_autofree char *wanted = g_strdup_printf ("%u-3", N_ROWS / 2);
  g_assert_cmpstr (kept, ==, wanted);
  g_assert_cmpint (award_sheet_get_cell (sheet, N_ROWS, 0).type, ==, AWARD_CELL_EMPTY);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blocks/damage", test_damage);
  g_test_add_func ("/blocks/large", test_large);
  return g_test_run ();
}
