import { englishOutsider } from '#components/strings/en-outsider.ts'
import { createFormatter } from '#components/strings/format.ts'
import { createApi } from '#lib/api/client.ts'
import { shareLinkRoutes } from '#lib/contracts/http/share-links.ts'
import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'

/** What this page has instead of the app around it: the vault, and words. */
export const api = createApi({ baseUrl: '', fetch: (...request) => fetch(...request) })
export const format = createFormatter(navigator.language)
export const words = englishOutsider(format)

/** As the address has it, in letters that no address writes otherwise: nobody but this page ever reads what stands behind the `#`. */
export const tokenOf = ({ hash }: Pick<Location, 'hash'>): string => hash.slice(1).trim()

export function contentHref(link: string, entry: string, download: boolean): string {
  const query = download ? { download: '' } : {}
  return api.href(shareLinkRoutes.content, { params: { link, entry }, query })
}

export function zipHref(link: string, folder: string | null): string {
  return api.href(shareLinkRoutes.zip, { params: { link }, query: folder === null ? {} : { folder } })
}

export interface Failure {
  readonly code: ErrorCode | 'unexpected'
  readonly retryAfterSeconds?: number
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof VaultError)) return { code: 'unexpected' }
  const seconds = error.details.retryAfterSeconds
  return typeof seconds === 'number' ? { code: error.code, retryAfterSeconds: seconds } : { code: error.code }
}
