/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a measure: where its expressions hold a literal that says how much, when or which. */
#include "rules-language.h"
#include "rules-walk-private.h"

/* The statement being looked through. */
typedef struct
{
  const RulesMeasure *measure;
  RulesWalk *walk; /* for terms */
  GPtrArray *figures;
  RulesPart part;
  gboolean on_line;
  const char *word; /* "require" */
  const char *id;   /* nullable */
  const char *label;
  guint n; /* figures of the statement so far */
} Search;

static void
figure_free (gpointer data)
{
  RulesFigure *figure = data;

  g_free (figure->name);
  rules_term_free (figure->term);
  g_free (figure->text);
  g_free (figure->unit);
  g_free (figure);
}

static gboolean
is_figure (const RulesExpression *expression)
{
  return expression->op == RULES_OP_LITERAL && expression->from != NULL &&
         (expression->kind == RULES_KIND_NUMBER || expression->kind == RULES_KIND_DATE ||
          expression->kind == RULES_KIND_INDUSTRY);
}

/* What stands behind the digits of a number; days and industries have no unit. */
static char *
unit_of (const RulesExpression *expression)
{
  const char *at = expression->from;

  if (expression->kind != RULES_KIND_NUMBER)
    return g_strdup ("");
  while (at < expression->to && (guchar) *at < 0x80 && *at != '%')
    at++;
  /* Full-width digits are no unit. */
  while (at < expression->to && g_unichar_isdigit (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return g_strndup (at, (gsize) (expression->to - at));
}

static char *
name_of (const Search *search)
{
  g_autoptr (GString) name = g_string_new (search->word);

  if (search->id != NULL)
    g_string_append_printf (name, ".%s", search->id);
  if (search->n > 1)
    g_string_append_printf (name, ".%u", search->n);
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static void
add_figure (Search *search, const RulesExpression *expression, const RulesExpression *parent)
{
  RulesFigure *figure = g_new0 (RulesFigure, 1);
  RulesTerm *own = rules_term_new_plain (search->walk, expression);

  search->n++;
  figure->name = name_of (search);
  figure->part = search->part;
  figure->on_line = search->on_line;
  figure->label = search->label;
  figure->type = own->type;
  figure->term = parent != NULL ? rules_term_new_plain (search->walk, parent) : NULL;
  figure->line = expression->place.line;
  figure->column = expression->place.column;
  figure->text = g_strndup (expression->from, (gsize) (expression->to - expression->from));
  figure->unit = unit_of (expression);
  figure->offset = (gsize) (expression->from - search->measure->policy->text);
  g_ptr_array_add (search->figures, figure);
  rules_term_free (own);
}

/* A range is shown with the value that lies in it. */
static void
search_expression (Search *search, const RulesExpression *expression, const RulesExpression *parent)
{
  if (is_figure (expression))
    add_figure (search, expression, parent);
  else if (expression->op != RULES_OP_NAMED)
    for (guint i = 0; i < expression->n_args; i++)
      search_expression (search, expression->args[i], expression->op == RULES_OP_RANGE ? parent : expression);
}

static void
search_statement (Search *search,
                  RulesPart part,
                  const char *word,
                  const char *id,
                  const char *label,
                  RulesExpression *const *expressions,
                  guint n_expressions)
{
  search->part = part;
  search->word = word;
  search->id = id;
  search->label = label;
  search->n = 0;
  for (guint i = 0; i < n_expressions; i++)
    if (expressions[i] != NULL)
      search_expression (search, expressions[i], NULL);
}

static void
search_conditions (Search *search, const GArray *conditions)
{
  static const char *const words[] = {
    [RULES_CONDITION_REQUIRE] = "require",
    [RULES_CONDITION_REVIEW] = "review",
    [RULES_CONDITION_PENDING] = "pending",
  };

  for (guint i = 0; i < conditions->len; i++)
    {
      const RulesCondition *condition = &g_array_index (conditions, RulesCondition, i);
      RulesExpression *const parts[] = { condition->when, condition->unless, condition->test };

      search_statement (search, RULES_PART_CONDITION, words[condition->kind], condition->id, condition->label,
                        parts, G_N_ELEMENTS (parts));
    }
}

/* Whether what is per line is a figure of the lines can be told only by what it depends on. */
static void
search_lets (Search *search)
{
  for (guint i = 0; i < search->measure->lets->len; i++)
    {
      const RulesLet *let = g_ptr_array_index (search->measure->lets, i);

      search->on_line = let->expression->per_line;
      search_statement (search, RULES_PART_LET, "let", let->id, let->label, &let->expression, 1);
    }
  search->on_line = FALSE;
}

static void
search_ranking (Search *search, const RulesRanking *ranking)
{
  RulesExpression *const order[] = { ranking->value, ranking->within };

  search_statement (search, RULES_PART_AWARD, "rank", ranking->id, ranking->label, order,
                    G_N_ELEMENTS (order));
  /* In one with the above, so that their numbers go on. */
  for (guint i = 0; i < ranking->n_amounts; i++)
    search_expression (search, ranking->amounts[i], NULL);
}

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  const RulesFigure *first = *(const RulesFigure *const *) a;
  const RulesFigure *second = *(const RulesFigure *const *) b;

  return first->offset < second->offset ? -1 : first->offset > second->offset ? 1 : 0;
}

GPtrArray *
rules_measure_list_figures (const RulesMeasure *measure)
{
  g_autoptr (RulesSettings) settings = rules_settings_new (measure);
  g_autoptr (RulesWalk) walk = rules_walk_new (measure, settings);
  Search search = { .measure = measure,
                    .walk = walk,
                    .figures = g_ptr_array_new_with_free_func (figure_free) };
  const char *word = measure->result == RULES_RESULT_SCORE ? "score" : "award";

  search_lets (&search);
  search_conditions (&search, measure->conditions);
  search.on_line = TRUE;
  search_conditions (&search, measure->line_conditions);
  search.on_line = FALSE;
  search_statement (&search, RULES_PART_AWARD, word, NULL, NULL, &measure->formula, 1);
  if (measure->ranking != NULL)
    search_ranking (&search, measure->ranking);
  search_statement (&search, RULES_PART_CAP, "cap", NULL, NULL, &measure->cap, 1);
  search_statement (&search, RULES_PART_FLOOR, "floor", NULL, NULL, &measure->floor, 1);
  g_ptr_array_sort (search.figures, compare_offsets);
  return search.figures;
}

const RulesFigure *
rules_figures_find (const GPtrArray *figures, const char *name)
{
  for (guint i = 0; i < figures->len; i++)
    {
      const RulesFigure *figure = g_ptr_array_index (figures, i);
      g_autofree char *place = g_strdup_printf ("%u:%u", figure->line, figure->column);

      if (strcmp (figure->name, name) == 0 || strcmp (place, name) == 0)
        return figure;
    }
  return NULL;
}
