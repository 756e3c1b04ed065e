/** A file of the build that the worker keeps; `etag` is of its content. */
export interface BuiltFile {
  readonly path: string
  readonly etag: string
  readonly kind: 'page' | 'file'
}

const REVISION = 'rev'

/**
 * Under which address a file lies in the cache. Names below /_next/static change with their content; everything else is
 * kept once for each content, so that the files of two builds lie side by side while both have pages open.
 */
export function cacheKeyOf({ path, etag }: BuiltFile): string {
  return path.startsWith('/_next/static/') ? path : `${path}?${REVISION}=${encodeURIComponent(etag)}`
}

/** What the cache holds and this build does not name. */
export function outdatedKeys(held: readonly string[], files: readonly BuiltFile[]): string[] {
  const wanted = new Set(files.map(cacheKeyOf))
  return held.filter((key) => !wanted.has(key))
}

/** Whether an answer is the very file of this build, and not that of one that has taken its place meanwhile. */
export function isOfThisBuild(etagHeader: string | null, file: BuiltFile): boolean {
  return etagHeader?.replace(/^W\//, '') === `"${file.etag}"`
}
