import type { FetchHandler } from '../fetch-handler.ts'
import { builtFiles, precache } from './this-build.ts'

/** Scripts, styles and icons: from the cache, and from the vault where it lacks them. */
export const answerBuiltFile: FetchHandler = ({ request }) => {
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || request.headers.has('range')) return null
  const file = builtFiles.get(pathname)
  if (file?.kind === 'file') return precache.find(file).then((found) => found ?? fetch(request))
  if (!pathname.startsWith('/_next/static/')) return null
  return precache.findByPath(pathname).then((found) => found ?? fetch(request))
}
