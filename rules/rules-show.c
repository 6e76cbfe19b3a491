/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings of the policy check as examples in the policy's own text. */
#include "rules-language.h"

#define LINE_COLUMNS 100

/* A claim put together: assignments are those of the finding, then those of an example of the measure. */
typedef struct
{
  RulesPolicy *policy; /* the measure alone, with the finding's claim as its last example */
  const RulesMeasure *measure;
  RulesExample claim;
} Shown;

static void
shown_clear (Shown *shown)
{
  g_clear_pointer (&shown->claim.facts, g_array_unref);
  g_clear_pointer (&shown->claim.settings, g_array_unref);
  g_clear_pointer (&shown->claim.lines, g_ptr_array_unref);
  g_clear_pointer (&shown->claim.rivals, g_ptr_array_unref);
  g_clear_pointer (&shown->policy, rules_policy_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

/* -------------------------------------------------------------------------------------------------
 * Putting a statement into the text
 */

static const char *
line_begin (const char *text, const char *at)
{
  while (at > text && at[-1] != '\n' && at[-1] != '\r')
    at--;
  return at;
}

static const char *
line_end (const char *at)
{
  return at + strcspn (at, "\r\n");
}

static char *
indentation (const char *text, const char *at)
{
  const char *begin = line_begin (text, at);

  return g_strndup (begin, strspn (begin, " \t"));
}

/* Whether nothing but blanks and a comment follow on the line. */
static gboolean
ends_line (const char *at)
{
  at += strspn (at, " \t");
  return *at == '\0' || *at == '\n' || *at == '\r' || *at == '#';
}

/* Where a further example of the measure goes, and how far in. */
static const char *
find_place (const RulesMeasure *measure, char **indent)
{
  const char *text = measure->policy->text;
  const char *at = text + measure->to;

  if (measure->examples->len > 0)
    {
      const RulesExample *last = &g_array_index (measure->examples, RulesExample, measure->examples->len - 1);
      const char *begin = text;

      at = text + last->to;
      /* The line the example begins in. */
      for (guint line = 1; line < last->place.line && *begin != '\0'; line++)
        {
          begin = line_end (begin);
          begin += begin[0] == '\r' && begin[1] == '\n' ? 2 : 1;
        }
      *indent = indentation (text, begin);
    }
  else
    {
      g_autofree char *outer = indentation (text, text + measure->from);
      *indent = g_strconcat (outer, "  ", NULL);
    }
  return ends_line (at) ? line_end (at) : at;
}

/* The ends of lines as the text has them. */
static const char *
newline_of (const char *text)
{
  const char *end = line_end (text);

  return end[0] == '\r' ? (end[1] == '\n' ? "\r\n" : "\r") : "\n";
}

static char *
insert (const char *text, const char *at, const char *statement)
{
  g_auto (GStrv) lines = g_strsplit (statement, "\n", -1);
  g_autofree char *body = g_strjoinv (newline_of (text), lines);
  g_autofree char *before = g_strndup (text, (gsize) (at - text));
  const char *newline = newline_of (text);

  return g_strconcat (before, newline, body, *at == '\r' || *at == '\n' || *at == '\0' ? "" : newline, at,
                      NULL);
}

/* -------------------------------------------------------------------------------------------------
 * The claim
 */

static const RulesAssignment *
find_assignment (const GArray *assignments, const char *id)
{
  for (guint i = 0; i < assignments->len; i++)
    if (strcmp (g_array_index (assignments, RulesAssignment, i).id, id) == 0)
      return &g_array_index (assignments, RulesAssignment, i);
  return NULL;
}

/* @base's, with those of @over in their place or behind them. */
static GArray *
merge (const GArray *base, const GArray *over)
{
  GArray *merged = g_array_new (FALSE, TRUE, sizeof (RulesAssignment));

  for (guint i = 0; base != NULL && i < base->len; i++)
    {
      const RulesAssignment *kept = &g_array_index (base, RulesAssignment, i);
      const RulesAssignment *other = find_assignment (over, kept->id);

      g_array_append_val (merged, *(other != NULL ? other : kept));
    }
  for (guint i = 0; i < over->len; i++)
    {
      const RulesAssignment *added = &g_array_index (over, RulesAssignment, i);

      if (base == NULL || find_assignment (base, added->id) == NULL)
        g_array_append_val (merged, *added);
    }
  return merged;
}

/* An example to complete the claim with: one that awards, or else the first. */
static const RulesExample *
find_base (const RulesMeasure *measure)
{
  guint n = measure->examples->len - 1;

  for (guint i = 0; i < n; i++)
    if (g_array_index (measure->examples, RulesExample, i).outcome == RULES_OUTCOME_AWARD)
      return &g_array_index (measure->examples, RulesExample, i);
  return n > 0 ? &g_array_index (measure->examples, RulesExample, 0) : NULL;
}

static GPtrArray *
merge_lines (const GPtrArray *base, const GPtrArray *over)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GArray) none = g_array_new (FALSE, TRUE, sizeof (RulesAssignment));

  for (guint i = 0; i < over->len; i++)
    g_ptr_array_add (lines, merge (base != NULL && base->len > 0 ? g_ptr_array_index (base, 0) : NULL,
                                   g_ptr_array_index (over, i)));
  for (guint i = over->len > 0 ? 1 : 0; base != NULL && i < base->len; i++)
    g_ptr_array_add (lines, merge (g_ptr_array_index (base, i), none));
  return lines;
}

static char *
write_validity (const RulesPolicy *policy)
{
  g_autofree char *from = rules_type_format (RULES_TYPE_DATE, (RulesValue){ policy->valid_from, NULL });
  g_autofree char *to = rules_type_format (RULES_TYPE_DATE, (RulesValue){ policy->valid_to, NULL });

  if (from == NULL && to == NULL)
    return g_strdup ("");
  return g_strdup_printf ("valid %s .. %s", from != NULL ? from : "", to != NULL ? to : "");
}

/* Reads the claim of @problem by the policy's own parser: as one more example of its measure, alone, so that
 * it costs no more than that. */
static gboolean
read_claim (const RulesPolicy *policy, const RulesProblem *problem, Shown *shown)
{
  const RulesMeasure *measure =
      problem->measure != NULL ? rules_policy_find_measure (policy, problem->measure) : NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *valid = write_validity (policy);
  g_autofree char *text = NULL;
  const RulesExample *base, *read;

  if (measure == NULL || problem->claim == NULL)
    return FALSE;
  text = g_strdup_printf (
      "policy p { number \"-\" title \"-\" %s\nmeasure %.*s\nexample \"-\" { %s } refuse\n} }", valid,
      (int) (measure->to - measure->from), policy->text + measure->from, problem->claim);
  shown->policy = rules_policy_parse (text, -1, &problems);
  if (shown->policy == NULL)
    return FALSE;
  shown->measure = rules_policy_find_measure (shown->policy, problem->measure);
  base = find_base (shown->measure);
  read = &g_array_index (shown->measure->examples, RulesExample, shown->measure->examples->len - 1);
  shown->claim.facts = merge (base != NULL ? base->facts : NULL, read->facts);
  shown->claim.settings = merge (base != NULL ? base->settings : NULL, read->settings);
  shown->claim.lines = merge_lines (base != NULL ? base->lines : NULL, read->lines);
  shown->claim.rivals = merge_lines (base != NULL ? base->rivals : NULL, read->rivals);
  return TRUE;
}

/* -------------------------------------------------------------------------------------------------
 * The claim in words of the language
 */

static char *
quoted (const char *text)
{
  GString *result = g_string_new ("\"");

  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_c (result, '\\');
      g_string_append_c (result, *text);
    }
  g_string_append_c (result, '"');
  return g_string_free (result, FALSE);
}

static char *
write_industry (gint64 division)
{
  char section = 'A';

  while (section < 'T' && !rules_industry_in (division, section))
    section++;
  return g_strdup_printf ("%c%02d", section, (int) division);
}

static char *
write_value (RulesType type, const char *unit, const RulesFact *fact, const char *text)
{
  RulesDimension dimension;
  RulesValue value = { RULES_MISSING, NULL };
  char *figure = NULL;

  if (text == NULL)
    return g_strdup ("missing");
  if (type == RULES_TYPE_TEXT || type == RULES_TYPE_ENUM)
    return quoted (text);
  if (!(fact != NULL ? rules_fact_parse (fact, text, &value, NULL)
                     : rules_type_parse (type, text, &value, NULL)))
    return quoted (text);
  if (type == RULES_TYPE_BOOLEAN)
    return g_strdup (value.number != 0 ? "yes" : "no");
  if (type == RULES_TYPE_DATE)
    return g_strdup (text);
  if (type == RULES_TYPE_INDUSTRY)
    return write_industry (value.number);
  if (rules_type_dimension (type, unit, &dimension))
    figure =
        rules_words_of_figure (rules_fact_ratio (type, value.number), dimension, type == RULES_TYPE_PERCENT);
  return figure != NULL ? figure : quoted (text);
}

static void
write_facts (GPtrArray *parts, const GArray *facts, const GArray *assignments)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      const RulesAssignment *assignment = &g_array_index (assignments, RulesAssignment, i);

      for (guint f = 0; f < facts->len; f++)
        {
          const RulesFact *fact = &g_array_index (facts, RulesFact, f);
          g_autofree char *value = NULL;

          if (strcmp (fact->id, assignment->id) != 0)
            continue;
          value = write_value (fact->type, fact->unit, fact, assignment->text);
          g_ptr_array_add (parts, g_strdup_printf ("%s %s", fact->id, value));
        }
    }
}

static void
write_groups (GPtrArray *parts, const char *word, const GArray *facts, const GPtrArray *groups)
{
  for (guint i = 0; i < groups->len; i++)
    {
      g_autoptr (GPtrArray) inner = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *joined = NULL;

      write_facts (inner, facts, g_ptr_array_index (groups, i));
      g_ptr_array_add (inner, NULL);
      joined = g_strjoinv ("  ", (char **) inner->pdata);
      g_ptr_array_add (parts, g_strdup_printf ("%s { %s }", word, joined));
    }
}

static void
write_settings (GPtrArray *parts, const RulesMeasure *measure, const GArray *settings)
{
  for (guint i = 0; i < settings->len; i++)
    {
      const RulesAssignment *assignment = &g_array_index (settings, RulesAssignment, i);
      const RulesParameter *parameter = NULL;

      for (guint p = 0; p < measure->parameters->len; p++)
        if (strcmp (g_array_index (measure->parameters, RulesParameter, p).id, assignment->id) == 0)
          parameter = &g_array_index (measure->parameters, RulesParameter, p);
      if (parameter != NULL)
        {
          g_autofree char *value = write_value (parameter->type, parameter->unit, NULL, assignment->text);
          g_ptr_array_add (parts, g_strdup_printf ("set %s %s", parameter->id, value));
        }
      else if (strcmp (assignment->id, "as-of") == 0)
        g_ptr_array_add (parts, g_strdup_printf ("as-of %s", assignment->text));
      else
        g_ptr_array_add (parts, g_strdup_printf ("choose %s %s", assignment->id, assignment->text));
    }
}

/* "refuse code enough flags outside-validity" */
static char *
write_promise (const RulesMeasure *measure, const RulesDecision *decision)
{
  GString *text = g_string_new (NULL);
  RulesDimension money = { .exponent[RULES_UNIT_MONEY] = 1 };
  g_autofree char *amount = NULL;
  gboolean first = TRUE;

  if (decision->outcome != RULES_OUTCOME_AWARD)
    g_string_append (text, decision->outcome == RULES_OUTCOME_REFUSE ? "refuse" : "review");
  else if (measure->result == RULES_RESULT_QUALIFICATION)
    g_string_append (text, "award");
  else if (measure->result == RULES_RESULT_SCORE)
    {
      amount = rules_words_of_figure (rules_ratio (decision->amount, 100), (RulesDimension){ { 0 } }, FALSE);
      g_string_append_printf (text, "score %s", amount);
    }
  else
    {
      amount = rules_words_of_figure (rules_ratio (decision->amount, 1), money, FALSE);
      g_string_append_printf (text, "award %s", amount);
    }
  g_string_append_printf (text, " code %s", (char *) g_ptr_array_index (measure->codes, decision->code));
  for (guint f = 0; f < measure->flags->len; f++)
    if ((decision->flags >> f & 1) != 0)
      {
        g_string_append_printf (text, "%s %s", first ? " flags" : ",",
                                g_array_index (measure->flags, RulesFlag, f).id);
        first = FALSE;
      }
  return g_string_free (text, FALSE);
}

/* "{ … }", on one line with @indent NULL, else on as many as it needs. */
static char *
write_claim (const Shown *shown, const char *indent)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;
  GString *text;
  glong columns = 0;

  write_facts (parts, shown->measure->facts, shown->claim.facts);
  write_groups (parts, "line", shown->measure->line_facts, shown->claim.lines);
  write_groups (parts, "rival", shown->measure->facts, shown->claim.rivals);
  write_settings (parts, shown->measure, shown->claim.settings);
  g_ptr_array_add (parts, NULL);
  joined = g_strjoinv ("  ", (char **) parts->pdata);
  if (indent == NULL || g_utf8_strlen (joined, -1) < LINE_COLUMNS / 2)
    return g_strdup_printf (*joined != '\0' ? "{ %s }" : "{%s }", joined);

  text = g_string_new ("{");
  for (guint i = 0; i + 1 < parts->len; i++)
    {
      const char *part = g_ptr_array_index (parts, i);
      glong length = g_utf8_strlen (part, -1);

      if (columns == 0 || columns + length > LINE_COLUMNS - 8 || strchr (part, '{') != NULL)
        {
          g_string_append_printf (text, "\n%s  ", indent);
          columns = 0;
        }
      g_string_append_printf (text, "%s%s", columns > 0 ? "  " : "", part);
      columns += length + 2;
    }
  g_string_append_printf (text, "\n%s}", indent);
  return g_string_free (text, FALSE);
}

char *
rules_policy_show (const RulesPolicy *policy, const RulesProblem *problem)
{
  g_return_val_if_fail (policy != NULL, NULL);
  g_return_val_if_fail (problem != NULL, NULL);

  g_auto (Shown) shown = { NULL };
  if (!read_claim (policy, problem, &shown))
    return NULL;

  RulesDecision decision = rules_example_decide (shown.measure, &shown.claim);
  g_autofree char *claim = write_claim (&shown, NULL);
  g_autofree char *promise = write_promise (shown.measure, &decision);
  return g_strdup_printf ("%s %s", claim, promise);
}

/* Whether @text parses and has no more examples that fail than @policy. */
static gboolean
is_sound (const RulesPolicy *policy, const char *text)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_problem_free);
  g_autoptr (RulesPolicy) longer = rules_policy_parse (text, -1, &problems);

  if (longer == NULL)
    return FALSE;
  rules_policy_run_examples (policy, before);
  rules_policy_run_examples (longer, problems);
  return problems->len == before->len;
}

/* Whether an example of the measure is of this very claim. */
static gboolean
is_there (const Shown *shown)
{
  g_autofree char *claim = write_claim (shown, NULL);

  for (guint i = 0; i + 1 < shown->measure->examples->len; i++)
    {
      Shown other = { NULL, shown->measure, g_array_index (shown->measure->examples, RulesExample, i) };
      g_autofree char *written = write_claim (&other, NULL);

      if (strcmp (written, claim) == 0)
        return TRUE;
    }
  return FALSE;
}

char *
rules_policy_add_example (const RulesPolicy *policy, const RulesProblem *problem, const char *label)
{
  g_return_val_if_fail (policy != NULL, NULL);
  g_return_val_if_fail (problem != NULL, NULL);
  g_return_val_if_fail (label != NULL, NULL);

  g_auto (Shown) shown = { NULL };
  if (!read_claim (policy, problem, &shown) || is_there (&shown))
    return NULL;

  RulesDecision decision = rules_example_decide (shown.measure, &shown.claim);
  const RulesMeasure *measure = rules_policy_find_measure (policy, problem->measure);
  g_autofree char *indent = NULL;
  const char *at = find_place (measure, &indent);
  g_autofree char *claim = write_claim (&shown, indent);
  g_autofree char *promise = write_promise (shown.measure, &decision);
  g_autofree char *name = quoted (label);
  g_autofree char *statement = g_strdup_printf ("%sexample %s %s %s", indent, name, claim, promise);
  g_autofree char *text = insert (policy->text, at, statement);

  return is_sound (policy, text) ? g_steal_pointer (&text) : NULL;
}
