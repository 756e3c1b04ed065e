import type { IncomingMessage, ServerResponse } from 'node:http'
import { shareLinkRoutes as rows } from '#lib/contracts/http/share-links.ts'
import type { EntryId, PlaceId, ShareLinkId } from '#lib/core/ids/ids.ts'
import { safeName } from '#lib/core/names/safe-name.ts'
import { linkCookieName, setCookieLine } from '#server/auth/cookies.ts'
import type { WatchServing } from '#server/features/files/serving.service.ts'
import { type BoundRoute, type Context, onBytes, onJson } from '#server/http/call.ts'
import { countServed } from '#server/http/served-bytes.ts'
import type { EntryFacts } from './link-standing.ts'
import { PASS_MS } from './passes.ts'
import type { Viewing, Viewings } from './viewings.ts'
import type { Visit, VisitsService } from './visits.service.ts'

/** Called once what is to be sent is at hand, before its first byte. */
type Begin = () => Promise<void>

export interface SharedRoutesDeps {
  readonly visits: VisitsService
  readonly viewings: Viewings
  /** As the ordinary content route sends it. */
  readonly sendContent: (
    wanted: { entryId: EntryId; download: boolean; begin: Begin; watch: WatchServing },
    request: IncomingMessage,
    response: ServerResponse,
  ) => Promise<void>
  readonly sendZip: (
    parts: readonly { placeId: PlaceId; ids: readonly EntryId[] }[],
    name: string,
    begin: Begin,
    response: ServerResponse,
  ) => Promise<void>
  readonly accessLog: VisitorLog
  readonly onError: (error: unknown) => void
}

/** Keeps who was given what by a link. */
export interface VisitorLog {
  watchVisitor(context: Context, asked: { readonly download: boolean }, linkId: ShareLinkId): WatchServing
  noteVisitorZip(
    context: Context,
    linkId: ShareLinkId,
    archive: { placeId: PlaceId; name: string; bytes: number },
  ): void
}

/** For visitors: the token opens, the cookie goes on. */
export function sharedRoutes(deps: SharedRoutesDeps): BoundRoute[] {
  const { visits, viewings } = deps
  const admit = (context: Context, link: string): Promise<Visit> => visits.admit(link, passOf(context, link))

  /** Bytes that count. What runs is cut off as soon as the link gives nothing any more. */
  async function serve(visit: Visit, response: ServerResponse, send: (begin: Begin) => Promise<void>): Promise<void> {
    const served = countServed(response)
    const unwatch = visits.whileLive(visit, () => response.destroy())
    let viewing: Viewing | null = null
    try {
      await send(async () => {
        viewing = await viewings.begin(visit.link, visit.visitor)
      })
    } finally {
      unwatch()
      await endOf(viewing)?.end(served()).catch(deps.onError)
    }
  }

  return [
    onJson(rows.open, async ({ body, context }) => {
      const { secure, address } = context
      const opened = await visits.open({
        ...{ token: body.token, password: body.password, address },
        passOf: (linkId) => passOf(context, linkId),
      })
      const name = linkCookieName(secure, opened.linkId)
      context.addCookie(setCookieLine({ name, value: opened.pass, secure, maxAgeSeconds: PASS_MS / 1000 }))
      return opened.view
    }),
    onJson(rows.entries, async ({ params, query, context }) => visits.list(await admit(context, params.link), query)),
    onBytes(rows.content, async ({ params, query, context }, request, response) => {
      const visit = await admit(context, params.link)
      const { id: entryId } = await visits.requireEntry(visit, params.entry)
      const download = query.download !== undefined
      const watch = deps.accessLog.watchVisitor(context, { download }, visit.link.row.id)
      await serve(visit, response, (begin) => deps.sendContent({ entryId, download, begin, watch }, request, response))
    }),
    onBytes(rows.contentHead, async ({ params, query, context }, request, response) => {
      const visit = await admit(context, params.link)
      const { id: entryId } = await visits.requireEntry(visit, params.entry)
      const begin = () => viewings.assertOpen(visit.link, visit.visitor)
      const download = query.download !== undefined
      const watch = deps.accessLog.watchVisitor(context, { download }, visit.link.row.id)
      await deps.sendContent({ entryId, download, begin, watch }, request, response)
    }),
    onBytes(rows.zip, async ({ params, query, context }, _request, response) => {
      const visit = await admit(context, params.link)
      const { row, entries } = visit.link
      const folder = query.folder === undefined ? null : await visits.requireEntry(visit, query.folder)
      const name = safeName(folder?.name ?? row.name)
      const parts = byPlace(folder === null ? (row.kind === 'drop' ? [] : entries) : [folder])
      const served = countServed(response)
      await serve(visit, response, (begin) => deps.sendZip(parts, name, begin, response)).finally(() => {
        const placeId = parts[0]?.placeId
        if (placeId === undefined || served() === 0) return
        deps.accessLog.noteVisitorZip(context, row.id, { placeId, name: `${name}.zip`, bytes: served() })
      })
    }),
  ]
}

/** A link's cookie is named by the end of its id; that of another link does not open this one. */
export function passOf(context: Context, linkId: string): string | undefined {
  return context.cookie(linkCookieName(context.secure, linkId as ShareLinkId)) // only ever made into a name
}

/** It was set in a closure, which the compiler does not follow. */
function endOf(viewing: Viewing | null): Viewing | null {
  return viewing
}

function byPlace(entries: readonly EntryFacts[]): { placeId: PlaceId; ids: EntryId[] }[] {
  const parts = new Map<PlaceId, EntryId[]>()
  for (const { placeId, id } of entries) parts.set(placeId, [...(parts.get(placeId) ?? []), id])
  return [...parts].map(([placeId, ids]) => ({ placeId, ids }))
}
