/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of registers, and gathering the rows of one. */
#define G_LOG_DOMAIN "award-register"

#include "config.h"

#include "award-register-private.h"
#include "award-step-private.h"

#include <string.h>

#define KEY(name, kind)                                                                                      \
  {                                                                                                          \
    .id = name, .type = RULES_TYPE_##kind, .is_key = TRUE                                                    \
  }
#define FIELD(name, kind)                                                                                    \
  {                                                                                                          \
    .id = name, .type = RULES_TYPE_##kind                                                                    \
  }

static const RulesFact enterprise_fields[] = {
  KEY ("code", TEXT),
  FIELD ("name", TEXT),
  FIELD ("former_names", TEXT),
  FIELD ("former_codes", TEXT),
  FIELD ("county", TEXT),
  FIELD ("industry", INDUSTRY),
  FIELD ("above_scale_since", DATE),
};
static const RulesFact account_fields[] = {
  KEY ("code", TEXT),     FIELD ("name", TEXT), FIELD ("holder", TEXT),
  FIELD ("number", TEXT), FIELD ("bank", TEXT), FIELD ("bank_code", TEXT),
};
static const RulesFact exclusion_fields[] = {
  KEY ("code", TEXT),     KEY ("kind", TEXT),   KEY ("from_day", DATE),
  FIELD ("to_day", DATE), FIELD ("name", TEXT), FIELD ("reason", TEXT),
};
static const RulesFact first_time_fields[] = {
  KEY ("code", TEXT),   KEY ("matter", TEXT),     FIELD ("name", TEXT),
  FIELD ("date", DATE), FIELD ("document", TEXT),
};
static const RulesFact payment_fields[] = {
  KEY ("code", TEXT),     KEY ("policy", TEXT), KEY ("measure", TEXT),   KEY ("date", DATE),
  KEY ("document", TEXT), FIELD ("name", TEXT), FIELD ("amount", MONEY),
};
static const RulesFact holiday_fields[] = {
  KEY ("day", DATE),
  FIELD ("is_workday", BOOLEAN),
  FIELD ("name", TEXT),
};

static const struct
{
  const char *name;
  const char *table;
  const RulesFact *fields;
  guint n_fields;
} registers[AWARD_N_REGISTERS] = {
  { "enterprises", "register_enterprise", enterprise_fields, G_N_ELEMENTS (enterprise_fields) },
  { "accounts", "register_account", account_fields, G_N_ELEMENTS (account_fields) },
  { "exclusions", "register_exclusion", exclusion_fields, G_N_ELEMENTS (exclusion_fields) },
  { "first-time", "register_first_time", first_time_fields, G_N_ELEMENTS (first_time_fields) },
  { "payments", "register_payment", payment_fields, G_N_ELEMENTS (payment_fields) },
  { "holidays", "register_holiday", holiday_fields, G_N_ELEMENTS (holiday_fields) },
};

const char *
award_register_get_name (AwardRegister kind)
{
  g_return_val_if_fail (kind < AWARD_N_REGISTERS, NULL);
  return registers[kind].name;
}

gboolean
award_register_find (const char *name, AwardRegister *kind)
{
  for (guint i = 0; i < AWARD_N_REGISTERS; i++)
    if (strcmp (registers[i].name, name) == 0)
      {
        *kind = (AwardRegister) i;
        return TRUE;
      }
  return FALSE;
}

const char *
award_register_get_table (AwardRegister kind)
{
  return registers[kind].table;
}

guint
award_register_get_n_fields (AwardRegister kind)
{
  g_return_val_if_fail (kind < AWARD_N_REGISTERS, 0);
  return registers[kind].n_fields;
}

const RulesFact *
award_register_get_field (AwardRegister kind, guint i)
{
  g_return_val_if_fail (kind < AWARD_N_REGISTERS && i < registers[kind].n_fields, NULL);
  return &registers[kind].fields[i];
}

const RulesFact *
award_register_find_field (AwardRegister kind, const char *id)
{
  g_return_val_if_fail (kind < AWARD_N_REGISTERS && id != NULL, NULL);
  for (guint i = 0; i < registers[kind].n_fields; i++)
    if (strcmp (registers[kind].fields[i].id, id) == 0)
      return &registers[kind].fields[i];
  return NULL;
}

char *
award_register_list_fields (AwardRegister kind)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < registers[kind].n_fields; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", registers[kind].fields[i].id);
  return g_string_free (list, FALSE);
}

void
award_register_free (AwardRegisterImport *self)
{
  g_object_unref (self->ledger);
  g_free (self->file_name);
  g_free (self->sheet);
  g_bytes_unref (self->content);
  g_free (self->digest);
  g_string_chunk_free (self->texts);
  g_array_unref (self->records);
  g_hash_table_unref (self->by_key);
  g_array_unref (self->problems);
  g_free (self);
}

/* Whether import number @import read its fields from the same columns. */
static gboolean
has_same_columns (AwardRegisterImport *self, gint64 import, gboolean *same, GError **error)
{
  guint n_fields = award_register_get_n_fields (self->kind);

  *same = TRUE;
  for (guint i = 0; *same && i < n_fields; i++)
    {
      gint64 number;

      if (!award_db_get_int (self->ledger->db, &number, 0, error,
                             "SELECT number FROM register_column WHERE import = ? AND field = ?", "it",
                             import, award_register_get_field (self->kind, i)->id))
        return FALSE;
      *same = number == self->columns[i];
    }
  return TRUE;
}

/* The same bytes, sheet and columns went into this register before. */
static gboolean
look_for_same_file (AwardRegisterImport *self, GError **error)
{
  g_autoptr (sqlite3_stmt) found =
      award_db_query (self->ledger->db, error,
                      "SELECT i.id FROM file f JOIN register_import i ON i.file = f.id "
                      "WHERE f.digest = ? AND i.kind = ? AND i.sheet = ? AND " AWARD_IMPORT_STANDS ("i"),
                      "ttt", self->digest, award_register_get_name (self->kind), self->sheet);

  if (found == NULL)
    return FALSE;
  while (!self->same_file)
    {
      gboolean row;

      if (!award_db_step (self->ledger->db, found, &row, error))
        return FALSE;
      if (!row)
        break;
      if (!has_same_columns (self, sqlite3_column_int64 (found, 0), &self->same_file, error))
        return FALSE;
    }
  return TRUE;
}

AwardRegisterImport *
award_register_begin (AwardLedger *ledger,
                      AwardRegister kind,
                      const AwardSource *source,
                      const guint *columns,
                      GError **error)
{
  g_autoptr (AwardRegisterImport) self = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (ledger), NULL);
  g_return_val_if_fail (kind < AWARD_N_REGISTERS && source != NULL && columns != NULL, NULL);
  g_return_val_if_fail (source->content != NULL && source->file_name != NULL, NULL);

  self = g_new0 (AwardRegisterImport, 1);
  self->ledger = g_object_ref (ledger);
  self->kind = kind;
  for (guint i = 0; i < award_register_get_n_fields (kind); i++)
    self->columns[i] = columns[i];
  self->file_name = g_strdup (source->file_name);
  self->sheet = g_strdup (source->sheet != NULL ? source->sheet : "");
  self->content = g_bytes_ref (source->content);
  self->digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, source->content);
  self->texts = g_string_chunk_new (1 << 12);
  self->records = g_array_new (FALSE, TRUE, sizeof (AwardStagedRecord));
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->problems = award_staged_problems_new ();
  if (!look_for_same_file (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* A missing text as a missing number is: what is missing is the same. */
static RulesValue
stage_value (AwardRegisterImport *self, const RulesFact *field, RulesValue value)
{
  if (field->type != RULES_TYPE_TEXT)
    return value;
  if (value.text == NULL || *value.text == '\0')
    return (RulesValue){ RULES_MISSING, NULL };
  return (RulesValue){ 0, g_string_chunk_insert_const (self->texts, value.text) };
}

static char *
make_key (AwardRegister kind, const RulesValue *fields)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < award_register_get_n_fields (kind); i++)
    {
      const RulesFact *field = award_register_get_field (kind, i);

      if (!field->is_key)
        continue;
      if (field->type == RULES_TYPE_TEXT)
        g_string_append_printf (key, "%s\n", fields[i].text != NULL ? fields[i].text : "");
      else
        g_string_append_printf (key, "%" G_GINT64_FORMAT "\n", fields[i].number);
    }
  return g_string_free (key, FALSE);
}

void
award_register_add (AwardRegisterImport *self,
                    guint row,
                    const RulesValue *fields,
                    AwardMerge *merge,
                    guint *first_row)
{
  AwardStagedRecord record = { .row = row };
  const AwardStagedRecord *first;
  g_autofree char *key = NULL;
  guint n_fields, found;

  g_return_if_fail (self != NULL && fields != NULL && merge != NULL && first_row != NULL);

  n_fields = award_register_get_n_fields (self->kind);
  for (guint i = 0; i < n_fields; i++)
    record.fields[i] = stage_value (self, award_register_get_field (self->kind, i), fields[i]);
  self->n_rows++;
  *first_row = 0;
  *merge = AWARD_MERGE_NEW;
  key = make_key (self->kind, record.fields);
  found = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, key));
  if (found == 0)
    {
      g_array_append_val (self->records, record);
      g_hash_table_insert (self->by_key, g_steal_pointer (&key), GUINT_TO_POINTER (self->records->len));
      return;
    }
  first = &g_array_index (self->records, AwardStagedRecord, found - 1);
  *first_row = first->row;
  *merge = AWARD_MERGE_DUPLICATE;
  for (guint i = 0; i < n_fields; i++)
    if (first->fields[i].number != record.fields[i].number || first->fields[i].text != record.fields[i].text)
      *merge = AWARD_MERGE_CONFLICT;
}

void
award_register_set_again (AwardRegisterImport *self)
{
  g_return_if_fail (self != NULL);

  self->same_file = FALSE;
}

void
award_register_add_problem (AwardRegisterImport *self,
                            RulesSeverity severity,
                            const char *code,
                            guint row,
                            const char *column,
                            const char *found,
                            const AwardRowIdentity *identity)
{
  g_return_if_fail (self != NULL && code != NULL);

  award_staged_problems_add (self->problems, severity, code, row, column, found, identity);
}

char *
award_register_describe (AwardRegister kind, const char *const *texts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (kind < AWARD_N_REGISTERS && texts != NULL, NULL);

  for (guint i = 1; i < award_register_get_n_fields (kind); i++)
    {
      const RulesFact *field = award_register_get_field (kind, i);
      const gboolean is_id = kind == AWARD_REGISTER_PAYMENTS &&
                             (strcmp (field->id, "policy") == 0 || strcmp (field->id, "measure") == 0);

      if (field->is_key && !is_id && texts[i] != NULL)
        g_string_append_printf (text, "%s=%s\n", field->id, texts[i]);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

gboolean
award_register_commit (AwardRegisterImport *self, AwardImportResult *result, GError **error)
{
  g_autoptr (AwardRegisterImport) owned = self;
  g_autoptr (AwardStep) own = NULL;
  g_autoptr (AwardTransaction) transaction = NULL;
  gint64 step;

  g_return_val_if_fail (self != NULL && result != NULL, FALSE);

  *result = (AwardImportResult){ .rows = self->n_rows, .claims = self->records->len };
  result->same_file = self->same_file;
  if (self->same_file)
    {
      result->unchanged = result->claims;
      return TRUE;
    }
  if (!award_step_ensure (self->ledger, &own, error))
    return FALSE;
  transaction = award_transaction_begin (self->ledger->db, error);
  return transaction != NULL && award_register_merge (self, result, error) &&
         award_transaction_commit (g_steal_pointer (&transaction), error) &&
         (own == NULL || award_step_commit (g_steal_pointer (&own), &step, error));
}
