/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-claim"

#include "config.h"

#include "award-claim.h"
#include "award-ledger-private.h"
#include "award-run.h"

#include <glib/gi18n.h>
#include <string.h>

/* Columns every query of claims starts with; the facts follow. */
#define CLAIM_COLUMNS                                                                                        \
  "c.id, e.code, e.name, e.county, c.import, c.row, c.conflict, d.outcome, d.amount, d.code, d.flags, "      \
  "d.payable, d.settlement, d.run"

enum
{
  COLUMN_ID,
  COLUMN_CODE,
  COLUMN_NAME,
  COLUMN_COUNTY,
  COLUMN_IMPORT,
  COLUMN_ROW,
  COLUMN_CONFLICT,
  COLUMN_OUTCOME,
  COLUMN_AMOUNT,
  COLUMN_REASON,
  COLUMN_FLAGS,
  COLUMN_PAYABLE,
  COLUMN_SETTLEMENT,
  COLUMN_RUN,
  N_COLUMNS
};

/* A claim and what keeps its borrowed strings. */
typedef struct
{
  AwardClaim claim;
  AwardLedger *ledger; /* owned: names of files */
  GStringChunk *texts;
  guint room; /* lines there is memory for */
} OwnedClaim;

/* The statements of one reading. */
typedef struct
{
  AwardLedger *ledger;
  const RulesMeasure *measure;
  const AwardTable *table; /* while preparing: what a callback does may replace it */
  gint64 table_id;
  sqlite3_stmt *claims;
  sqlite3_stmt *lines;   /* NULL: no lines */
  sqlite3_stmt *sources; /* NULL: every value is in its own import row */
} Reader;

static void
reader_clear (Reader *reader)
{
  sqlite3_finalize (reader->claims);
  sqlite3_finalize (reader->lines);
  sqlite3_finalize (reader->sources);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

const char *
award_settlement_name (AwardSettlement settlement)
{
  static const char *const names[] = {
    NULL, "kept", "paid-before", "superseded", "lower-of-group", "topped-up", "capped-together"
  };

  g_return_val_if_fail ((guint) settlement < G_N_ELEMENTS (names), NULL);
  return names[settlement];
}

static OwnedClaim *
new_claim (AwardLedger *ledger, const RulesMeasure *measure)
{
  OwnedClaim *owned = g_new0 (OwnedClaim, 1);

  owned->ledger = g_object_ref (ledger);
  owned->texts = g_string_chunk_new (512);
  owned->claim.measure = measure;
  owned->claim.facts = g_new0 (RulesValue, rules_measure_get_n_facts (measure) + 1);
  owned->claim.origins = g_new0 (AwardOrigin, rules_measure_get_n_facts (measure) + 1);
  return owned;
}

void
award_claim_free (AwardClaim *claim)
{
  OwnedClaim *owned = (OwnedClaim *) claim;

  g_object_unref (owned->ledger);
  g_string_chunk_free (owned->texts);
  g_free (claim->claimant);
  g_free (claim->name);
  g_free (claim->county);
  g_free (claim->facts);
  g_free (claim->origins);
  g_free (claim->line_facts);
  g_free (claim->line_origins);
  g_free (owned);
}

/* @from: what follows FROM in the query of claims, with c, e and d for claim, claimant and decision. */
static gboolean
prepare_reader (Reader *reader, const char *from, GError **error)
{
  AwardDb *db = reader->ledger->db;
  const AwardTable *table = reader->table;
  g_autoptr (GString) fields = g_string_new (NULL);
  g_autofree char *sql = NULL;
  gint64 moved;

  reader->table_id = table->id;
  /* A fact without a column is the word NULL, which takes no table name. */
  for (guint i = 0; i < table->n_facts; i++)
    g_string_append_printf (fields, ", %s%s", strcmp (table->fields[i], "NULL") != 0 ? "c." : "",
                            table->fields[i]);
  sql = g_strdup_printf ("SELECT " CLAIM_COLUMNS "%s FROM %s", fields->str, from);
  reader->claims = award_db_prepare (db, sql, error);
  if (reader->claims == NULL)
    return FALSE;
  if (table->lines != NULL)
    {
      g_autofree char *line_fields = g_strjoinv (", ", table->line_fields);
      g_autofree char *line_sql =
          g_strdup_printf ("SELECT number, import, row, %s FROM %s WHERE claim = ? ORDER BY number",
                           line_fields, table->lines);

      reader->lines = award_db_prepare (db, line_sql, error);
      if (reader->lines == NULL)
        return FALSE;
    }
  if (!award_db_get_int (db, &moved, 0, error, "SELECT EXISTS (SELECT 1 FROM cell_source WHERE measure = ?)",
                         "i", table->id))
    return FALSE;
  if (moved == 0)
    return TRUE;
  reader->sources = award_db_prepare (
      db, "SELECT line, fact, import, row FROM cell_source WHERE measure = ? AND claim = ?", error);
  return reader->sources != NULL;
}

static RulesValue
read_value (OwnedClaim *owned, const RulesFact *fact, sqlite3_stmt *row, int i)
{
  RulesValue value = award_table_read (fact, row, i);

  if (value.text != NULL)
    value.text = g_string_chunk_insert (owned->texts, value.text);
  return value;
}

static gboolean
read_decision (Reader *reader, AwardClaim *claim, GError **error)
{
  sqlite3_stmt *row = reader->claims;
  const AwardRun *run;

  claim->is_decided = FALSE;
  claim->decision = (RulesDecision){ .amount = RULES_MISSING };
  claim->payable = RULES_MISSING;
  claim->settlement = AWARD_SETTLEMENT_NONE;
  claim->as_of = RULES_MISSING;
  if (sqlite3_column_type (row, COLUMN_OUTCOME) == SQLITE_NULL)
    return TRUE;
  run = award_ledger_get_run (reader->ledger, reader->measure, sqlite3_column_int64 (row, COLUMN_RUN), error);
  if (run == NULL)
    return FALSE;
  claim->decision.outcome = (guint8) sqlite3_column_int (row, COLUMN_OUTCOME);
  claim->decision.amount = award_db_column (row, COLUMN_AMOUNT);
  claim->decision.code = (guint16) sqlite3_column_int (row, COLUMN_REASON);
  claim->decision.flags = (guint32) sqlite3_column_int64 (row, COLUMN_FLAGS);
  if (!award_run_translate (run, &claim->decision))
    return TRUE;
  claim->is_decided = TRUE;
  claim->payable = award_db_column (row, COLUMN_PAYABLE);
  claim->settlement = (AwardSettlement) sqlite3_column_int (row, COLUMN_SETTLEMENT);
  claim->as_of = run->as_of;
  return TRUE;
}

static gboolean
set_origins (Reader *reader,
             gboolean on_lines,
             gint64 import,
             guint row,
             AwardOrigin *origins,
             guint n,
             GError **error)
{
  const AwardImportInfo *info = award_ledger_get_import (reader->ledger, reader->measure, import, error);

  if (info == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    origins[i] = (AwardOrigin){ info->file, info->sheet, row,
                                on_lines ? info->line_columns[i] : info->columns[i], import };
  return TRUE;
}

static void
make_room (OwnedClaim *owned, guint n_lines, guint n_facts)
{
  if (n_lines <= owned->room)
    return;
  owned->room = MAX (n_lines, owned->room * 2);
  owned->claim.line_facts = g_renew (RulesValue, owned->claim.line_facts, (gsize) owned->room * n_facts);
  owned->claim.line_origins = g_renew (AwardOrigin, owned->claim.line_origins, (gsize) owned->room * n_facts);
}

/* Numbers of the lines go to @numbers, for the origins. */
static gboolean
read_lines (Reader *reader, OwnedClaim *owned, GArray *numbers, GError **error)
{
  AwardDb *db = reader->ledger->db;
  guint n_facts = rules_measure_get_n_line_facts (reader->measure);

  owned->claim.n_lines = 0;
  if (reader->lines == NULL)
    return TRUE;
  if (!award_db_bind (db, reader->lines, error, "i", owned->claim.id))
    return FALSE;
  for (;;)
    {
      gint64 number;
      gsize start = (gsize) owned->claim.n_lines * n_facts;
      gboolean row;

      if (!award_db_step (db, reader->lines, &row, error))
        return FALSE;
      if (!row)
        break;
      make_room (owned, owned->claim.n_lines + 1, n_facts);
      number = sqlite3_column_int64 (reader->lines, 0);
      g_array_append_val (numbers, number);
      for (guint i = 0; i < n_facts; i++)
        owned->claim.line_facts[start + i] =
            read_value (owned, rules_measure_get_line_fact (reader->measure, i), reader->lines, (int) i + 3);
      if (!set_origins (reader, TRUE, sqlite3_column_int64 (reader->lines, 1),
                        (guint) sqlite3_column_int64 (reader->lines, 2), owned->claim.line_origins + start,
                        n_facts, error))
        return FALSE;
      owned->claim.n_lines++;
    }
  sqlite3_reset (reader->lines);
  return TRUE;
}

/* The origin a row of cell_source is about; NULL when its fact or line is no more. */
static AwardOrigin *
find_origin (Reader *reader,
             AwardClaim *claim,
             const GArray *numbers,
             gint64 line,
             const char *fact,
             guint *index)
{
  guint n = line == 0 ? rules_measure_get_n_facts (reader->measure)
                      : rules_measure_get_n_line_facts (reader->measure);

  for (*index = 0; *index < n; (*index)++)
    {
      const RulesFact *known = line == 0 ? rules_measure_get_fact (reader->measure, *index)
                                         : rules_measure_get_line_fact (reader->measure, *index);

      if (strcmp (known->id, fact) != 0)
        continue;
      if (line == 0)
        return &claim->origins[*index];
      for (guint l = 0; l < numbers->len; l++)
        if (g_array_index (numbers, gint64, l) == line)
          return &claim->line_origins[(gsize) l * n + *index];
    }
  return NULL;
}

static gboolean
read_sources (Reader *reader, AwardClaim *claim, const GArray *numbers, GError **error)
{
  AwardDb *db = reader->ledger->db;

  if (reader->sources == NULL)
    return TRUE;
  if (!award_db_bind (db, reader->sources, error, "ii", reader->table_id, claim->id))
    return FALSE;
  for (;;)
    {
      const AwardImportInfo *info;
      AwardOrigin *origin;
      gint64 line;
      guint i;
      gboolean row;

      if (!award_db_step (db, reader->sources, &row, error))
        return FALSE;
      if (!row)
        break;
      line = sqlite3_column_int64 (reader->sources, 0);
      origin = find_origin (reader, claim, numbers, line, award_db_text (reader->sources, 1), &i);
      info = award_ledger_get_import (reader->ledger, reader->measure,
                                      sqlite3_column_int64 (reader->sources, 2), error);
      if (info == NULL)
        return FALSE;
      if (origin != NULL)
        *origin = (AwardOrigin){ info->file, info->sheet, (guint) sqlite3_column_int64 (reader->sources, 3),
                                 line == 0 ? info->columns[i] : info->line_columns[i],
                                 sqlite3_column_int64 (reader->sources, 2) };
    }
  sqlite3_reset (reader->sources);
  return TRUE;
}

/* Fills @owned from the current row of reader->claims. */
static gboolean
read_claim (Reader *reader, OwnedClaim *owned, GError **error)
{
  AwardClaim *claim = &owned->claim;
  sqlite3_stmt *row = reader->claims;
  guint n_facts = rules_measure_get_n_facts (reader->measure);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_string_chunk_clear (owned->texts);
  claim->id = sqlite3_column_int64 (row, COLUMN_ID);
  g_free (claim->claimant);
  claim->claimant = g_strdup (award_db_text (row, COLUMN_CODE));
  g_free (claim->name);
  claim->name = g_strdup (award_db_text (row, COLUMN_NAME));
  g_free (claim->county);
  claim->county = g_strdup (award_db_text (row, COLUMN_COUNTY));
  claim->has_conflict = sqlite3_column_int (row, COLUMN_CONFLICT) != 0;
  for (guint i = 0; i < n_facts; i++)
    claim->facts[i] =
        read_value (owned, rules_measure_get_fact (reader->measure, i), row, N_COLUMNS + (int) i);
  return set_origins (reader, FALSE, sqlite3_column_int64 (row, COLUMN_IMPORT),
                      (guint) sqlite3_column_int64 (row, COLUMN_ROW), claim->origins, n_facts, error) &&
         read_lines (reader, owned, numbers, error) && read_sources (reader, claim, numbers, error) &&
         read_decision (reader, claim, error);
}

AwardClaim *
award_ledger_get_claim (AwardLedger *self, const RulesMeasure *measure, gint64 id, GError **error)
{
  g_auto (Reader) reader = { .ledger = self, .measure = measure };
  g_autoptr (AwardClaim) claim = NULL;
  g_autofree char *from = NULL;
  gboolean row = FALSE;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);
  g_return_val_if_fail (measure != NULL, NULL);

  if (!award_ledger_find_table (self, measure, &reader.table, error))
    return NULL;
  if (reader.table != NULL)
    {
      from = g_strdup_printf ("%s c JOIN claimant e ON e.id = c.claimant LEFT JOIN %s d ON d.claim = c.id "
                              "WHERE c.id = ?",
                              reader.table->claims, reader.table->decisions);
      if (!prepare_reader (&reader, from, error) ||
          !award_db_bind (self->db, reader.claims, error, "i", id) ||
          !award_db_step (self->db, reader.claims, &row, error))
        return NULL;
    }
  if (!row)
    {
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN,
                   _ ("This claim is no longer there."));
      return NULL;
    }
  claim = &new_claim (self, measure)->claim;
  return read_claim (&reader, (OwnedClaim *) claim, error) ? g_steal_pointer (&claim) : NULL;
}

/* Claims in the order of their codes: along the index of codes where many claimants have a claim, which needs
 * no sorting, otherwise from the claims of the batch. */
static char *
ordered_source (const AwardTable *table, gboolean along_codes)
{
  if (along_codes)
    return g_strdup_printf (
        "claimant e CROSS JOIN %s c ON c.claimant = e.id LEFT JOIN %s d ON d.claim = c.id "
        "WHERE c.batch = ? ORDER BY e.code",
        table->claims, table->decisions);
  return g_strdup_printf ("%s c CROSS JOIN claimant e ON e.id = c.claimant LEFT JOIN %s d ON d.claim = c.id "
                          "WHERE c.batch = ? ORDER BY e.code",
                          table->claims, table->decisions);
}

gboolean
award_ledger_foreach_claim (AwardLedger *self,
                            const RulesMeasure *measure,
                            gint64 batch,
                            AwardClaimFunc func,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error)
{
  g_auto (Reader) reader = { .ledger = self, .measure = measure };
  g_autoptr (AwardClaim) claim = NULL;
  g_autofree char *from = NULL;
  AwardHolding holding;
  gint64 n_claimants;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (measure != NULL && func != NULL, FALSE);

  if (!award_ledger_find_table (self, measure, &reader.table, error))
    return FALSE;
  if (reader.table == NULL)
    return TRUE;
  if (!award_ledger_get_holding (self, reader.table, batch, &holding, error) ||
      !award_db_get_int (self->db, &n_claimants, 0, error, "SELECT max(id) FROM claimant", ""))
    return FALSE;
  from = ordered_source (reader.table, holding.claims > n_claimants / 8);
  if (!prepare_reader (&reader, from, error) || !award_db_bind (self->db, reader.claims, error, "i", batch))
    return FALSE;
  claim = &new_claim (self, measure)->claim;
  for (;;)
    {
      gboolean row;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !award_db_step (self->db, reader.claims, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!read_claim (&reader, (OwnedClaim *) claim, error))
        return FALSE;
      if (!func (claim, data))
        return TRUE;
    }
}

/* A column of one value each. */
static gint64 **
one_claim_columns (RulesTexts *texts,
                   const RulesMeasure *measure,
                   gboolean on_line,
                   const RulesValue *values,
                   guint n_facts,
                   guint n_rows)
{
  gint64 **columns = g_new0 (gint64 *, n_facts + 1);

  for (guint i = 0; i < n_facts; i++)
    {
      const RulesFact *fact =
          on_line ? rules_measure_get_line_fact (measure, i) : rules_measure_get_fact (measure, i);

      columns[i] = g_new (gint64, MAX (n_rows, 1));
      for (guint r = 0; r < n_rows; r++)
        {
          RulesValue value = values[(gsize) r * n_facts + i];

          columns[i][r] = fact->type == RULES_TYPE_TEXT ? rules_texts_add (texts, value.text) : value.number;
        }
    }
  return columns;
}

static void
free_columns (gint64 **columns)
{
  for (guint i = 0; columns[i] != NULL; i++)
    g_free (columns[i]);
  g_free (columns);
}

/* A batch of one claim, and what it is made of. */
typedef struct
{
  RulesBatch batch;
  RulesTexts *texts;
  guint8 conflict;
  guint32 starts[2];
  gint64 **facts;
  gint64 **line_facts;
} OneClaim;

static void
one_claim_init (OneClaim *self, const AwardClaim *claim)
{
  guint n_line_facts = rules_measure_get_n_line_facts (claim->measure);

  self->texts = rules_texts_new ();
  self->conflict = claim->has_conflict;
  self->starts[0] = 0;
  self->starts[1] = claim->n_lines;
  self->facts = one_claim_columns (self->texts, claim->measure, FALSE, claim->facts,
                                   rules_measure_get_n_facts (claim->measure), 1);
  self->line_facts =
      one_claim_columns (self->texts, claim->measure, TRUE, claim->line_facts, n_line_facts, claim->n_lines);
  self->batch = (RulesBatch){ .n_claims = 1,
                              .facts = (const gint64 *const *) self->facts,
                              .conflicts = &self->conflict,
                              .line_starts = n_line_facts > 0 ? self->starts : NULL,
                              .line_facts = (const gint64 *const *) self->line_facts,
                              .texts = self->texts };
}

static void
one_claim_clear (OneClaim *self)
{
  free_columns (self->facts);
  free_columns (self->line_facts);
  rules_texts_free (self->texts);
}

gboolean
award_claim_split_payers (const AwardClaim *claim,
                          RulesEvaluator *evaluator,
                          gint64 amount,
                          gint64 parts[RULES_N_PAYERS])
{
  OneClaim one;
  gboolean known;

  g_return_val_if_fail (claim != NULL && evaluator != NULL, FALSE);

  one_claim_init (&one, claim);
  known = rules_evaluator_split_payers (evaluator, &one.batch, 0, amount, parts);
  one_claim_clear (&one);
  return known;
}

RulesExplanation *
award_claim_explain (const AwardClaim *claim, const RulesSettings *settings)
{
  g_autoptr (RulesEvaluator) evaluator = NULL;
  RulesExplanation *explanation;
  OneClaim one;

  g_return_val_if_fail (claim != NULL && settings != NULL, NULL);

  one_claim_init (&one, claim);
  evaluator = rules_evaluator_new (claim->measure, settings);
  explanation = claim->is_decided
                    ? rules_evaluator_explain_ranked (evaluator, &one.batch, 0, &claim->decision)
                    : rules_evaluator_explain (evaluator, &one.batch, 0);
  one_claim_clear (&one);
  return explanation;
}

RulesNear *
award_claim_find_near (const AwardClaim *claim, const RulesSettings *settings)
{
  g_autoptr (RulesEvaluator) evaluator = NULL;
  RulesNear *near;
  OneClaim one;

  g_return_val_if_fail (claim != NULL && settings != NULL, NULL);

  one_claim_init (&one, claim);
  evaluator = rules_evaluator_new (claim->measure, settings);
  near = rules_evaluator_near (evaluator, &one.batch, 0, RULES_NEAR_BETTER, RULES_MISSING);
  one_claim_clear (&one);
  return near;
}
