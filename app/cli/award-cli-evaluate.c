/* SPDX-License-Identifier: GPL-3.0-or-later */
/* evaluate: claims in, decisions out, one a line and in the same order. */
#include "config.h"

#include "award-claim-columns.h"
#include "award-cli.h"
#include "award-decision-json.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* Claims and detail lines decided at once, unless the measure compares claims. */
#define CHUNK_CLAIMS 4096
#define CHUNK_LINES 65536
#define READ_SIZE (256 * 1024)
/* A longer line is reported, not read. */
#define MAX_LINE (64 * 1024 * 1024)

/* What became of a line of the input. */
typedef struct
{
  gsize id;    /* where its id stands in Evaluation.ids, as JSON */
  char *fault; /* it could not be read; otherwise its decision is the next one */
} Answer;

typedef struct
{
  const RulesMeasure *measure;
  gboolean explain;
  RulesEvaluator *evaluator;
  AwardJson *json;
  AwardClaimColumns *columns;
  GArray *answers; /* Answer */
  GString *ids;    /* texts, each ended by a zero */
  GArray *decisions;
  GString *out;
  gulong n_read;   /* lines */
  gboolean failed; /* some line could not be read */
  gboolean broken; /* the output cannot be written */
} Evaluation;

static void
clear_answer (gpointer data)
{
  g_free (((Answer *) data)->fault);
}

/* Decides what was read and writes it. */
static void
flush (Evaluation *self)
{
  gsize n_claims = award_claim_columns_get_n_claims (self->columns);
  RulesBatch batch = award_claim_columns_get_batch (self->columns);
  gsize claim = 0;

  g_array_set_size (self->decisions, (guint) n_claims);
  if (n_claims > 0)
    rules_evaluator_run (self->evaluator, &batch, (RulesDecision *) (gpointer) self->decisions->data);
  for (guint i = 0; i < self->answers->len; i++)
    {
      const Answer *answer = &g_array_index (self->answers, Answer, i);

      award_json_write_open (self->out, NULL, '{');
      award_json_write_raw (self->out, "id", self->ids->str + answer->id);
      if (answer->fault != NULL)
        award_json_write_string (self->out, "error", answer->fault);
      else
        {
          const RulesDecision *decision = &g_array_index (self->decisions, RulesDecision, claim);

          award_json_write_outcome (self->out, self->measure, decision);
          award_json_write_reasons (self->out, self->measure, decision);
          award_json_write_payment (self->out, self->measure, self->evaluator, &batch, claim, decision);
          if (self->explain)
            {
              g_autoptr (RulesExplanation) explanation =
                  rules_evaluator_explain (self->evaluator, &batch, claim);

              award_json_write_explanation (self->out, self->measure, explanation);
              g_autoptr (RulesNear) near =
                  rules_evaluator_near (self->evaluator, &batch, claim, RULES_NEAR_ALL, RULES_MISSING);

              award_json_write_near (self->out, self->measure, near);
            }
          claim++;
        }
      award_json_write_close (self->out, '}');
      g_string_append_c (self->out, '\n');
      if (self->out->len >= READ_SIZE)
        {
          self->broken = self->broken || !award_cli_print (self->out->str, (gssize) self->out->len);
          g_string_truncate (self->out, 0);
        }
    }
  self->broken =
      self->broken || !award_cli_print (self->out->str, (gssize) self->out->len) || !award_cli_flush ();
  g_string_truncate (self->out, 0);
  g_array_set_size (self->answers, 0);
  g_string_truncate (self->ids, 0);
  award_claim_columns_clear (self->columns);
}

/* @root may be NULL. */
static gsize
add_id (Evaluation *self, const AwardJsonNode *root)
{
  gsize start = self->ids->len;
  const AwardJsonNode *id = NULL;

  if (root != NULL && root->type == AWARD_JSON_OBJECT)
    for (id = award_json_first (self->json, root); id != NULL; id = award_json_next (self->json, id))
      if (strcmp (id->name, "id") == 0)
        break;
  if (id != NULL && id->type == AWARD_JSON_STRING)
    {
      g_autoptr (GString) quoted = g_string_new (NULL);

      award_json_write_string (quoted, NULL, id->text);
      g_string_append (self->ids, quoted->str);
    }
  else
    g_string_append (self->ids, id != NULL && id->type == AWARD_JSON_NUMBER ? id->text : "null");
  g_string_append_c (self->ids, '\0');
  return start;
}

static void
add_fault (Evaluation *self, const AwardJsonNode *root, char *fault)
{
  Answer answer = { add_id (self, root), fault };

  award_cli_error (_ ("line %lu: %s"), self->n_read, fault);
  g_array_append_val (self->answers, answer);
  self->failed = TRUE;
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr (" \t\r", text[i]) == NULL || text[i] == '\0')
      return FALSE;
  return TRUE;
}

static void
read_line (Evaluation *self, const char *text, gsize length)
{
  static const char mark[] = "\xef\xbb\xbf"; /* some programs begin a file with it */
  const AwardJsonNode *root;
  const char *why;
  guint column;
  char *fault = NULL;

  self->n_read++;
  if (self->n_read == 1 && length >= strlen (mark) && memcmp (text, mark, strlen (mark)) == 0)
    {
      text += strlen (mark);
      length -= strlen (mark);
    }
  if (is_blank (text, length))
    return;
  root = award_json_parse (self->json, text, length, &why, &column);
  if (root == NULL)
    add_fault (self, NULL, g_strdup_printf (_ ("column %u: %s"), column, why));
  else if (!award_claim_columns_add (self->columns, self->json, root, &fault))
    add_fault (self, root, fault);
  else
    {
      Answer answer = { add_id (self, root), NULL };

      g_array_append_val (self->answers, answer);
    }

  if (!rules_measure_compares_claims (self->measure) &&
      (self->answers->len >= CHUNK_CLAIMS || award_claim_columns_get_n_lines (self->columns) >= CHUNK_LINES))
    flush (self);
}

/* Whether reading would wait: then a program at the other end may be waiting for answers. */
static gboolean
would_wait (void)
{
  struct pollfd input = { STDIN_FILENO, POLLIN, 0 };

  return poll (&input, 1, 0) == 0;
}

/* Takes every whole line off @buffer; at the end of the input also the rest. */
static void
read_lines (Evaluation *self, GByteArray *buffer, gboolean at_end, gboolean *skipping)
{
  gsize start = 0;

  while (start < buffer->len && !self->broken)
    {
      const char *line = (const char *) buffer->data + start;
      const char *end = memchr (line, '\n', buffer->len - start);
      gsize length = end != NULL ? (gsize) (end - line) : buffer->len - start;

      if (end == NULL && !at_end && length <= MAX_LINE)
        break;
      if (length > MAX_LINE && !*skipping)
        {
          self->n_read++;
          add_fault (self, NULL, g_strdup (_ ("the line is too long")));
        }
      else if (!*skipping)
        read_line (self, line, length);
      /* The rest of a line that is too long goes the same way, block by block. */
      *skipping = end == NULL && !at_end;
      start += length + (end != NULL ? 1 : 0);
    }
  g_byte_array_remove_range (buffer, 0, (guint) MIN (start, buffer->len));
}

static int
read_input (Evaluation *self)
{
  g_autoptr (GByteArray) buffer = g_byte_array_new ();
  g_autofree guint8 *block = g_malloc (READ_SIZE);
  gboolean skipping = FALSE;
  gssize n;

  do
    {
      if (self->answers->len > 0 && !rules_measure_compares_claims (self->measure) && would_wait ())
        flush (self);
      n = read (STDIN_FILENO, block, READ_SIZE);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          award_cli_error (_ ("standard input cannot be read: %s"), g_strerror (errno));
          return AWARD_EXIT_FAILED;
        }
      g_byte_array_append (buffer, block, (guint) n);
      read_lines (self, buffer, n == 0, &skipping);
    }
  while (n != 0 && !self->broken);
  flush (self);
  return self->broken ? AWARD_EXIT_FAILED : self->failed ? AWARD_EXIT_PARTLY : AWARD_EXIT_DONE;
}

static gboolean
apply_all (RulesSettings *settings, const RulesMeasure *measure, char **assignments, AwardSettingKind kind)
{
  for (guint i = 0; assignments != NULL && assignments[i] != NULL; i++)
    if (!award_cli_apply_setting (settings, measure, assignments[i], kind))
      return FALSE;
  return TRUE;
}

int
award_cli_evaluate (AwardCli *cli)
{
  g_autofree char *as_of = NULL;
  g_auto (GStrv) parameters = NULL;
  g_auto (GStrv) choices = NULL;
  gboolean explain = FALSE;
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_FILENAME, &as_of, N_ ("the day up to which employment is known (today)"),
      "DATE" },
    { "set", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &parameters, N_ ("set a parameter"), "PARAM=VALUE" },
    { "choose", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &choices, N_ ("choose how the text is read"),
      "CHOICE=OPTION" },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &explain, N_ ("add why"), NULL },
    { NULL },
  };
  g_autoptr (RulesSettings) settings = NULL;
  g_autoptr (RulesEvaluator) evaluator = NULL;
  g_autoptr (AwardJson) json = NULL;
  g_autoptr (AwardClaimColumns) columns = NULL;
  g_autoptr (GArray) answers = NULL;
  g_autoptr (GArray) decisions = NULL;
  const RulesMeasure *measure;
  Evaluation evaluation = { 0 };
  gint64 day;
  int status;

  if (!award_cli_parse (cli, entries, 2, 2, &status))
    return status;
  measure = award_cli_find_measure (cli->arguments[0], cli->arguments[1]);
  if (measure == NULL || !award_cli_read_day (as_of, &day))
    return AWARD_EXIT_FAILED;
  settings = rules_settings_new (measure);
  rules_settings_set_as_of (settings, day);
  if (!apply_all (settings, measure, parameters, AWARD_SETTING_PARAMETER) ||
      !apply_all (settings, measure, choices, AWARD_SETTING_CHOICE))
    return AWARD_EXIT_FAILED;
  if (!rules_settings_check (settings, NULL))
    {
      award_cli_explain_conflict (measure);
      return AWARD_EXIT_FAILED;
    }

  evaluator = rules_evaluator_new (measure, settings);
  json = award_json_new ();
  columns = award_claim_columns_new (measure);
  answers = g_array_new (FALSE, FALSE, sizeof (Answer));
  g_array_set_clear_func (answers, clear_answer);
  decisions = g_array_new (FALSE, FALSE, sizeof (RulesDecision));
  evaluation.measure = measure;
  evaluation.explain = explain;
  evaluation.evaluator = evaluator;
  evaluation.json = json;
  evaluation.columns = columns;
  evaluation.answers = answers;
  evaluation.decisions = decisions;
  evaluation.ids = g_string_new (NULL);
  evaluation.out = g_string_new (NULL);
  status = read_input (&evaluation);
  g_string_free (evaluation.ids, TRUE);
  g_string_free (evaluation.out, TRUE);
  return status;
}
