-- SPDX-License-Identifier: GPL-3.0-or-later
-- Imports that can be undone. A released step is never changed.

-- What was brought in together. audit: the last entry of the chain when it ended. Claims, lines and claimants
-- it added are found by their import and by the range of claimants; what it overwrote is in changes, an SQLite
-- changeset. changes NULL: too much to keep, or too long ago. undone: when it was.
CREATE TABLE step (
  id             INTEGER PRIMARY KEY,
  at             INTEGER NOT NULL,
  audit          INTEGER NOT NULL,
  first_claimant INTEGER NOT NULL,
  last_claimant  INTEGER NOT NULL,
  changes        BLOB,
  undone         INTEGER
) STRICT;

-- NULL: brought in before there were steps.
ALTER TABLE import ADD COLUMN step INTEGER REFERENCES step (id);
ALTER TABLE register_import ADD COLUMN step INTEGER REFERENCES step (id);
