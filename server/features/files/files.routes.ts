import { ROUTES } from '#lib/contracts/http/routes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { type BoundRoute, type Context, entryOf, onJson, placeOf } from '#server/http/call.ts'
import type { Jobs } from '#server/jobs/jobs.service.ts'
import { presentJob } from './bulk/own-jobs.ts'
import type { FilesService } from './files.service.ts'

export interface FilesRoutesDeps {
  readonly files: FilesService
  readonly jobs: Pick<Jobs, 'settled' | 'cancel'>
}

/** A job that ends within this time is done when its request answers. */
const QUICK_JOB_MS = 2_000

export function filesRoutes({ files, jobs }: FilesRoutesDeps): BoundRoute[] {
  const { entries, trash, versions } = ROUTES
  return [
    onJson(entries.list, ({ query, context }) => files.list(query, viewerOf(context))),
    onJson(entries.createFolder, ({ body, context }) => files.createFolder(body, viewerOf(context))),
    onJson(entries.bulk, async ({ body, context }) => {
      const job = await files.bulk(body, viewerOf(context), fromOf(context))
      return presentJob((await jobs.settled(job.id, QUICK_JOB_MS)) ?? job)
    }),
    onJson(entries.get, async ({ context }) => {
      const view = await files.describeEntry(entryOf(context).entryId, context.identity)
      if (view === null) throw new VaultError('entry_gone')
      return view
    }),
    onJson(entries.rename, ({ body, context }) => files.rename(entryOf(context).entryId, body.name, context.identity)),
    onJson(entries.job, ({ params, context }) => files.describeJob(params.job, context.identity)),
    onJson(entries.cancelJob, async ({ params, context }) => {
      const view = await files.describeJob(params.job, context.identity)
      // The id is that of a job that was just found.
      const job = await jobs.cancel(view.id as Parameters<Jobs['cancel']>[0])
      return job ? presentJob(job) : view
    }),
    onJson(trash.list, ({ query, context }) => files.listTrash(query, viewerOf(context))),
    onJson(trash.purge, async ({ body, context }) => {
      const job = await files.purge(body, viewerOf(context), fromOf(context))
      return presentJob((await jobs.settled(job.id, QUICK_JOB_MS)) ?? job)
    }),
    onJson(versions.list, async ({ context }) => ({
      versions: await files.listVersions(entryOf(context), viewerOf(context)),
    })),
    onJson(versions.restore, ({ params, context }) =>
      files.restoreVersion(entryOf(context).entryId, params.version, context.identity),
    ),
    onJson(versions.delete, ({ params, context }) =>
      files.deleteVersion(entryOf(context), params.version, viewerOf(context)),
    ),
    onJson(entries.changes, ({ query, context }) => files.changes(placeOf(context).id, query)),
  ]
}

function viewerOf(context: Context) {
  return { actor: context.identity.actor, place: placeOf(context) }
}

const fromOf = ({ address, userAgent }: Context) => ({ address, userAgent })
