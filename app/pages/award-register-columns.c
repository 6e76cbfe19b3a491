/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-register-columns.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-register-table.h"
#include "award-words-register.h"
#include "award-words.h"

enum
{
  COLUMN_VALIDITY,
  COLUMN_FIELD, /* of field 0; the others follow */
};

static const AwardLayout *
get_layout (AwardRegister kind)
{
  return award_layout_find (award_register_get_name (kind));
}

static void
record_cell (GObject *item, guint column, AwardGridCell *cell, gpointer data)
{
  const AwardRegisterColumns *columns = data;
  const AwardRecord *record = award_record_item_get_record (AWARD_RECORD_ITEM (item));

  if (!record)
    return;

  if (column == COLUMN_VALIDITY)
    {
      const AwardValidity validity = award_record_get_validity (record, columns->today);

      cell->text = g_strdup (award_words_validity (validity));
      cell->icon = validity == AWARD_VALIDITY_CURRENT ? "award-refused-symbolic" : "award-undecided-symbolic";
      cell->style = validity == AWARD_VALIDITY_CURRENT ? "award-bad" : "dim-label";
      return;
    }
  cell->text = award_words_record (record, column - COLUMN_FIELD,
                                   award_layout_get_field (get_layout (record->kind), column - COLUMN_FIELD),
                                   columns->policies);
}

/* 0: what is left over. */
static int
find_width (const RulesFact *field)
{
  static const struct
  {
    const char *id;
    int width;
  } widths[] = {
    { "code", 176 },  { "name", 230 },     { "former_names", 190 }, { "former_codes", 176 },
    { "county", 84 }, { "number", 186 },   { "holder", 190 },       { "bank_code", 120 },
    { "kind", 92 },   { "document", 170 }, { "policy", 180 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    if (strcmp (widths[i].id, field->id) == 0)
      return widths[i].width;

  switch (field->type)
    {
    case RULES_TYPE_DATE:
    case RULES_TYPE_ENUM:
    case RULES_TYPE_INDUSTRY:
      return 108;
    case RULES_TYPE_MONEY:
      return 130;
    case RULES_TYPE_BOOLEAN:
    case RULES_TYPE_ENERGY:
    case RULES_TYPE_QUANTITY:
    case RULES_TYPE_PERCENT:
    case RULES_TYPE_COUNT:
    case RULES_TYPE_TEXT:
    default:
      return 190;
    }
}

static void
add_field (AwardGrid *grid, const AwardLayout *layout, guint i)
{
  const RulesFact *field = award_layout_get_field (layout, i);
  g_autofree char *heading = award_words_heading (field);

  award_grid_add_column (grid, COLUMN_FIELD + i, heading, find_width (field), field->type == RULES_TYPE_MONEY,
                         TRUE);
}

/* Where a field stands, whatever its place in the register: name and amount first, since they are what people
 * look for; what was before comes last. */
static int
find_rank (const RulesFact *field)
{
  if (strcmp (field->id, "name") == 0 || field->type == RULES_TYPE_MONEY)
    return 0;

  return g_str_has_prefix (field->id, "former_") ? 2 : 1;
}

void
award_register_columns_add (AwardGrid *grid, const AwardRegisterColumns *columns)
{
  const AwardLayout *layout = get_layout (columns->kind);
  /* A list of days is one by its days. */
  const gboolean has_claimant = award_layout_get_field (layout, 0)->type == RULES_TYPE_TEXT;

  award_grid_set_func (grid, record_cell, (gpointer) columns);
  for (int rank = 0; rank <= 2; rank++)
    {
      for (guint i = 0; i < award_layout_get_n_fields (layout); i++)
        if ((has_claimant ? find_rank (award_layout_get_field (layout, i)) : 1) == rank)
          add_field (grid, layout, i);
      if (rank == 0 && columns->kind == AWARD_REGISTER_EXCLUSIONS)
        award_grid_add_column (grid, COLUMN_VALIDITY, _ ("Validity"), 112, FALSE, FALSE);
    }
}

void
award_register_columns_order (guint column, AwardRecordQuery *query)
{
  query->field = column == G_MAXUINT || column < COLUMN_FIELD ? -1 : (int) (column - COLUMN_FIELD);
}
