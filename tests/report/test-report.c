/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports that cannot be written, or are given up: what was there stays, and nothing is left over. */
#include <string.h>

#include <glib/gstdio.h>

#include "award-compute.h"
#include "award-import.h"
#include "award-policies.h"
#include "award-report.h"

#define N_CLAIMS 600

typedef struct
{
  char *folder;
  AwardLedger *ledger;
  gint64 batch;
} Fixture;

static void
fill (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  const RulesMeasure *measure = award_policies_measure ("fuzhou-2024-5", "production");
  g_autoptr (AwardContent) content = award_content_new_from_bytes ("invented", 8, &error);
  const AwardSource source = { "invented.csv", content, "Sheet1" };
  static const guint columns[64] = { 0 };
  static const char *const facts[] = { "true",        "17",          "false",      "true",      "96000.00",
                                       "61800000.00", "60000000.00", "1030000.00", "1000000.00" };
  AwardImport *import =
      award_import_begin (fixture->ledger, fixture->batch, measure, &source, columns, columns, &error);
  AwardImportResult result;

  g_assert_no_error (error);
  for (guint i = 0; i < N_CLAIMS; i++)
    {
      g_autofree char *claimant = g_strdup_printf ("9135%014u", i);
      RulesValue values[G_N_ELEMENTS (facts)];
      const AwardRowValues row = { claimant, "虚构企业", "鼓楼区", i + 2, values, NULL };
      AwardMerge merge;
      guint first;

      for (guint f = 0; f < G_N_ELEMENTS (facts); f++)
        {
          gboolean parsed =
              rules_fact_parse (rules_measure_get_fact (measure, f), facts[f], &values[f], &error);
          g_assert_no_error (error);
          g_assert_true (parsed);
        }
      g_assert_true (award_import_add (import, &row, &merge, &first, &error));
    }
  g_assert_true (award_import_commit (import, &result, &error));
  g_assert_true (award_ledger_compute (fixture->ledger, fixture->batch, 19800, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardBatch) batch = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("award-report-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "test.duixian", NULL);
  fixture->ledger = award_ledger_new (path, &error);
  g_assert_no_error (error);
  batch = award_ledger_get_batch (fixture->ledger, NULL, FALSE, &error);
  g_assert_no_error (error);
  fixture->batch = batch->id;
  fill (fixture);
}

static guint
count_files (const char *folder, gboolean remove)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n += !g_str_has_prefix (name, "test.duixian");
      if (remove)
        g_unlink (path);
    }

  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->ledger);
  count_files (fixture->folder, TRUE);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
assert_content (const char *path, const char *expected)
{
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
}

static void
on_progress_cancel (guint64 done, guint64 total, gpointer data)
{
  g_assert_cmpuint (done, <=, total);
  g_cancellable_cancel (data);
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir))
    n++;

  return n;
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = g_build_filename (fixture->folder, "approval.xlsx", NULL);
  guint descriptors;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  descriptors = count_descriptors ();
  g_assert_false (award_report_write_workbook (fixture->ledger, fixture->batch, path, on_progress_cancel,
                                               cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_content (path, "before");
  g_assert_cmpuint (count_files (fixture->folder, FALSE), ==, 1);
  g_assert_cmpuint (count_descriptors (), ==, descriptors);
}

static void
test_cancelled_pdf (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (AwardPages) pages = award_pages_new (fixture->ledger, fixture->batch, NULL, &error);
  g_autofree char *path = g_build_filename (fixture->folder, "report.pdf", NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (award_pages_get_n_pages (pages), >, 10);
  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_assert_false (award_pages_write_pdf (pages, path, on_progress_cancel, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_content (path, "before");
  g_assert_cmpuint (count_files (fixture->folder, FALSE), ==, 1);
}

static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "approval.xlsx", NULL);
  g_autofree char *link = g_build_filename (fixture->folder, "link.xlsx", NULL);
  g_autofree char *content = NULL;
  GFileInfo *info;
  g_autoptr (GFile) file = g_file_new_for_path (link);
  GStatBuf status;
  gsize length;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_true (g_file_make_symbolic_link (file, "approval.xlsx", NULL, &error));
  g_assert_true (
      award_report_write_workbook (fixture->ledger, fixture->batch, link, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 1000);
  g_assert_true (strncmp (content, "PK", 2) == 0);
  /* Its permissions and the link to it are as before. */
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL,
                            NULL);
  g_assert_cmpint (g_file_info_get_file_type (info), ==, G_FILE_TYPE_SYMBOLIC_LINK);
  g_object_unref (info);
}

static void
test_unwritable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "no-such-folder", "approval.xlsx", NULL);
  const char *const places[] = { missing, fixture->folder };
  g_autoptr (AwardPages) pages = award_pages_new (fixture->ledger, fixture->batch, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) pdf_error = NULL;

      g_assert_false (
          award_report_write_workbook (fixture->ledger, fixture->batch, places[i], NULL, NULL, NULL, &error));
      g_assert_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_WRITE);
      g_assert_false (award_pages_write_pdf (pages, places[i], NULL, NULL, NULL, &pdf_error));
      g_assert_error (pdf_error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_WRITE);
    }
  g_assert_cmpuint (count_files (fixture->folder, FALSE), ==, 0);
}

static void
test_no_batch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "approval.xlsx", NULL);

  g_assert_false (award_report_write_workbook (fixture->ledger, 4711, path, NULL, NULL, NULL, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN);
  g_assert_cmpuint (count_files (fixture->folder, FALSE), ==, 0);
}

/* The same page drawn twice is the same drawing: what a printer gets is what the file holds. */
static void
test_draw (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardPages) pages = award_pages_new (fixture->ledger, fixture->batch, NULL, &error);
  cairo_surface_t *surfaces[2];
  gsize size = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (surfaces); i++)
    {
      cairo_t *cr;

      surfaces[i] = cairo_image_surface_create (CAIRO_FORMAT_A8, 842, 595);
      cr = cairo_create (surfaces[i]);
      award_pages_draw (pages, 1, cr);
      cairo_destroy (cr);
      cairo_surface_flush (surfaces[i]);
      size = (gsize) cairo_image_surface_get_stride (surfaces[i]) * 595;
    }
  g_assert_cmpmem (cairo_image_surface_get_data (surfaces[0]), size,
                   cairo_image_surface_get_data (surfaces[1]), size);
  cairo_surface_destroy (surfaces[0]);
  cairo_surface_destroy (surfaces[1]);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/report/cancelled", test_cancelled);
  add ("/report/cancelled-pdf", test_cancelled_pdf);
  add ("/report/replaced", test_replaced);
  add ("/report/unwritable", test_unwritable);
  add ("/report/no-batch", test_no_batch);
  add ("/report/draw", test_draw);
  return g_test_run ();
}
