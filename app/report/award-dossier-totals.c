/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a dossier's summaries, from the totals it holds. */
#include "config.h"

#include "award-dossier-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-report.h"

const char *
award_dossier_walk_keep (AwardDossierWalk *walk, char *text)
{
  g_ptr_array_add (walk->texts, text);
  return text;
}

void
award_dossier_walk_clear (AwardDossierWalk *walk)
{
  g_ptr_array_set_size (walk->texts, 0);
  for (guint i = 0; i < walk->listing->columns->len; i++)
    walk->cells[i] = (AwardListingCell){ .number = RULES_MISSING };
}

gboolean
award_dossier_walk_add (AwardDossierWalk *walk, gint64 amount, GError **error)
{
  if (amount == RULES_MISSING || !__builtin_add_overflow (walk->sum, amount, &walk->sum))
    return TRUE;

  g_set_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_CHANGED,
               _ ("The sum of the amounts is too large"));
  return FALSE;
}

guint
award_dossier_index_of (const AwardDossier *dossier, const RulesMeasure *measure)
{
  guint i = 0;

  while (i < dossier->totals->len && ((const AwardTotal *) dossier->totals->pdata[i])->measure != measure)
    i++;

  return i;
}

static void
fill_total (AwardDossierWalk *walk,
            const AwardListingColumn *column,
            AwardListingCell *cell,
            const AwardTotal *total)
{
  switch ((int) column->source)
    {
    case AWARD_SOURCE_ORDINAL:
      cell->number = ++walk->ordinal;
      break;
    case AWARD_SOURCE_MEASURE:
      cell->text = award_dossier_walk_keep (walk, award_dossier_measure_name (walk->dossier, total->measure));
      break;
    case AWARD_SOURCE_CLAUSE:
      cell->text = rules_measure_get_clause (total->measure)->reference;
      break;
    case AWARD_SOURCE_COUNTY:
      cell->text = total->county && *total->county ? total->county : _ ("(no county)");
      break;
    case AWARD_SOURCE_N_CLAIMS:
      cell->number = total->claims;
      break;
    case AWARD_SOURCE_N_AWARDS:
      cell->number = total->award;
      break;
    case AWARD_SOURCE_N_REFUSED:
      cell->number = total->refuse;
      break;
    case AWARD_SOURCE_N_REVIEW:
      cell->number = total->review;
      break;
    case AWARD_SOURCE_N_UNDECIDED:
      cell->number = total->undecided;
      break;
    case AWARD_SOURCE_AMOUNT:
      cell->number = total->total;
      break;
    default:
      break;
    }
}

static gboolean
emit_total (AwardDossierWalk *walk, const AwardTotal *total, GError **error)
{
  for (guint i = 0; i < walk->listing->columns->len; i++)
    fill_total (walk, award_listing_get_column (walk->listing, i), &walk->cells[i], total);

  if (!award_dossier_walk_add (walk, total->total, error))
    return FALSE;
  return walk->func (walk->cells, NULL, walk->data, error);
}

gboolean
award_dossier_foreach_measure (AwardDossierWalk *walk, GError **error)
{
  for (guint i = 0; i < walk->dossier->totals->len; i++)
    {
      award_dossier_walk_clear (walk);
      if (!emit_total (walk, walk->dossier->totals->pdata[i], error))
        return FALSE;
    }

  return TRUE;
}

/* Counties in the order lists of the city put them: GB/T 2260, then the zones without a code of their own.
 * Others come after, by name. */
static const char *const usual_order[] = { "鼓楼区", "台江区", "仓山区", "马尾区", "晋安区",
                                           "长乐区", "福清市", "闽侯县", "连江县", "罗源县",
                                           "闽清县", "永泰县", "平潭县", "高新区" };

static guint
usual_place (const char *county)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (usual_order) && strcmp (usual_order[i], county) != 0)
    i++;

  return i;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const char *one = *(const char *const *) a;
  const char *other = *(const char *const *) b;
  guint place = usual_place (one);
  guint other_place = usual_place (other);

  return place != other_place ? (int) place - (int) other_place : strcmp (one, other);
}

/* The names of the counties, each once; the claims without one last. */
static GPtrArray *
list_counties (const AwardDossier *dossier)
{
  GPtrArray *names = g_ptr_array_new ();
  gboolean unknown = FALSE;

  for (guint i = 0; i < dossier->counties->len; i++)
    {
      const char *county = ((const AwardTotal *) dossier->counties->pdata[i])->county;

      if (county == NULL || *county == '\0')
        unknown = TRUE;
      else if (!g_ptr_array_find_with_equal_func (names, county, g_str_equal, NULL))
        g_ptr_array_add (names, (gpointer) county);
    }
  g_ptr_array_sort (names, compare_names);
  if (unknown)
    g_ptr_array_add (names, (gpointer) "");

  return names;
}

static gboolean
emit_county (AwardDossierWalk *walk, const char *county, GError **error)
{
  AwardTotal sum = { .county = (char *) county };

  award_dossier_walk_clear (walk);
  for (guint i = 0; i < walk->dossier->counties->len; i++)
    {
      const AwardTotal *total = walk->dossier->counties->pdata[i];

      if (g_strcmp0 (total->county ? total->county : "", county) != 0)
        continue;
      sum.claims += total->claims;
      sum.award += total->award;
      sum.refuse += total->refuse;
      sum.review += total->review;
      sum.undecided += total->undecided;
      sum.total += total->total;
      for (guint c = 0; c < walk->listing->columns->len; c++)
        {
          const AwardListingColumn *column = award_listing_get_column (walk->listing, c);

          if (column->source == AWARD_SOURCE_MEASURE_AMOUNT &&
              column->index == award_dossier_index_of (walk->dossier, total->measure))
            walk->cells[c].number = total->total;
        }
    }

  return emit_total (walk, &sum, error);
}

gboolean
award_dossier_foreach_county (AwardDossierWalk *walk, GError **error)
{
  g_autoptr (GPtrArray) names = list_counties (walk->dossier);

  for (guint i = 0; i < names->len; i++)
    if (!emit_county (walk, names->pdata[i], error))
      return FALSE;

  return TRUE;
}
