import type { Selector } from '#lib/contracts/http/entries.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { safeName } from '#lib/core/names/safe-name.ts'
import type { Actor } from '#lib/core/permissions/actors-and-targets.ts'
import type { Clock } from '#server/clock.ts'
import { type BoundRoute, type Context, onBytes, onJson, placeOf } from '#server/http/call.ts'
import { countServed } from '#server/http/served-bytes.ts'
import type { SelectionDeps } from '../bulk/selection.ts'
import { requireFolder } from '../listing/list-folder.ts'
import { planZip } from './plan-zip.ts'
import { SendZip, type SendZipDeps } from './send-zip.ts'
import { ZipTickets, type ZipWish } from './zip-tickets.ts'

export interface ZipRoutesDeps extends SelectionDeps, SendZipDeps {
  readonly clock: Clock
  /** Told of every archive of which bytes have left. */
  readonly onSent: (context: Context, archive: { placeId: PlaceId; name: string; bytes: number }) => void
}

export function zipRoutes(deps: ZipRoutesDeps): BoundRoute[] {
  const tickets = new ZipTickets(deps.clock)
  const zip = new SendZip(deps)

  async function wishOf(
    query: { path?: string | undefined; ticket?: string | undefined; name?: string | undefined },
    placeId: PlaceId,
    actor: Actor,
  ): Promise<ZipWish> {
    if ((query.ticket === undefined) === (query.path === undefined)) {
      throw new VaultError('invalid_input', { details: { issues: [{ path: ['path'], message: 'or a ticket' }] } })
    }
    if (query.ticket !== undefined) return tickets.take(query.ticket, placeId, actor)
    const folder = await requireFolder(deps.lookups, placeId, query.path ?? '')
    const name = query.name || folder.path.at(-1) || 'files'
    const selector: Selector =
      folder.id === null ? { kind: 'folder', path: '', except: [] } : { kind: 'ids', ids: [folder.id] }
    return { placeId, selector, name }
  }

  return [
    onJson(ROUTES.zip.ticket, async ({ body: { selector, name }, context }) => {
      const { id: placeId } = placeOf(context)
      const { layout, leftOut } = await planZip(placeId, selector, deps)
      const wish = { placeId, selector, name: name || 'files' }
      const ticket = tickets.give(wish, context.identity.actor)
      return { ...ticket, entryCount: layout.count, leftOut, sizeBytes: layout.totalBytes }
    }),
    onBytes(ROUTES.zip.get, async ({ query, context }, _request, response) => {
      const { placeId, selector, name } = await wishOf(query, placeOf(context).id, context.identity.actor)
      const served = countServed(response)
      try {
        await zip.send(await planZip(placeId, selector, deps), safeName(name), response)
      } finally {
        if (served() > 0) deps.onSent(context, { placeId, name: `${safeName(name)}.zip`, bytes: served() })
      }
    }),
  ]
}
