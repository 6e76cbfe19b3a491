-- SPDX-License-Identifier: GPL-3.0-or-later
-- Problems of imports that later tables settle, and who their rows are of. A released step is never changed.

-- claimant, name, line: of the row, as far as it says: the code, the name as award_name_key() makes it, and what
-- tells the row from others of its claimant. later: the first import since that had the row again; repeated: with
-- the same problem, or so that it could not be used either. NULL: none has. Of an import that was undone it counts for nothing.
ALTER TABLE problem ADD COLUMN claimant TEXT;
ALTER TABLE problem ADD COLUMN name TEXT;
ALTER TABLE problem ADD COLUMN line TEXT;
ALTER TABLE problem ADD COLUMN later INTEGER REFERENCES import (id);
ALTER TABLE problem ADD COLUMN repeated INTEGER;

ALTER TABLE register_problem ADD COLUMN claimant TEXT;
ALTER TABLE register_problem ADD COLUMN name TEXT;
ALTER TABLE register_problem ADD COLUMN line TEXT;
ALTER TABLE register_problem ADD COLUMN later INTEGER REFERENCES register_import (id);
ALTER TABLE register_problem ADD COLUMN repeated INTEGER;

CREATE INDEX change_by_import ON change (import);
