/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-cli.h"
#include "award-locale.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const AwardCommand commands[] = {
  { "policies", "[--json] [--words [POLICY [MEASURE]]]", N_ ("every installed policy and measure"),
    award_cli_policies },
  { "check", "[OPTION…] FILE.policy…", N_ ("check policy files and run their examples"), award_cli_check },
  { "evaluate", "POLICY MEASURE [OPTION…]", N_ ("decide claims: JSON Lines in, JSON Lines out"),
    award_cli_evaluate },
  { "sheet", "FILE [--sheet NAME|N] [--json]", N_ ("show a table as the importer reads it"),
    award_cli_sheet },
  { "new", "LEDGER", N_ ("make a ledger"), award_cli_new },
  { "add-policy", "LEDGER FILE.policy|POLICY [--replace]",
    N_ ("make a ledger one for a policy, also for one from a file"), award_cli_add_policy },
  { "set", "LEDGER POLICY MEASURE NAME=VALUE…", N_ ("set parameters and choices of a ledger"),
    award_cli_set },
  { "register", "LEDGER KIND FILE [OPTION…]",
    N_ ("read a register: enterprises, accounts, exclusions, first-time, payments, holidays"),
    award_cli_register },
  { "import", "LEDGER POLICY MEASURE FILE… [OPTION…]", N_ ("read tables into a ledger"), award_cli_import },
  { "imports", "LEDGER [IMPORT] [--find TEXT] [--json]",
    N_ ("what was read into a ledger, and what is open of it"), award_cli_imports },
  { "rejects", "LEDGER IMPORT FILE.xlsx",
    N_ ("the rows of an import that could not be used, to be corrected"), award_cli_rejects },
  { "original", "LEDGER IMPORT FILE", N_ ("the file of an import as it arrived"), award_cli_original },
  { "headings", "LEDGER POLICY MEASURE [--from LEDGER]", N_ ("what was said of the headings of tables"),
    award_cli_headings },
  { "matches", "LEDGER [--batch NAME] [--json]", N_ ("names in tables that several enterprises may have"),
    award_cli_matches },
  { "match", "LEDGER NAME CODE [--not]", N_ ("say which enterprise a name is, or is not"), award_cli_match },
  { "repair", "LEDGER [WRITTEN [CODE|--not]]", N_ ("say which code is meant by one that tables write wrong"),
    award_cli_repair },
  { "accept", "LEDGER POLICY MEASURE [WARNING --reason TEXT] [OPTION…]",
    N_ ("accept warnings of imports; without one, those accepted"), award_cli_accept },
  { "undo", "LEDGER", N_ ("take back the last import"), award_cli_undo },
  { "compute", "LEDGER [--batch NAME] [--as-of DATE] [--json]", N_ ("decide every claim of a batch"),
    award_cli_compute },
  { "status", "LEDGER [--batch NAME] [--json]", N_ ("claims, awards and totals of each measure"),
    award_cli_status },
  { "list", "LEDGER POLICY MEASURE [--batch NAME] [--json]", N_ ("the decisions of a measure"),
    award_cli_list },
  { "claimant", "LEDGER CODE [--json]", N_ ("everything a claimant gets, over measures and batches"),
    award_cli_claimant },
  { "export", "LEDGER KIND [--batch NAME] --output FILE", N_ ("write a workbook"), award_cli_export },
  { "print", "LEDGER REPORT [--batch NAME] --output FILE.pdf", N_ ("write a report as PDF"),
    award_cli_print_pages },
  { "what-if", "LEDGER POLICY MEASURE [OPTION…]", N_ ("what other figures would come to; changes nothing"),
    award_cli_what_if },
  { "near", "LEDGER POLICY MEASURE [--within PERCENT] [OPTION…]",
    N_ ("claims that nearly got an award, or hardly reached a cap"), award_cli_near },
  { "verify", "LEDGER", N_ ("check the file, its audit trail and every decision"), award_cli_verify },
  { "backup", "LEDGER FILE", N_ ("copy a ledger, also while it is in use"), award_cli_backup },
};

static const AwardCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (name, commands[i].name) == 0)
      return &commands[i];
  return NULL;
}

static void
print_help (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n\n", _ ("Usage: duixian-cli COMMAND [ARGUMENT…]"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %-10s %s\n", commands[i].name, _ (commands[i].summary));
  g_string_append_printf (text, "\n%s\n", _ ("duixian-cli COMMAND --help explains a command."));
  award_cli_print (text->str, (gssize) text->len);
}

static int
run (int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : NULL;
  const AwardCommand *command;

  if (name == NULL)
    {
      award_cli_error (_ ("no command given; duixian-cli --help lists them"));
      return AWARD_EXIT_FAILED;
    }
  if (strcmp (name, "--help") == 0 || strcmp (name, "-h") == 0)
    {
      print_help ();
      return AWARD_EXIT_DONE;
    }
  if (strcmp (name, "--version") == 0)
    {
      award_cli_print ("duixian-cli " VERSION "\n", -1);
      return AWARD_EXIT_DONE;
    }
  command = find_command (name);
  if (command == NULL)
    {
      const char *names[G_N_ELEMENTS (commands) + 1] = { NULL };
      const char *nearest;

      for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
        names[i] = commands[i].name;
      nearest = award_cli_nearest (name, names);
      if (nearest != NULL)
        award_cli_error (_ ("there is no command “%s”; did you mean “%s”?"), name, nearest);
      else
        award_cli_error (_ ("there is no command “%s”; duixian-cli --help lists them"), name);
      return AWARD_EXIT_FAILED;
    }

  AwardCli cli = { command, g_strdupv (argv + 1), (guint) argc - 1 };
  int status = command->run (&cli);

  g_strfreev (cli.arguments);
  return status;
}

int
main (int argc, char **argv)
{
  int status;

  g_set_prgname ("duixian-cli");
  award_locale_init ();
  /* A reader that goes away is a write error, not a death. */
  signal (SIGPIPE, SIG_IGN);
  if (fcntl (STDOUT_FILENO, F_GETFD) == -1)
    {
      award_cli_error (_ ("standard output is closed"));
      return AWARD_EXIT_FAILED;
    }
  /* Otherwise the first file opened takes the place of a closed stream, and messages go into it. */
  for (int i = 0; i <= STDERR_FILENO; i++)
    if (fcntl (i, F_GETFD) == -1 && open ("/dev/null", O_RDWR) != i)
      return AWARD_EXIT_FAILED;

  status = run (argc, argv);
  if (!award_cli_flush ())
    {
      award_cli_say_output_failed ();
      status = AWARD_EXIT_FAILED;
    }
  return status;
}
