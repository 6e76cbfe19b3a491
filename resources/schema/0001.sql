-- SPDX-License-Identifier: GPL-3.0-or-later
-- The ledger, first form. A released step is never changed: the next one is 0002.sql.
--
-- Amounts are fen, dates days since 1970-01-01, instants milliseconds since then. A missing value is NULL.
-- Beside these tables every measure with claims has claim_<policy>_<measure>, decision_… and, where it has
-- detail lines, line_…, made from its facts: see app/store/award-table.c.

CREATE TABLE batch (
  id      INTEGER PRIMARY KEY,
  name    TEXT    NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  as_of   INTEGER
) STRICT;

-- Single values of the ledger: the current batch.
CREATE TABLE state (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Policy texts claims were imported and decided with. A text is never changed; a new version is a new row.
CREATE TABLE policy (
  id     INTEGER PRIMARY KEY,
  name   TEXT    NOT NULL,
  digest TEXT    NOT NULL UNIQUE,
  text   TEXT    NOT NULL,
  added  INTEGER NOT NULL
) STRICT;

-- suffix: of the measure's table names.
CREATE TABLE measure (
  id     INTEGER PRIMARY KEY,
  policy TEXT    NOT NULL,
  name   TEXT    NOT NULL,
  suffix TEXT    NOT NULL UNIQUE,
  UNIQUE (policy, name)
) STRICT;

-- Which column holds a fact. A fact that changes its type gets a new column; the old one stays.
CREATE TABLE fact (
  measure INTEGER NOT NULL REFERENCES measure (id),
  on_line INTEGER NOT NULL,
  name    TEXT    NOT NULL,
  type    TEXT    NOT NULL,
  field   TEXT    NOT NULL,
  PRIMARY KEY (measure, on_line, name, type)
) STRICT, WITHOUT ROWID;

-- What the numbers in decisions stand for, by policy text. kind 0: reason code, 1: bit of the flags.
CREATE TABLE code (
  policy  INTEGER NOT NULL REFERENCES policy (id),
  measure INTEGER NOT NULL REFERENCES measure (id),
  kind    INTEGER NOT NULL,
  number  INTEGER NOT NULL,
  name    TEXT    NOT NULL,
  PRIMARY KEY (policy, measure, kind, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE claimant (
  id     INTEGER PRIMARY KEY,
  code   TEXT    NOT NULL UNIQUE,
  name   TEXT,
  county TEXT
) STRICT;

-- How many claims of a measure a batch holds, and their least and greatest id.
CREATE TABLE holding (
  measure INTEGER NOT NULL REFERENCES measure (id),
  batch   INTEGER NOT NULL REFERENCES batch (id),
  claims  INTEGER NOT NULL,
  first   INTEGER NOT NULL,
  last    INTEGER NOT NULL,
  PRIMARY KEY (measure, batch)
) STRICT, WITHOUT ROWID;

-- What the claims of a batch came to, by county ('' where none is known): kept up by every import and compute, so
-- that an overview reads a few rows. total: the sum of the awards.
CREATE TABLE tally (
  measure INTEGER NOT NULL REFERENCES measure (id),
  batch   INTEGER NOT NULL REFERENCES batch (id),
  county  TEXT    NOT NULL,
  claims  INTEGER NOT NULL,
  award   INTEGER NOT NULL,
  refuse  INTEGER NOT NULL,
  review  INTEGER NOT NULL,
  total   INTEGER NOT NULL,
  PRIMARY KEY (measure, batch, county)
) STRICT, WITHOUT ROWID;

-- Files as they arrived. digest: SHA-256 of the content.
CREATE TABLE file (
  id      INTEGER PRIMARY KEY,
  digest  TEXT    NOT NULL UNIQUE,
  size    INTEGER NOT NULL,
  content BLOB    NOT NULL
) STRICT;

CREATE TABLE import (
  id        INTEGER PRIMARY KEY,
  batch     INTEGER NOT NULL REFERENCES batch (id),
  measure   INTEGER NOT NULL REFERENCES measure (id),
  file      INTEGER NOT NULL REFERENCES file (id),
  name      TEXT    NOT NULL,
  sheet     TEXT    NOT NULL,
  at        INTEGER NOT NULL,
  rows      INTEGER NOT NULL,
  claims    INTEGER NOT NULL,
  lines     INTEGER NOT NULL,
  added     INTEGER NOT NULL,
  changed   INTEGER NOT NULL,
  unchanged INTEGER NOT NULL
) STRICT;

CREATE INDEX import_by_file ON import (file, batch, measure);

-- The columns (from 1) the facts of an import were read from.
CREATE TABLE import_column (
  import  INTEGER NOT NULL REFERENCES import (id),
  on_line INTEGER NOT NULL,
  fact    TEXT    NOT NULL,
  number  INTEGER NOT NULL,
  PRIMARY KEY (import, on_line, fact)
) STRICT, WITHOUT ROWID;

CREATE TABLE problem (
  id       INTEGER PRIMARY KEY,
  import   INTEGER NOT NULL REFERENCES import (id),
  severity INTEGER NOT NULL,
  code     TEXT    NOT NULL,
  row      INTEGER NOT NULL,
  letter   TEXT,
  found    TEXT
) STRICT;

CREATE INDEX problem_by_import ON problem (import);

-- Where a value was read when not in the import row of its claim or line. line 0: a fact of the claim.
CREATE TABLE cell_source (
  measure INTEGER NOT NULL REFERENCES measure (id),
  claim   INTEGER NOT NULL,
  line    INTEGER NOT NULL,
  fact    TEXT    NOT NULL,
  import  INTEGER NOT NULL REFERENCES import (id),
  row     INTEGER NOT NULL,
  PRIMARY KEY (measure, claim, line, fact)
) STRICT, WITHOUT ROWID;

-- What an import overwrote.
CREATE TABLE change (
  id      INTEGER PRIMARY KEY,
  import  INTEGER NOT NULL REFERENCES import (id),
  row     INTEGER NOT NULL,
  measure INTEGER NOT NULL REFERENCES measure (id),
  claim   INTEGER NOT NULL,
  line    INTEGER NOT NULL,
  fact    TEXT    NOT NULL,
  old     ANY,
  new     ANY
) STRICT;

CREATE INDEX change_by_claim ON change (measure, claim);

-- Parameters and choices as the office set them, in their written form.
CREATE TABLE setting (
  measure INTEGER NOT NULL REFERENCES measure (id),
  name    TEXT    NOT NULL,
  value   TEXT    NOT NULL,
  PRIMARY KEY (measure, name)
) STRICT, WITHOUT ROWID;

-- One computation of a measure. Its settings are kept as they were.
CREATE TABLE run (
  id      INTEGER PRIMARY KEY,
  batch   INTEGER NOT NULL REFERENCES batch (id),
  measure INTEGER NOT NULL REFERENCES measure (id),
  policy  INTEGER NOT NULL REFERENCES policy (id),
  as_of   INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  claims  INTEGER NOT NULL
) STRICT;

CREATE TABLE run_setting (
  run   INTEGER NOT NULL REFERENCES run (id),
  name  TEXT    NOT NULL,
  value TEXT    NOT NULL,
  PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;

-- What was done, by whom, when. digest: SM3 over the row before and this one.
CREATE TABLE audit (
  id     INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,
  person TEXT    NOT NULL,
  action TEXT    NOT NULL,
  detail TEXT    NOT NULL,
  digest TEXT    NOT NULL
) STRICT;
