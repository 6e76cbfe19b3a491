-- SPDX-License-Identifier: GPL-3.0-or-later
-- Codes that tables write wrong. A released step is never changed.

-- found: the code as tables write it; code: the one a person said is meant.
CREATE TABLE repair (
  found  TEXT    PRIMARY KEY,
  code   TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  person TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- Warnings of a register's tables that may stand. found: '' where the problem has none.
CREATE TABLE register_acceptance (
  kind   TEXT    NOT NULL,
  code   TEXT    NOT NULL,
  found  TEXT    NOT NULL,
  reason TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  person TEXT    NOT NULL,
  PRIMARY KEY (kind, code, found)
) STRICT, WITHOUT ROWID;
