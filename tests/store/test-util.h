/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ledger in a folder of its own, and imports from a few words. */
#pragma once

#include "award-import.h"
#include "award-ledger.h"

typedef struct
{
  char *folder;
  char *path;
  AwardLedger *ledger;
  gint64 batch;
  const RulesMeasure *production; /* no lines */
  const RulesMeasure *meters;     /* festival-power: lines with a key */
  const RulesMeasure *workers;    /* recruitment: lines without a key */
} TestLedger;

void test_ledger_set_up (TestLedger *test, gconstpointer data);
void test_ledger_tear_down (TestLedger *test, gconstpointer data);
/* Closes the ledger and opens it again. */
void test_ledger_reopen (TestLedger *test);

/* A row of a table: "code; name; county; fact=value fact=value …". Facts are read with rules_fact_parse();
 * a fact no row names has no column. Row numbers count from 2. */
typedef struct
{
  AwardMerge merge;
  guint first_row;
} TestMerge;

/* Imports @rows, NULL-terminated; @merges is nullable. The file's content is @file and the rows. */
AwardImportResult test_import (AwardLedger *ledger, gint64 batch, const RulesMeasure *measure,
                               const char *file, const char *const *rows, TestMerge *merges);
/* The same without commit. */
AwardImport *test_stage (AwardLedger *ledger, gint64 batch, const RulesMeasure *measure, const char *file,
                         const char *const *rows, TestMerge *merges);
/* @n claims of production: even ones get an award, every tenth lacks a figure. */
AwardImport *test_stage_many (AwardLedger *ledger, gint64 batch, const RulesMeasure *production, guint n);
void test_import_many (AwardLedger *ledger, gint64 batch, const RulesMeasure *production, guint n);

/* SHA-256 of a file, and of a whole database by its content (every table, in order). */
char *test_digest_file (const char *path);
char *test_digest_content (const char *path);
/* One number out of the ledger's file. */
gint64 test_query (const char *path, const char *sql);
/* Runs @sql in a connection of its own. */
void test_execute (const char *path, const char *sql);
/* Names in @folder. */
guint test_count_files (const char *folder);

/* The day test_compute() computes as of. */
#define TEST_AS_OF 19800

/* Three claims of production: an award of 48000 yuan, a refusal, a missing figure; NULL-terminated. */
extern const char *const test_production_rows[4];

void test_compute (AwardLedger *ledger, gint64 batch);
/* Faults verify finds; each is a test message. */
guint test_count_faults (AwardLedger *ledger);
