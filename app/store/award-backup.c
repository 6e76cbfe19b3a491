/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-ledger"

#include "config.h"

#include "award-audit.h"
#include "award-ledger-private.h"
#include "award-migrate.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

static gboolean
copy_to (AwardLedger *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *unfinished = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (unfinished, O_RDWR | O_CLOEXEC, 0666);

  if (fd < 0)
    return award_db_fail_errno (path, errno, error);
  close (fd);
  if (!award_db_copy (self->db, unfinished, cancellable, error))
    {
      g_unlink (unfinished);
      return FALSE;
    }
  if (g_rename (unfinished, path) != 0)
    {
      award_db_fail_errno (path, errno, error);
      g_unlink (unfinished);
      return FALSE;
    }
  return TRUE;
}

gboolean
award_ledger_backup (AwardLedger *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (AwardTransaction) transaction = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return award_db_fail_errno (path, EEXIST, error);
  name = g_path_get_basename (path);
  if (!copy_to (self, path, cancellable, error))
    return FALSE;
  transaction = award_transaction_begin (self->db, error);
  return transaction != NULL && award_audit_add (self->db, "backup", error, "file=%s", name) &&
         award_transaction_commit (g_steal_pointer (&transaction), error);
}
