/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registers: enterprises, payee accounts, exclusions, matters granted once, payments made, holidays.
 *
 * A register is brought in like claims: the rows of one table, in one transaction, the file kept. A record
 * with the key of one known replaces it, and what it said before stays in the ledger. */
#pragma once

#include "award-import.h"

G_BEGIN_DECLS

typedef enum
{
  AWARD_REGISTER_ENTERPRISES, /* names, county, industry, above scale since when */
  AWARD_REGISTER_ACCOUNTS,    /* where a claimant is paid */
  AWARD_REGISTER_EXCLUSIONS,  /* who is excluded, why and how long */
  AWARD_REGISTER_FIRST_TIME,  /* matters that are granted once only */
  AWARD_REGISTER_PAYMENTS,    /* what was paid before */
  AWARD_REGISTER_HOLIDAYS,    /* days off, and weekend days worked instead */
} AwardRegister;

#define AWARD_N_REGISTERS 6
#define AWARD_REGISTER_MAX_FIELDS 8

/* "enterprises", "accounts", "exclusions", "first-time", "payments", "holidays". */
const char      *award_register_get_name     (AwardRegister        kind);
/* FALSE: there is no register of that name. */
gboolean         award_register_find         (const char          *name,
                                              AwardRegister       *kind);
/* The fields of its records: id and type are set, and is_key for those a record is found by.
 *
 *   enterprises  code* name former_names former_codes county industry above_scale_since
 *   accounts     code* name holder number bank bank_code
 *   exclusions   code* kind* from_day* to_day name reason; kind: dishonest, abnormal, accident, special-deal
 *   first-time   code* matter* name date document
 *   payments     code* policy* measure* date* document* name amount
 *   holidays     day* is_workday name */
guint            award_register_get_n_fields (AwardRegister        kind);
const RulesFact *award_register_get_field    (AwardRegister        kind,
                                              guint                i);

/* NULL: the register has no field of this id. */
const RulesFact *award_register_find_field   (AwardRegister        kind,
                                              const char          *id);

typedef struct _AwardRegisterImport AwardRegisterImport;

/* @columns: the column (from 1) each field is read from, 0 for none: such a field is left as it is. */
AwardRegisterImport *award_register_begin    (AwardLedger         *ledger,
                                              AwardRegister        kind,
                                              const AwardSource   *source,
                                              const guint         *columns,
                                              GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Adds a record; @fields are in the order of the register's. *@merge: a conflict is a row of the same key
 * with other values: it is not taken, *@first_row stays. The fields of the key that every record needs (code,
 * kind, matter, day), an account's number and a payment's amount must not be missing. */
void                 award_register_add      (AwardRegisterImport *self,
                                              guint                row,
                                              const RulesValue    *fields,
                                              AwardMerge          *merge,
                                              guint               *first_row);
/* Brings the file in even if this very file was before: what its rows mean was answered otherwise since. */
void                 award_register_set_again (AwardRegisterImport *self);
/* Keeps a problem of the file with the import. @column, @found, @identity: nullable. */
void                 award_register_add_problem (AwardRegisterImport *self,
                                              RulesSeverity        severity,
                                              const char          *code,
                                              guint                row,
                                              const char          *column,
                                              const char          *found,
                                              const AwardRowIdentity *identity);
/* The fields, besides the one a record is found by first and those of a payment that are turned into ids,
 * that tell the records of one claimant apart, as one text: see AwardRowIdentity. @texts: a field each, as
 * rules_fact_format() writes it, nullable. NULL: nothing does. */
char                *award_register_describe (AwardRegister        kind,
                                              const char *const   *texts);
/* Ends the import and frees it, also on failure. In @result claims are records. Names and counties of
 * enterprises fill those of claimants that have none. */
gboolean             award_register_commit   (AwardRegisterImport *self,
                                              AwardImportResult   *result,
                                              GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Drops what was not committed. */
void                 award_register_free     (AwardRegisterImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardRegisterImport, award_register_free)

/* Where a claimant is paid. */
typedef struct
{
  char *holder;    /* nullable: not said */
  char *number;
  char *bank;      /* nullable */
  char *bank_code; /* 行号; nullable */
} AwardAccount;

void             award_account_free          (AwardAccount        *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardAccount, award_account_free)
/* *@account: that of the claimant @code, NULL when none is registered. */
gboolean         award_ledger_get_account    (AwardLedger         *self,
                                              const char          *code,
                                              AwardAccount       **account,
                                              GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* *@code: a claimant other than @except whose account has this number, NULL when there is none. */
gboolean         award_ledger_find_account   (AwardLedger         *self,
                                              const char          *number,
                                              const char          *except,
                                              char               **code,
                                              GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
