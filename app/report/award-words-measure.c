/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-words-measure.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-policies.h"
#include "award-words-private.h"

typedef struct
{
  const RulesMeasure *measure;
  const RulesSettings *settings; /* nullable */
  const RulesOutline *outline;
  GPtrArray *sections;
} Writer;

static void
section_free (gpointer data)
{
  AwardWordsSection *section = data;

  g_free (section->heading);
  g_ptr_array_unref (section->lines);
  g_free (section);
}

/* Takes @heading. The lines added from here on stand below it. */
static void
begin (Writer *writer, char *heading)
{
  AwardWordsSection *section = g_new0 (AwardWordsSection, 1);

  section->heading = heading;
  section->lines = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (writer->sections, section);
}

/* Takes @line. */
static void
say (Writer *writer, char *line)
{
  AwardWordsSection *section = g_ptr_array_index (writer->sections, writer->sections->len - 1);

  g_ptr_array_add (section->lines, award_words_close_up (line));
}

static char *
figure (const RulesTerm *term)
{
  return award_words_term_styled (term, AWARD_STYLE_RULE, AWARD_PERCENT_DECIMALS, NULL);
}

/* -------------------------------------------------------------------------------------------------
 * Who claims, with what
 */

static void
write_claimant (Writer *writer)
{
  static const char *const words[] = {
    [RULES_CLAIMANT_ENTERPRISE] = N_ ("An enterprise"),
    [RULES_CLAIMANT_ORGANISATION] = N_ ("An organisation: a bureau, an association, an agency"),
    [RULES_CLAIMANT_PERSON_OR_AGENCY] = N_ ("A person or an agency"),
    [RULES_CLAIMANT_REGION] = N_ ("A county or a city"),
  };

  begin (writer, g_strdup (_ ("Who claims")));
  say (writer, g_strdup (_ (words[rules_measure_get_claimant (writer->measure)])));
  if (rules_measure_compares_claims (writer->measure))
    say (writer, g_strdup (_ ("All claims of a batch are compared with each other")));
}

static void
write_presumed (Writer *writer, const RulesFact *fact)
{
  g_autofree char *value = NULL;
  g_autofree char *label = NULL;

  if (fact->presumed.number == RULES_MISSING)
    return;

  value = award_words_fact (fact, fact->presumed);
  label = award_words_quotable (fact->label);
  say (writer, g_strdup_printf (_ ("“%s” counts as “%s” where it is not filled in"), label, value));
}

static void
write_facts (Writer *writer)
{
  const RulesMeasure *measure = writer->measure;
  guint n_facts = rules_measure_get_n_facts (measure);
  guint n_all = n_facts + rules_measure_get_n_line_facts (measure);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GString) line_list = g_string_new (NULL);

  begin (writer, g_strdup (_ ("Figures asked for")));
  for (guint i = 0; i < n_all; i++)
    {
      const RulesFact *fact = i < n_facts ? rules_measure_get_fact (measure, i)
                                          : rules_measure_get_line_fact (measure, i - n_facts);
      GString *text = i < n_facts ? list : line_list;
      g_autofree char *heading = award_words_heading (fact);

      g_string_append_printf (text, "%s%s", text->len > 0 ? _ (", ") : "", heading);
    }
  if (list->len > 0)
    say (writer, g_strdup (list->str));
  if (line_list->len > 0)
    say (writer, g_strdup_printf (_ ("For each line: %s"), line_list->str));
  for (guint i = 0; i < n_all; i++)
    write_presumed (writer, i < n_facts ? rules_measure_get_fact (measure, i)
                                        : rules_measure_get_line_fact (measure, i - n_facts));
  say (writer, g_strdup (_ ("What is missing is never zero: a claim that cannot be decided without it waits "
                            "for a person")));
}

/* -------------------------------------------------------------------------------------------------
 * Conditions
 */

static void
write_stated (Writer *writer, const RulesStated *stated)
{
  g_autofree char *test = award_words_rule (stated->test);
  g_autofree char *when = stated->when ? award_words_rule (stated->when) : NULL;
  g_autofree char *unless = stated->unless ? award_words_rule (stated->unless) : NULL;

  if (when && unless)
    /* Translators: a condition's name, when it applies, when it does not, the condition itself. */
    say (writer,
         g_strdup_printf (_ ("%s (only where %s, except where %s): %s"), stated->label, when, unless, test));
  else if (when)
    say (writer, g_strdup_printf (_ ("%s (only where %s): %s"), stated->label, when, test));
  else if (unless)
    say (writer, g_strdup_printf (_ ("%s (except where %s): %s"), stated->label, unless, test));
  else
    say (writer, g_strdup_printf (_ ("%s: %s"), stated->label, test));
}

static guint
write_kind (Writer *writer,
            const RulesStated *stated,
            guint n,
            RulesConditionKind kind,
            const char *introduction)
{
  guint written = 0;

  for (guint i = 0; i < n; i++)
    {
      if (stated[i].kind != kind)
        continue;
      if (written++ == 0)
        say (writer, g_strdup (introduction));
      write_stated (writer, &stated[i]);
    }

  return written;
}

static void
write_conditions (Writer *writer)
{
  const RulesOutline *outline = writer->outline;
  guint n;

  begin (writer, g_strdup (_ ("Conditions")));
  n = write_kind (writer, outline->conditions, outline->n_conditions, RULES_CONDITION_REQUIRE,
                  _ ("All of these must hold; one that is not met refuses the claim"));
  n += write_kind (writer, outline->conditions, outline->n_conditions, RULES_CONDITION_REVIEW,
                   _ ("Where one of these holds, a person must decide"));
  if (n == 0)
    say (writer, g_strdup (_ ("None beyond the figures asked for")));
}

static const RulesFact *
find_key (const RulesMeasure *measure)
{
  for (guint i = 0; i < rules_measure_get_n_line_facts (measure); i++)
    if (rules_measure_get_line_fact (measure, i)->is_key)
      return rules_measure_get_line_fact (measure, i);

  return NULL;
}

static void
write_lines (Writer *writer)
{
  const RulesOutline *outline = writer->outline;
  const char *label = rules_measure_get_line_label (writer->measure);
  const RulesFact *key = find_key (writer->measure);

  if (rules_measure_get_n_line_facts (writer->measure) == 0)
    return;

  begin (writer, label ? g_strdup_printf (_ ("Detail lines: %s"), label) : g_strdup (_ ("Detail lines")));
  say (writer, g_strdup (_ ("A claim may have several lines")));
  if (key)
    say (writer, g_strdup_printf (_ ("Lines of the same “%s” and equal figures count once; with different "
                                     "figures a person must decide"),
                                  key->label));
  write_kind (writer, outline->line_conditions, outline->n_line_conditions, RULES_CONDITION_REQUIRE,
              _ ("A line counts where all of these hold"));
  write_kind (writer, outline->line_conditions, outline->n_line_conditions, RULES_CONDITION_REVIEW,
              _ ("A line is left open, for a person, where one of these holds"));
  write_kind (writer, outline->line_conditions, outline->n_line_conditions, RULES_CONDITION_PENDING,
              _ ("A line cannot be judged yet where one of these holds"));
  if (outline->lines_partial)
    say (writer, g_strdup (_ ("Lines that count are paid; those left open are marked and wait")));
  else
    say (writer, g_strdup (_ ("While a line is left open, the whole claim waits for a person")));
}

/* -------------------------------------------------------------------------------------------------
 * The result
 */

static void
write_named (Writer *writer)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < writer->outline->n_named; i++)
    {
      const RulesTerm *named = writer->outline->named[i];
      gboolean is_truth = named->type == RULES_TYPE_BOOLEAN;
      g_autofree char *words = NULL;

      if (named->label == NULL)
        continue;
      if (!begun)
        begin (writer, g_strdup (_ ("Terms used")));
      begun = TRUE;
      words = is_truth ? award_words_rule (named->args[0]) : figure (named->args[0]);
      say (writer, is_truth ? g_strdup_printf (_ ("“%s” means: %s"), named->label, words)
                            : g_strdup_printf ("%s = %s", named->label, words));
    }
}

static void
write_rank (Writer *writer, const RulesStatedRank *rank)
{
  g_autofree char *by = figure (rank->by);
  g_autofree char *within = rank->within ? figure (rank->within) : NULL;
  g_autofree char *tie = rank->tie_choice ? award_words_quotable (rank->tie_choice->label) : NULL;

  say (writer,
       within ? g_strdup_printf (_ ("The claims of each “%s” that meet the conditions are ranked by %s, the "
                                    "highest first"),
                                 within, by)
              : g_strdup_printf (
                    _ ("The claims that meet the conditions are ranked by %s, the highest first"), by));
  for (guint i = 0; i < rank->n_amounts; i++)
    {
      g_autofree char *amount = figure (rank->amounts[i]);
      say (writer, g_strdup_printf (_ ("Place %u: %s"), i + 1, amount));
    }
  say (writer, g_strdup (_ ("Who stands behind these places is not paid")));
  say (writer, tie ? g_strdup_printf (_ ("Claims with the same figure: as the reading “%s” says"), tie)
                   : g_strdup (_ ("Claims with the same figure wait for a person")));
}

static void
write_result (Writer *writer)
{
  const RulesOutline *outline = writer->outline;
  RulesResult result = rules_measure_get_result (writer->measure);
  g_autofree char *formula = outline->formula ? figure (outline->formula) : NULL;

  begin (writer, g_strdup (result == RULES_RESULT_SCORE           ? _ ("Score")
                           : result == RULES_RESULT_QUALIFICATION ? _ ("Qualification")
                                                                  : _ ("Award")));
  if (outline->rank)
    write_rank (writer, outline->rank);
  else if (formula == NULL)
    say (writer, g_strdup (_ ("Who meets every condition is qualified; no amount is computed")));
  else if (result == RULES_RESULT_SCORE)
    say (writer, g_strdup_printf (_ ("Score = %s"), formula));
  else if (outline->formula->op == RULES_OP_LITERAL)
    say (writer, g_strdup_printf (_ ("A fixed amount of %s"), formula));
  else
    say (writer, g_strdup_printf (_ ("Amount = %s"), formula));
}

static void
write_bounds (Writer *writer)
{
  const RulesOutline *outline = writer->outline;
  gboolean is_score = rules_measure_get_result (writer->measure) == RULES_RESULT_SCORE;
  g_autofree char *cap = outline->cap ? figure (outline->cap) : NULL;
  g_autofree char *floor = outline->floor ? figure (outline->floor) : NULL;
  g_autofree char *choice =
      outline->floor_choice ? award_words_quotable (outline->floor_choice->label) : NULL;

  if (outline->formula == NULL)
    return;

  begin (writer, g_strdup (_ ("Limits and rounding")));
  if (cap)
    say (writer, g_strdup_printf (_ ("At most %s"), cap));
  if (floor)
    say (writer, g_strdup_printf (_ ("Less than %s is not paid"), floor));
  if (choice)
    say (writer, g_strdup_printf (_ ("Exactly that amount: as the reading “%s” says"), choice));
  if (!is_score)
    say (writer, g_strdup (_ ("Zero or less is not paid")));
  if (is_score)
    say (writer, g_strdup (_ ("Rounded half up to two decimals")));
  else if (cap || floor)
    say (writer,
         g_strdup (
             _ ("Limits are held against the exact figure; only then is it rounded half up to the fen")));
  else
    say (writer, g_strdup (_ ("Rounded half up to the fen")));
}

static void
write_payers (Writer *writer)
{
  const RulesOutline *outline = writer->outline;
  guint n = rules_measure_get_n_instalments (writer->measure);

  if (rules_measure_get_result (writer->measure) != RULES_RESULT_AWARD)
    return;

  begin (writer, g_strdup (_ ("Paid by")));
  for (guint i = 0; i < outline->n_shares; i++)
    {
      g_autofree char *share = figure (outline->shares[i].share);
      say (writer, g_strdup_printf (_ ("%s: %s"), award_words_payer (outline->shares[i].payer), share));
    }
  if (outline->n_shares == 0)
    say (writer, g_strdup (_ ("The text names no payer")));
  if (n > 1)
    say (writer, g_strdup_printf (_ ("In %u equal yearly instalments, the remainder with the last"), n));
}

/* -------------------------------------------------------------------------------------------------
 * What is left open
 */

static char *
parameter_value (const Writer *writer, guint i)
{
  const RulesParameter *parameter = rules_measure_get_parameter (writer->measure, i);
  RulesValue value =
      writer->settings ? rules_settings_get_parameter (writer->settings, i) : parameter->initial;
  g_autofree char *written = NULL;

  if (value.number == RULES_MISSING)
    return NULL;

  written = rules_type_format (parameter->type, value);
  return award_words_written (parameter->type, parameter->unit, NULL, written, 0);
}

static void
write_parameters (Writer *writer)
{
  guint n = rules_measure_get_n_parameters (writer->measure);

  if (n == 0)
    return;

  begin (writer, g_strdup (_ ("Left open by the text")));
  for (guint i = 0; i < n; i++)
    {
      const RulesParameter *parameter = rules_measure_get_parameter (writer->measure, i);
      g_autofree char *value = parameter_value (writer, i);
      g_autofree char *name = parameter->reason
                                  ? g_strdup_printf (_ ("%s (%s)"), parameter->label, parameter->reason)
                                  : g_strdup (parameter->label);

      if (value)
        say (writer, g_strdup_printf (_ ("%s: %s"), name, value));
      else if (parameter->is_optional)
        say (writer, g_strdup_printf (_ ("%s: not set, so it does not apply"), name));
      else
        say (writer, g_strdup_printf (_ ("%s: not set; claims that need it wait for a person"), name));
    }
}

static char *
option_text (const RulesOption *option)
{
  g_autofree char *label = award_words_quotable (option->label);

  return option->reason ? g_strdup_printf (_ ("“%s” (%s)"), label, option->reason)
                        : g_strdup_printf (_ ("“%s”"), label);
}

static void
write_choices (Writer *writer)
{
  guint n = rules_measure_get_n_choices (writer->measure);

  if (n == 0)
    return;

  begin (writer, g_strdup (_ ("How the text is read")));
  for (guint i = 0; i < n; i++)
    {
      const RulesChoice *choice = rules_measure_get_choice (writer->measure, i);
      guint chosen = writer->settings ? rules_settings_get_choice (writer->settings, i) : 0;
      g_autofree char *taken = option_text (&choice->options[chosen]);
      g_autoptr (GString) others = g_string_new (NULL);

      for (guint o = 0; o < choice->n_options; o++)
        {
          g_autofree char *other = option_text (&choice->options[o]);

          if (o != chosen)
            g_string_append_printf (others, "%s%s", others->len > 0 ? _ (", ") : "", other);
        }
      /* Translators: a question of reading, the answer taken, the other answers. */
      say (writer, g_strdup_printf (_ ("%s: %s; it could also be %s"), choice->label, taken, others->str));
    }
}

static void
write_event (Writer *writer, const RulesFact *fact)
{
  if (fact->is_event)
    say (writer, g_strdup_printf (_ ("“%s” outside the validity of the policy"), fact->label));
}

static void
write_flags (Writer *writer)
{
  const RulesMeasure *measure = writer->measure;
  const RulesPolicy *policy = rules_measure_get_policy (measure);
  gboolean is_open = rules_policy_get_valid_from (policy) == RULES_MISSING &&
                     rules_policy_get_valid_to (policy) == RULES_MISSING;
  guint first = writer->sections->len;

  begin (writer, g_strdup (_ ("Marked, without changing the result")));
  for (guint i = 0; i < writer->outline->n_flags; i++)
    write_stated (writer, &writer->outline->flags[i]);
  for (guint i = 0; !is_open && i < rules_measure_get_n_facts (measure); i++)
    write_event (writer, rules_measure_get_fact (measure, i));
  for (guint i = 0; !is_open && i < rules_measure_get_n_line_facts (measure); i++)
    write_event (writer, rules_measure_get_line_fact (measure, i));
  if (((AwardWordsSection *) g_ptr_array_index (writer->sections, first))->lines->len == 0)
    g_ptr_array_set_size (writer->sections, (int) first);
}

static void
write_successions (Writer *writer)
{
  guint n = rules_measure_get_n_successions (writer->measure);

  if (n == 0)
    return;

  begin (writer, g_strdup (_ ("Beside other policies")));
  for (guint i = 0; i < n; i++)
    {
      const RulesSuccession *succession = rules_measure_get_succession (writer->measure, i);
      const RulesMeasure *other = award_policies_measure (succession->policy, succession->measure);

      if (other)
        say (writer,
             g_strdup_printf (_ ("The same matter under %s, “%s”, is paid once, and this measure governs"),
                              rules_policy_get_number (rules_measure_get_policy (other)),
                              rules_measure_get_label (other)));
      else
        say (writer,
             g_strdup (_ ("The same matter under an earlier policy that is not installed here is paid "
                          "once, and this measure governs")));
    }
}

GPtrArray *
award_words_measure (const RulesMeasure *measure, const RulesSettings *settings)
{
  g_autoptr (RulesOutline) outline = rules_measure_outline (measure);
  Writer writer = { measure, settings, outline, g_ptr_array_new_with_free_func (section_free) };

  write_claimant (&writer);
  write_facts (&writer);
  write_conditions (&writer);
  write_lines (&writer);
  write_result (&writer);
  write_named (&writer);
  write_bounds (&writer);
  write_payers (&writer);
  write_parameters (&writer);
  write_choices (&writer);
  write_flags (&writer);
  write_successions (&writer);
  return writer.sections;
}

char *
award_words_measure_text (const RulesMeasure *measure, const RulesSettings *settings)
{
  g_autoptr (GPtrArray) sections = award_words_measure (measure, settings);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sections->len; i++)
    {
      const AwardWordsSection *section = g_ptr_array_index (sections, i);

      g_string_append_printf (text, "%s\n", section->heading);
      for (guint l = 0; l < section->lines->len; l++)
        g_string_append_printf (text, "    %s\n", (char *) g_ptr_array_index (section->lines, l));
    }

  return g_string_free (text, FALSE);
}
