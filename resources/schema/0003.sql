-- SPDX-License-Identifier: GPL-3.0-or-later
-- What people said of tables: what a heading is, which enterprise a name is, why a warning may stand. A released
-- step is never changed.

-- target: id of a fact of the measure, @claimant, @name, @county, or @none for a column that is not read.
-- exponent: of the unit of its figures where the table names none (万元 is 4).
CREATE TABLE heading (
  policy   TEXT    NOT NULL,
  measure  TEXT    NOT NULL,
  heading  TEXT    NOT NULL,
  target   TEXT    NOT NULL,
  exponent INTEGER,
  at       INTEGER NOT NULL,
  person   TEXT    NOT NULL,
  PRIMARY KEY (policy, measure, heading)
) STRICT, WITHOUT ROWID;

-- Whether an enterprise that tables call so is the one of this code. name: as award_name_key() makes it.
CREATE TABLE match (
  name   TEXT    NOT NULL,
  code   TEXT    NOT NULL,
  same   INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  person TEXT    NOT NULL,
  PRIMARY KEY (name, code)
) STRICT, WITHOUT ROWID;

-- Warnings of a batch that may stand. found: '' where the problem has none.
CREATE TABLE acceptance (
  measure INTEGER NOT NULL REFERENCES measure (id),
  batch   INTEGER NOT NULL REFERENCES batch (id),
  code    TEXT    NOT NULL,
  found   TEXT    NOT NULL,
  reason  TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  person  TEXT    NOT NULL,
  PRIMARY KEY (measure, batch, code, found)
) STRICT, WITHOUT ROWID;
