-- SPDX-License-Identifier: GPL-3.0-or-later
-- Registers: what is known of enterprises and days beside the claims. A released step is never changed.
--
-- A record is found by its key (the columns below its id that are said to be); a later import replaces the
-- others and keeps what they were in register_change. import and row: where a record was read last.

-- kind: enterprises, accounts, exclusions, first-time, payments, holidays.
CREATE TABLE register_import (
  id        INTEGER PRIMARY KEY,
  kind      TEXT    NOT NULL,
  file      INTEGER NOT NULL REFERENCES file (id),
  name      TEXT    NOT NULL,
  sheet     TEXT    NOT NULL,
  at        INTEGER NOT NULL,
  rows      INTEGER NOT NULL,
  records   INTEGER NOT NULL,
  added     INTEGER NOT NULL,
  changed   INTEGER NOT NULL,
  unchanged INTEGER NOT NULL
) STRICT;

CREATE INDEX register_import_by_file ON register_import (file, kind);

-- The columns (from 1) the fields of an import were read from.
CREATE TABLE register_column (
  import INTEGER NOT NULL REFERENCES register_import (id),
  field  TEXT    NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (import, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE register_problem (
  id       INTEGER PRIMARY KEY,
  import   INTEGER NOT NULL REFERENCES register_import (id),
  severity INTEGER NOT NULL,
  code     TEXT    NOT NULL,
  row      INTEGER NOT NULL,
  letter   TEXT,
  found    TEXT
) STRICT;

CREATE INDEX register_problem_by_import ON register_problem (import);

-- What an import overwrote in record number record of its kind.
CREATE TABLE register_change (
  id     INTEGER PRIMARY KEY,
  import INTEGER NOT NULL REFERENCES register_import (id),
  row    INTEGER NOT NULL,
  record INTEGER NOT NULL,
  field  TEXT    NOT NULL,
  old    ANY,
  new    ANY
) STRICT;

CREATE INDEX register_change_by_import ON register_change (import);

-- Key: code. former_names, former_codes: as the table gave them. industry: division of GB/T 4754-2017.
CREATE TABLE register_enterprise (
  id                INTEGER PRIMARY KEY,
  code              TEXT    NOT NULL UNIQUE,
  name              TEXT,
  former_names      TEXT,
  former_codes      TEXT,
  county            TEXT,
  industry          INTEGER,
  above_scale_since INTEGER,
  import            INTEGER NOT NULL REFERENCES register_import (id),
  row               INTEGER NOT NULL
) STRICT;

-- Key: code. name: of the claimant; holder: of the account; bank_code: 行号.
CREATE TABLE register_account (
  id        INTEGER PRIMARY KEY,
  code      TEXT    NOT NULL UNIQUE,
  name      TEXT,
  holder    TEXT,
  number    TEXT    NOT NULL,
  bank      TEXT,
  bank_code TEXT,
  import    INTEGER NOT NULL REFERENCES register_import (id),
  row       INTEGER NOT NULL
) STRICT;

CREATE INDEX register_account_by_number ON register_account (number);

-- Key: code, kind, from_day. kind: dishonest, abnormal, accident, special-deal. Days are included; NULL: open.
CREATE TABLE register_exclusion (
  id       INTEGER PRIMARY KEY,
  code     TEXT    NOT NULL,
  kind     TEXT    NOT NULL,
  from_day INTEGER,
  to_day   INTEGER,
  name     TEXT,
  reason   TEXT,
  import   INTEGER NOT NULL REFERENCES register_import (id),
  row      INTEGER NOT NULL
) STRICT;

CREATE INDEX register_exclusion_by_code ON register_exclusion (code, kind);

-- Key: code, matter.
CREATE TABLE register_first_time (
  id       INTEGER PRIMARY KEY,
  code     TEXT    NOT NULL,
  matter   TEXT    NOT NULL,
  name     TEXT,
  date     INTEGER,
  document TEXT,
  import   INTEGER NOT NULL REFERENCES register_import (id),
  row      INTEGER NOT NULL,
  UNIQUE (code, matter)
) STRICT;

-- Key: code, policy, measure, date, document. amount: fen. policy and measure: ids where they are known ones.
CREATE TABLE register_payment (
  id       INTEGER PRIMARY KEY,
  code     TEXT    NOT NULL,
  policy   TEXT,
  measure  TEXT,
  date     INTEGER,
  document TEXT,
  name     TEXT,
  amount   INTEGER NOT NULL,
  import   INTEGER NOT NULL REFERENCES register_import (id),
  row      INTEGER NOT NULL
) STRICT;

CREATE INDEX register_payment_by_code ON register_payment (code, policy, measure);

-- Key: day. is_workday: 1 for a weekend day worked instead.
CREATE TABLE register_holiday (
  id         INTEGER PRIMARY KEY,
  day        INTEGER NOT NULL UNIQUE,
  is_workday INTEGER NOT NULL,
  name       TEXT,
  import     INTEGER NOT NULL REFERENCES register_import (id),
  row        INTEGER NOT NULL
) STRICT;
