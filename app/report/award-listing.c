/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-listing.h"

#include "award-words-private.h"

static void
column_clear (gpointer data)
{
  AwardListingColumn *column = data;

  g_free (column->heading);
}

AwardListing *
award_listing_new (AwardListingRows rows, const RulesMeasure *measure)
{
  AwardListing *listing = g_new0 (AwardListing, 1);

  listing->rows = rows;
  listing->measure = measure;
  listing->columns = g_array_new (FALSE, TRUE, sizeof (AwardListingColumn));
  g_array_set_clear_func (listing->columns, column_clear);
  listing->notes = g_ptr_array_new_with_free_func (g_free);
  listing->total = RULES_MISSING;
  listing->checked = AWARD_SOURCE_AMOUNT;
  return listing;
}

void
award_listing_free (AwardListing *listing)
{
  g_free (listing->name);
  g_free (listing->title);
  g_free (listing->basis);
  g_free (listing->unit);
  g_ptr_array_unref (listing->notes);
  g_array_unref (listing->columns);
  g_free (listing);
}

AwardListingColumn *
award_listing_add (AwardListing *listing,
                   AwardListingSource source,
                   guint index,
                   AwardListingType type,
                   char *heading)
{
  const AwardListingColumn column = { .heading = heading, .source = source, .index = index, .type = type };

  g_array_append_val (listing->columns, column);
  return &g_array_index (listing->columns, AwardListingColumn, listing->columns->len - 1);
}

const AwardListingColumn *
award_listing_get_column (const AwardListing *listing, guint i)
{
  return &g_array_index (listing->columns, AwardListingColumn, i);
}

guint
award_listing_first_sum (const AwardListing *listing)
{
  for (guint i = 0; i < listing->columns->len; i++)
    if (award_listing_get_column (listing, i)->has_total)
      return i;

  return listing->columns->len;
}

char *
award_listing_cell_text (const AwardListingColumn *column, const AwardListingCell *cell)
{
  g_autofree char *number = NULL;

  switch (column->type)
    {
    case AWARD_LISTING_COUNT:
      return cell->number == RULES_MISSING ? g_strdup ("")
                                           : g_strdup_printf ("%" G_GINT64_FORMAT, cell->number);
    case AWARD_LISTING_AMOUNT:
      return cell->number == RULES_MISSING ? g_strdup ("") : award_words_amount (cell->number);
    case AWARD_LISTING_DATE:
      return cell->number == RULES_MISSING
                 ? g_strdup ("")
                 : rules_type_format (RULES_TYPE_DATE, (RulesValue){ .number = cell->number });
    case AWARD_LISTING_DECIMAL:
      return cell->text ? award_words_decimal (cell->text, 0, 6) : g_strdup ("");
    case AWARD_LISTING_PERCENT:
      number = cell->text ? award_words_decimal (cell->text, 0, 6) : NULL;
      return number ? g_strconcat (number, "%", NULL) : g_strdup ("");
    case AWARD_LISTING_TEXT:
    case AWARD_LISTING_CODE:
    default:
      return g_strdup (cell->text ? cell->text : "");
    }
}
