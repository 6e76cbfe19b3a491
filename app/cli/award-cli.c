/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-cli.h"

#include "award-policies.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* Names and cells come from files: an escape in one must not command the terminal. */
static char *
format_message (const char *format, va_list arguments)
{
  char *text = g_strdup_vprintf (format, arguments);

  for (char *p = text; *p != '\0'; p++)
    if (((guchar) *p < 0x20 && *p != '\n') || *p == 0x7f)
      *p = '?';
  return text;
}

void
award_cli_error (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = format_message (format, arguments);
  va_end (arguments);
  award_cli_end_progress ();
  fprintf (stderr, "duixian-cli: %s\n", text);
}

void
award_cli_note (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = format_message (format, arguments);
  va_end (arguments);
  award_cli_end_progress ();
  fprintf (stderr, "%s\n", text);
}

int
award_cli_fail (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      award_cli_error (_ ("stopped; everything is as before"));
      return AWARD_EXIT_STOPPED;
    }
  award_cli_error ("%s", error->message);
  return AWARD_EXIT_FAILED;
}

/* Why standard output could not be written, once it could not. */
static int output_errno;

gboolean
award_cli_print (const char *text, gssize length)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;

  errno = 0;
  if (fwrite (text, 1, size, stdout) == size)
    return TRUE;
  if (output_errno == 0)
    output_errno = errno;
  return FALSE;
}

gboolean
award_cli_flush (void)
{
  errno = 0;
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  if (output_errno == 0)
    output_errno = errno;
  return FALSE;
}

void
award_cli_say_output_failed (void)
{
  /* A reader that has seen enough (head) knows why. */
  if (output_errno != EPIPE)
    award_cli_error (_ ("standard output cannot be written: %s"),
                     g_strerror (output_errno != 0 ? output_errno : EIO));
}

static char *
usage_of (const AwardCommand *command)
{
  return g_strdup_printf (_ ("Usage: duixian-cli %s %s"), command->name, command->arguments);
}

/* The help of a command: its usage, what it does, its options. */
static void
print_help (const AwardCommand *command, const GOptionEntry *entries)
{
  g_autofree char *usage = usage_of (command);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n\n  %s\n", usage, _ (command->summary));
  for (guint i = 0; entries != NULL && entries[i].long_name != NULL; i++)
    {
      g_autofree char *option =
          entries[i].arg_description != NULL
              ? g_strdup_printf ("--%s %s", entries[i].long_name, entries[i].arg_description)
              : g_strdup_printf ("--%s", entries[i].long_name);

      g_string_append_printf (text, "%s  %-24s %s\n", i == 0 ? "\n" : "", option, _ (entries[i].description));
    }
  award_cli_print (text->str, (gssize) text->len);
}

gboolean
award_cli_parse (AwardCli *cli, const GOptionEntry *entries, guint min, guint max, int *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *usage = usage_of (cli->command);
  gboolean help = FALSE;
  const GOptionEntry help_entries[] = { { "help", 'h', 0, G_OPTION_ARG_NONE, &help, NULL, NULL }, { NULL } };

  *status = AWARD_EXIT_FAILED;
  g_option_context_set_help_enabled (context, FALSE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, help_entries, NULL);
  if (!g_option_context_parse_strv (context, &cli->arguments, &error))
    {
      award_cli_error ("%s\n%s", error->message, usage);
      return FALSE;
    }
  if (help)
    {
      print_help (cli->command, entries);
      *status = AWARD_EXIT_DONE;
      return FALSE;
    }

  /* The first one is the name of the command. "--" stays where it stood. */
  g_autofree char **old = cli->arguments;
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  gboolean options_ended = FALSE;

  for (guint i = 0; old[i] != NULL; i++)
    if (i == 0 || (!options_ended && strcmp (old[i], "--") == 0))
      {
        options_ended = i > 0;
        g_free (old[i]);
      }
    else
      g_ptr_array_add (rest, old[i]);
  cli->n_arguments = rest->len;
  g_ptr_array_add (rest, NULL);
  cli->arguments = (char **) g_ptr_array_free (g_steal_pointer (&rest), FALSE);

  for (guint i = 0; i < cli->n_arguments; i++)
    if (cli->arguments[i][0] == '\0')
      {
        award_cli_error (_ ("argument %u is empty\n%s"), i + 1, usage);
        return FALSE;
      }
  if (cli->n_arguments < min)
    award_cli_error (_ ("an argument is missing\n%s"), usage);
  else if (cli->n_arguments > max)
    award_cli_error (_ ("“%s” is one argument too many\n%s"), cli->arguments[max], usage);
  else
    return TRUE;
  return FALSE;
}

/* Edits (insert, remove, replace) from @a to @b. */
static guint
distance (const char *a, const char *b)
{
  gsize length = strlen (b);
  g_autofree guint *row = g_new (guint, length + 1);

  for (gsize j = 0; j <= length; j++)
    row[j] = (guint) j;
  for (gsize i = 1; a[i - 1] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = (guint) i;
      for (gsize j = 1; j <= length; j++)
        {
          guint replaced = diagonal + (a[i - 1] != b[j - 1]);

          diagonal = row[j];
          row[j] = MIN (replaced, MIN (row[j], row[j - 1]) + 1);
        }
    }
  return row[length];
}

const char *
award_cli_nearest (const char *name, const char *const *names)
{
  const char *best = NULL;
  guint least = (guint) MIN (strlen (name), 1024) / 2 + 1;

  if (strlen (name) > 200)
    return NULL;
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint d = distance (name, names[i]);

      /* "production" for "prod" is nearer than any other word of four letters. */
      if (strlen (name) > 2 && g_str_has_prefix (names[i], name))
        d = 0;
      if (d < least)
        {
          best = names[i];
          least = d;
        }
    }
  return best;
}

const RulesPolicy *
award_cli_find_policy (const char *id)
{
  const GPtrArray *policies = award_policies_get ();
  const RulesPolicy *policy = award_policies_find (id);
  g_autofree const char **names = NULL;
  const char *nearest;

  if (policy != NULL)
    return policy;
  names = g_new0 (const char *, policies->len + 1);
  for (guint i = 0; i < policies->len; i++)
    names[i] = rules_policy_get_id (g_ptr_array_index (policies, i));
  nearest = award_cli_nearest (id, names);
  if (nearest != NULL)
    award_cli_error (_ ("there is no policy “%s”; did you mean “%s”?"), id, nearest);
  else
    award_cli_error (_ ("there is no policy “%s”; duixian-cli policies lists them"), id);
  return NULL;
}

const RulesMeasure *
award_cli_find_measure (const char *policy_id, const char *measure_id)
{
  const RulesPolicy *policy = award_cli_find_policy (policy_id);
  const RulesMeasure *measure = policy != NULL ? rules_policy_find_measure (policy, measure_id) : NULL;
  g_autofree const char **names = NULL;
  const char *nearest;

  if (policy == NULL || measure != NULL)
    return measure;
  names = g_new0 (const char *, rules_policy_get_n_measures (policy) + 1);
  for (guint i = 0; i < rules_policy_get_n_measures (policy); i++)
    names[i] = rules_measure_get_id (rules_policy_get_measure (policy, i));
  nearest = award_cli_nearest (measure_id, names);
  if (nearest != NULL)
    award_cli_error (_ ("policy %s has no measure “%s”; did you mean “%s”?"), policy_id, measure_id, nearest);
  else
    award_cli_error (_ ("policy %s has no measure “%s”; duixian-cli policies lists them"), policy_id,
                     measure_id);
  return NULL;
}

const RulesMeasure *
award_cli_find_ledger_measure (AwardLedger *ledger, const char *policy_id, const char *measure_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) measures = award_ledger_list_measures (ledger, &error);

  if (measures == NULL)
    {
      award_cli_fail (error);
      return NULL;
    }
  for (guint i = 0; i < measures->len; i++)
    {
      const RulesMeasure *measure = g_ptr_array_index (measures, i);

      if (strcmp (rules_measure_get_id (measure), measure_id) == 0 &&
          strcmp (rules_policy_get_id (rules_measure_get_policy (measure)), policy_id) == 0)
        return measure;
    }
  return award_cli_find_measure (policy_id, measure_id);
}

void
award_cli_unknown_kind (const char *kind, const char *const *kinds)
{
  const char *nearest = award_cli_nearest (kind, kinds);
  g_autofree char *all = g_strjoinv (", ", (char **) kinds);

  if (nearest != NULL)
    award_cli_error (_ ("there is no “%s”; did you mean “%s”?"), kind, nearest);
  else
    award_cli_error (_ ("there is no “%s”, only %s"), kind, all);
}

gboolean
award_cli_check_output (const char *path, const char *input)
{
  struct stat output;
  struct stat own;

  if (stat (path, &output) != 0 || stat (input, &own) != 0 || output.st_dev != own.st_dev ||
      output.st_ino != own.st_ino)
    return TRUE;
  award_cli_error (_ ("%s is the file to be read and cannot be written"), path);
  return FALSE;
}

gboolean
award_cli_read_day (const char *text, gint64 *day)
{
  RulesValue value;

  if (text == NULL)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();

      return rules_date_from_civil (g_date_time_get_year (now), g_date_time_get_month (now),
                                    g_date_time_get_day_of_month (now), day);
    }
  if (!rules_type_parse (RULES_TYPE_DATE, text, &value, NULL) || value.number == RULES_MISSING)
    {
      award_cli_error (_ ("“%s” is not a day; write it as 2024-06-30"), text);
      return FALSE;
    }
  *day = value.number;
  return TRUE;
}

AwardLedger *
award_cli_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  AwardLedger *ledger;

  /* From here on an interrupt waits for a place where the ledger can be left in order. */
  award_cli_cancellable ();
  ledger = award_ledger_open (path, &error);
  if (ledger == NULL)
    award_cli_fail (error);
  return ledger;
}

AwardBatch *
award_cli_find_batch (AwardLedger *ledger, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) batches = NULL;
  g_autofree const char **names = NULL;
  const char *nearest;
  AwardBatch *batch = award_ledger_get_batch (ledger, name, FALSE, &error);

  if (batch != NULL)
    return batch;
  if (name == NULL || !g_error_matches (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN))
    {
      award_cli_fail (error);
      return NULL;
    }
  batches = award_ledger_list_batches (ledger, NULL);
  names = g_new0 (const char *, (batches != NULL ? batches->len : 0) + 1);
  for (guint i = 0; batches != NULL && i < batches->len; i++)
    names[i] = ((const AwardBatch *) g_ptr_array_index (batches, i))->name;
  nearest = award_cli_nearest (name, names);
  if (nearest != NULL)
    award_cli_error (_ ("the ledger has no batch “%s”; did you mean “%s”?"), name, nearest);
  else
    award_cli_error (_ ("the ledger has no batch “%s”"), name);
  return NULL;
}
