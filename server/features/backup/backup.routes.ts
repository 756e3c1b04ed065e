import { ROUTES } from '#lib/contracts/http/routes.ts'
import { doerOf } from '#server/auth/doer-of.ts'
import { type BoundRoute, onJson } from '#server/http/call.ts'
import type { BackupService } from './backup.service.ts'

export function backupRoutes({ backups }: { backups: BackupService }): BoundRoute[] {
  return [
    onJson(ROUTES.backups.get, () => backups.view()),
    onJson(ROUTES.backups.change, ({ body, context }) => backups.change(body, doerOf(context))),
    onJson(ROUTES.backups.run, ({ body, context }) => backups.run(body.task, doerOf(context))),
    onJson(ROUTES.backups.cancel, ({ body }) => backups.cancel(body.task)),
  ]
}
