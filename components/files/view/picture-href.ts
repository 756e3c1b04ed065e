import type { Api } from '#lib/api/client.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { pictureRoutes, type ThumbnailSize } from '#lib/contracts/http/pictures.ts'

/** What it takes to show a picture of something: an entry, or what lies in the trash. */
export type PicturedEntry = Pick<EntryView, 'id' | 'kind' | 'type' | 'name' | 'mime' | 'contentId' | 'picture'> &
  Partial<Pick<EntryView, 'state' | 'sizeBytes'>>

/** A small picture as the vault draws it. The address names the content: a browser keeps it, and never a stale one. */
export function pictureHref(api: Api, { id, contentId }: Pick<EntryView, 'id' | 'contentId'>, size: ThumbnailSize) {
  const query = contentId === null ? { size } : { size, content: contentId }
  return api.href(pictureRoutes.thumbnail, { params: { entry: id }, query })
}

/** Whether to ask for one: there is one, or nobody has looked yet and there may well be one. */
export function hasPicture({ kind, type, name, mime, contentId, picture, state = 'live' }: PicturedEntry): boolean {
  if (kind !== 'file' || contentId === null) return false
  if (picture !== undefined) return picture.state === 'made'
  // Most sounds have no cover: those are waited for.
  const mayBe = type === 'film' || (type === 'photo' && mime !== 'image/svg+xml') || (type === 'paper' && isPdf(name))
  return mayBe && state === 'live'
}

/** Whether the vault has drawn it already. */
export const isPictured = ({ picture }: Pick<EntryView, 'picture'>): boolean => picture?.state === 'made'

/** Without the vault a kept photo still shows itself: whole, so only when it is small. */
export function showsItself({ type, mime, sizeBytes = Number.POSITIVE_INFINITY, state }: PicturedEntry): boolean {
  return type === 'photo' && state === 'live' && sizeBytes <= LARGEST_BYTES && SHOWN_BY_BROWSERS.test(mime ?? '')
}

const LARGEST_BYTES = 4_000_000
const SHOWN_BY_BROWSERS = /^image\/(?:jpeg|png|gif|webp|avif|bmp)$/

const isPdf = (name: string): boolean => /\.pdf$/i.test(name)
