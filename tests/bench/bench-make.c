/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the claims 1 … N as a ledger, as the table of the base program, as CSV or as xlsx.
 * usage: bench-make ledger|base|csv|xlsx N FILE */
#include "bench-claims.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "award-import.h"
#include "award-policies.h"

static const char *const headings[] = { "统一社会信用代码",
                                        "企业名称",
                                        "区县",
                                        "行业代码",
                                        "是否规上",
                                        "是否一季度新投产纳统",
                                        "符合省级奖励条件",
                                        "省级奖励金额（元）",
                                        "2024年一季度工业总产值（元）",
                                        "2023年一季度工业总产值（元）",
                                        "2024年一季度用电量（千瓦时）",
                                        "2023年一季度用电量（千瓦时）" };
/* What bureaus' tables hold beside: no fact of the measure. */
static const char *const other_headings[] = { "所属园区", "联系人",           "联系电话", "成立日期",
                                              "从业人数", "注册资本（万元）", "主要产品", "备注" };

static gint64
fact_of (const BenchClaim *claim, const char *id)
{
  const struct
  {
    const char *id;
    gint64 number;
  } facts[] = {
    { "above_scale", claim->above_scale },
    { "industry", claim->industry },
    { "new_entrant", claim->new_entrant },
    { "province_eligible", claim->province_eligible },
    { "province_award", claim->province_eligible ? claim->province_award : RULES_MISSING },
    { "output", claim->output },
    { "output_prior", claim->output_prior },
    { "power", claim->power },
    { "power_prior", claim->power_prior },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    if (strcmp (facts[i].id, id) == 0)
      return facts[i].number;
  g_error ("the measure has a fact this program does not make: %s", id);
}

static gboolean
make_ledger (guint64 n, const char *path, GError **error)
{
  const RulesMeasure *measure = award_policies_measure ("fuzhou-2024-5", "production");
  guint n_facts = rules_measure_get_n_facts (measure);
  g_autofree RulesValue *facts = g_new0 (RulesValue, n_facts);
  g_autofree guint *columns = g_new0 (guint, n_facts);
  g_autoptr (AwardContent) content = award_content_new_from_bytes ("", 0, error);
  const AwardSource source = { "bench.csv", content, "bench" };
  g_autoptr (AwardLedger) ledger = award_ledger_new (path, error);
  g_autoptr (AwardBatch) batch = NULL;
  g_autoptr (AwardImport) import = NULL;
  AwardImportResult result;

  if (content == NULL || ledger == NULL)
    return FALSE;
  batch = award_ledger_get_batch (ledger, NULL, FALSE, error);
  if (batch == NULL)
    return FALSE;
  for (guint f = 0; f < n_facts; f++)
    columns[f] = f + 4;
  import = award_import_begin (ledger, batch->id, measure, &source, columns, NULL, error);
  if (import == NULL)
    return FALSE;

  for (guint64 i = 1; i <= n; i++)
    {
      BenchClaim claim;
      AwardRowValues row = {
        .claimant = claim.code, .name = claim.name, .county = claim.county, .row = i + 1, .facts = facts
      };
      AwardMerge merge;
      guint first;

      bench_claim_make (&claim, i);
      for (guint f = 0; f < n_facts; f++)
        facts[f].number = fact_of (&claim, rules_measure_get_fact (measure, f)->id);
      if (!award_import_add (import, &row, &merge, &first, error))
        return FALSE;
    }
  return award_import_commit (g_steal_pointer (&import), &result, error);
}

/* The wide table of the base program, in the same order. */
static gboolean
make_base (guint64 n, const char *path, GError **error)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *insert = NULL;
  gboolean done = TRUE;

  g_unlink (path);
  if (sqlite3_open (path, &db) != SQLITE_OK ||
      sqlite3_exec (db,
                    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
                    "CREATE TABLE enterprise (id INTEGER PRIMARY KEY, code TEXT, name TEXT, county TEXT,"
                    " industry INT, above_scale INT, new_entrant INT, eligible INT, province_award INT,"
                    " output INT, output_prior INT, power INT, power_prior INT, festival_power INT)",
                    NULL, NULL, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2 (db, "INSERT INTO enterprise VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", -1, &insert,
                          NULL) != SQLITE_OK)
    done = FALSE;
  for (guint64 i = 1; done && i <= n; i++)
    {
      BenchClaim claim;
      gint64 numbers[10];

      bench_claim_make (&claim, i);
      numbers[0] = claim.industry;
      numbers[1] = claim.above_scale;
      numbers[2] = claim.new_entrant;
      numbers[3] = claim.province_eligible;
      numbers[4] = claim.province_award;
      numbers[5] = claim.output;
      numbers[6] = claim.output_prior;
      numbers[7] = claim.power;
      numbers[8] = claim.power_prior;
      numbers[9] = claim.festival_power;
      sqlite3_bind_int64 (insert, 1, (gint64) i);
      sqlite3_bind_text (insert, 2, claim.code, -1, SQLITE_STATIC);
      sqlite3_bind_text (insert, 3, claim.name, -1, SQLITE_STATIC);
      sqlite3_bind_text (insert, 4, claim.county, -1, SQLITE_STATIC);
      for (int k = 0; k < 10; k++)
        sqlite3_bind_int64 (insert, 5 + k, numbers[k]);
      done = sqlite3_step (insert) == SQLITE_DONE;
      sqlite3_reset (insert);
    }
  sqlite3_finalize (insert);
  done = done && sqlite3_exec (db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
  if (!done)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", path, sqlite3_errmsg (db));
  sqlite3_close (db);
  return done;
}

/* The cells of a claim as a bureau's table writes them: words, and decimals in yuan and kWh. */
static void
write_cells (const BenchClaim *claim, char cells[12][128])
{
  const gint64 hundredths[] = { claim->province_award, claim->output, claim->output_prior, claim->power,
                                claim->power_prior };

  g_strlcpy (cells[0], claim->code, sizeof cells[0]);
  g_strlcpy (cells[1], claim->name, sizeof cells[1]);
  g_strlcpy (cells[2], claim->county, sizeof cells[2]);
  g_snprintf (cells[3], sizeof cells[3], "%02d", (int) claim->industry);
  g_strlcpy (cells[4], claim->above_scale ? "是" : "否", sizeof cells[4]);
  g_strlcpy (cells[5], claim->new_entrant ? "是" : "否", sizeof cells[5]);
  g_strlcpy (cells[6], claim->province_eligible ? "是" : "否", sizeof cells[6]);
  for (int k = 0; k < 5; k++)
    g_snprintf (cells[7 + k], sizeof cells[7 + k], "%" G_GINT64_FORMAT ".%02d", hundredths[k] / 100,
                (int) (hundredths[k] % 100));
  if (!claim->province_eligible)
    cells[7][0] = '\0';
}

static void
write_other_cells (guint64 i, char cells[8][128])
{
  static const char *const parks[] = { "东湖园区", "青口园区", "江阴园区", "马尾园区" };

  g_strlcpy (cells[0], parks[i % G_N_ELEMENTS (parks)], sizeof cells[0]);
  g_snprintf (cells[1], sizeof cells[1], "联系人%05" G_GUINT64_FORMAT, i % 20000);
  g_snprintf (cells[2], sizeof cells[2], "0591-8%07" G_GUINT64_FORMAT, i % 10000000);
  g_snprintf (cells[3], sizeof cells[3], "%d-%02d-%02d", 1990 + (int) (i % 33), 1 + (int) (i % 12),
              1 + (int) (i % 28));
  g_snprintf (cells[4], sizeof cells[4], "%" G_GUINT64_FORMAT, 10 + i % 5000);
  g_snprintf (cells[5], sizeof cells[5], "%" G_GUINT64_FORMAT, 50 + i % 90000);
  g_snprintf (cells[6], sizeof cells[6], "产品%03" G_GUINT64_FORMAT, i % 1000);
  g_strlcpy (cells[7], i % 10 == 0 ? "材料已核对" : "", sizeof cells[7]);
}

static gboolean
make_csv (guint64 n, const char *path, GError **error)
{
  FILE *file = g_fopen (path, "w");

  if (file != NULL)
    {
      for (gsize c = 0; c < G_N_ELEMENTS (headings); c++)
        fprintf (file, "%s%s", c == 0 ? "" : ",", headings[c]);
      fputc ('\n', file);
      for (guint64 i = 1; i <= n; i++)
        {
          BenchClaim claim;
          char cells[12][128];

          bench_claim_make (&claim, i);
          write_cells (&claim, cells);
          for (int c = 0; c < 12; c++)
            fprintf (file, "%s%s", c == 0 ? "" : ",", cells[c]);
          fputc ('\n', file);
        }
      if (fclose (file) == 0)
        return TRUE;
    }
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "cannot write %s", path);
  return FALSE;
}

static gboolean
make_xlsx (guint64 n, const char *path, GError **error)
{
  /* Texts are shared, as Excel and WPS write them. */
  lxw_workbook *book = workbook_new (path);
  lxw_worksheet *sheet = workbook_add_worksheet (book, NULL);

  for (gsize c = 0; c < G_N_ELEMENTS (headings); c++)
    worksheet_write_string (sheet, 0, (lxw_col_t) c, headings[c], NULL);
  for (gsize c = 0; c < G_N_ELEMENTS (other_headings); c++)
    worksheet_write_string (sheet, 0, (lxw_col_t) (12 + c), other_headings[c], NULL);
  for (guint64 i = 1; i <= n; i++)
    {
      BenchClaim claim;
      char cells[20][128];

      bench_claim_make (&claim, i);
      write_cells (&claim, cells);
      write_other_cells (i, cells + 12);
      for (int c = 0; c < 20; c++)
        if (cells[c][0] != '\0' && ((c >= 7 && c < 12) || c == 16 || c == 17))
          worksheet_write_number (sheet, i, c, g_ascii_strtod (cells[c], NULL), NULL);
        else
          worksheet_write_string (sheet, i, c, cells[c], NULL);
    }
  if (workbook_close (book) == LXW_NO_ERROR)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "cannot write %s", path);
  return FALSE;
}

int
main (int argc, char **argv)
{
  const struct
  {
    const char *kind;
    gboolean (*make) (guint64 n, const char *path, GError **error);
  } kinds[] = {
    { "ledger", make_ledger }, { "base", make_base }, { "csv", make_csv }, { "xlsx", make_xlsx }
  };
  g_autoptr (GError) error = NULL;

  for (gsize k = 0; argc == 4 && k < G_N_ELEMENTS (kinds); k++)
    if (strcmp (argv[1], kinds[k].kind) == 0)
      {
        if (kinds[k].make (g_ascii_strtoull (argv[2], NULL, 10), argv[3], &error))
          return 0;
        g_printerr ("%s\n", error->message);
        return 1;
      }
  g_printerr ("usage: bench-make ledger|base|csv|xlsx N FILE\n");
  return 2;
}
