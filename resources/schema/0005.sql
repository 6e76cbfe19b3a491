-- SPDX-License-Identifier: GPL-3.0-or-later
-- Settlement: against what a claim is paid otherwise than decided. A released step is never changed.

-- One row for each claim that is not paid as decided, or that a claim under review may yet change. label: of the
-- group or matter. other_: the claim it was held against, or the record of a register: payment, first_time.
-- amount: what that one came to (fen). open_: the claim under review.
CREATE TABLE settlement (
  measure       INTEGER NOT NULL REFERENCES measure (id),
  claim         INTEGER NOT NULL,
  batch         INTEGER NOT NULL REFERENCES batch (id),
  label         TEXT,
  other_batch   INTEGER REFERENCES batch (id),
  other_measure INTEGER REFERENCES measure (id),
  other_claim   INTEGER,
  payment       INTEGER REFERENCES register_payment (id),
  first_time    INTEGER REFERENCES register_first_time (id),
  amount        INTEGER,
  open_measure  INTEGER REFERENCES measure (id),
  open_claim    INTEGER,
  PRIMARY KEY (measure, claim)
) STRICT, WITHOUT ROWID;

CREATE INDEX settlement_by_batch ON settlement (batch, measure);

-- Batches settled in this way, and the last import of a register known then.
CREATE TABLE settled (
  batch     INTEGER PRIMARY KEY REFERENCES batch (id),
  registers INTEGER NOT NULL
) STRICT;
