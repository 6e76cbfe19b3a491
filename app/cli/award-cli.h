/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands of duixian-cli share: arguments, messages, exit status, ledgers, progress. */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

/* The exit status of every command. */
enum
{
  AWARD_EXIT_DONE = 0,    /* every line was handled */
  AWARD_EXIT_PARTLY = 1,  /* some input line or row could not be read, or a fault was found */
  AWARD_EXIT_FAILED = 2,  /* wrong usage, an unknown name, a file that cannot be opened */
  AWARD_EXIT_STOPPED = 130, /* interrupted; ledgers are as before */
};

typedef struct _AwardCli AwardCli;

/* What NAME=VALUE may name. */
typedef enum
{
  AWARD_SETTING_PARAMETER,
  AWARD_SETTING_CHOICE,
} AwardSettingKind;

typedef struct
{
  const char *name;
  const char *arguments; /* as the usage line shows them */
  const char *summary;   /* untranslated */
  int       (*run)       (AwardCli *cli);
} AwardCommand;

/* One run of a command. */
struct _AwardCli
{
  const AwardCommand *command;
  char              **arguments; /* after award_cli_parse() without options and command name */
  guint               n_arguments;
};

/* Takes the options out of the arguments, which must then be @min to @max many. With FALSE the command ends
 * with *@status: help was asked for, or the usage is wrong. All texts are taken as bytes (use
 * G_OPTION_ARG_FILENAME), so that no locale can damage a name. */
gboolean            award_cli_parse         (AwardCli            *cli,
                                             const GOptionEntry  *entries,
                                             guint                min,
                                             guint                max,
                                             int                 *status);

/* A message on standard error, after the name of the program. */
void                award_cli_error         (const char          *format,
                                             ...) G_GNUC_PRINTF (1, 2);
/* The same of @error, and the status it ends the command with. */
int                 award_cli_fail          (const GError        *error);
/* A line on standard error, as it is. */
void                award_cli_note          (const char          *format,
                                             ...) G_GNUC_PRINTF (1, 2);
/* Writes @text to standard output, whatever the locale. FALSE when it cannot be written. */
gboolean            award_cli_print         (const char          *text,
                                             gssize               length);
/* Hands over what was printed. FALSE when any of it cannot be written. */
gboolean            award_cli_flush         (void);
/* Says why that is, unless the reader went away. */
void                award_cli_say_output_failed (void);

/* The nearest of @names (NULL-terminated) to @name, NULL when none is near. */
const char         *award_cli_nearest       (const char          *name,
                                             const char *const   *names);
/* The installed policy of this name; says that there is none, and what is near it. */
const RulesPolicy  *award_cli_find_policy   (const char          *id);
/* The installed measure of these names; says which name is unknown and what is near it. */
const RulesMeasure *award_cli_find_measure  (const char          *policy,
                                             const char          *measure);
/* The same of a ledger, which also knows the policies its decisions were made with. */
const RulesMeasure *award_cli_find_ledger_measure (AwardLedger       *ledger,
                                             const char          *policy,
                                             const char          *measure);
/* Says that there is no @kind, and which of @kinds (NULL-terminated) are. */
void                award_cli_unknown_kind  (const char          *kind,
                                             const char *const   *kinds);
/* Whether @path can be written without destroying @input, which is being read; says so when not. */
gboolean            award_cli_check_output  (const char          *path,
                                             const char          *input);
/* Sets NAME=VALUE, which must name a setting of @kind, in @settings, or says what is wrong with it. */
gboolean            award_cli_apply_setting (RulesSettings       *settings,
                                             const RulesMeasure  *measure,
                                             const char          *assignment,
                                             AwardSettingKind     kind);
/* Takes NAME=VALUE apart; says so when it is not of that form. */
gboolean            award_cli_split_setting (const char          *assignment,
                                             char               **name,
                                             char               **value);
/* Says why @name cannot be @value. */
void                award_cli_explain_setting (const RulesMeasure *measure,
                                             const char          *name,
                                             const char          *value,
                                             const GError        *error);
/* Says that the parameters of @measure contradict each other. */
void                award_cli_explain_conflict (const RulesMeasure   *measure);
/* How a value of @type is written in JSON and as VALUE: "1234567.89". */
const char         *award_cli_type_sample   (RulesType            type);
/* The day @text names, today for NULL; says so when it is none. */
gboolean            award_cli_read_day      (const char          *text,
                                             gint64              *day);

/* A finding of the policy check on standard error, of the file or policy called @name; with @policy, which
 * it is in, also the claim that shows it. */
void                award_cli_say_problem   (const char          *name,
                                             const RulesProblem  *problem,
                                             const RulesPolicy   *policy);
/* Names the measures whose decisions in @batch, 0 for any, stem from another text of their policy. */
gboolean            award_cli_say_outdated  (AwardLedger         *ledger,
                                             gint64               batch,
                                             GError             **error);

/* Opens a ledger and looks up its batch (the current one for NULL), saying what is wrong if it fails. */
AwardLedger        *award_cli_open          (const char          *path);
AwardBatch         *award_cli_find_batch    (AwardLedger         *ledger,
                                             const char          *name);

/* From the first call on, an interrupt cancels this instead of ending the program; a second one ends it. */
GCancellable       *award_cli_cancellable   (void);
/* An AwardProgress on a terminal; its data is the name of the work. Nothing elsewhere. */
void                award_cli_progress      (guint64              done,
                                             guint64              total,
                                             gpointer             data);
void                award_cli_end_progress  (void);

/* The commands. */
int                 award_cli_policies      (AwardCli            *cli);
int                 award_cli_claimant      (AwardCli            *cli);
int                 award_cli_check         (AwardCli            *cli);
int                 award_cli_evaluate      (AwardCli            *cli);
int                 award_cli_sheet         (AwardCli            *cli);
int                 award_cli_new           (AwardCli            *cli);
int                 award_cli_add_policy    (AwardCli            *cli);
int                 award_cli_set           (AwardCli            *cli);
int                 award_cli_register      (AwardCli            *cli);
int                 award_cli_import        (AwardCli            *cli);
int                 award_cli_undo          (AwardCli            *cli);
int                 award_cli_compute       (AwardCli            *cli);
int                 award_cli_status        (AwardCli            *cli);
int                 award_cli_list          (AwardCli            *cli);
int                 award_cli_export        (AwardCli            *cli);
int                 award_cli_print_pages   (AwardCli            *cli);
int                 award_cli_verify        (AwardCli            *cli);
int                 award_cli_what_if       (AwardCli            *cli);
int                 award_cli_near          (AwardCli            *cli);
int                 award_cli_backup        (AwardCli            *cli);
int                 award_cli_headings      (AwardCli            *cli);
int                 award_cli_matches       (AwardCli            *cli);
int                 award_cli_match         (AwardCli            *cli);
int                 award_cli_repair        (AwardCli            *cli);
int                 award_cli_accept        (AwardCli            *cli);
int                 award_cli_imports       (AwardCli            *cli);
int                 award_cli_rejects       (AwardCli            *cli);
int                 award_cli_original      (AwardCli            *cli);

G_END_DECLS
