import { readFileSync } from 'node:fs'

// Written into the bundle by scripts/build.mjs; absent when the sources run as they are (tests, development).
declare const HEARTH_BUILD: { readonly version: string; readonly builtAt: string } | undefined

export interface BuildInfo {
  readonly version: string
  /** No clock that shows an earlier moment can be right. */
  readonly builtAtMs: number
}

/** The sources are not older than this, even when the machine that built them had no right time. */
const SOURCES_SINCE_MS = Date.parse('2026-11-01T00:00:00Z')

export function readBuildInfo(): BuildInfo {
  if (typeof HEARTH_BUILD === 'undefined') return { version: readSourceVersion(), builtAtMs: SOURCES_SINCE_MS }
  return { version: HEARTH_BUILD.version, builtAtMs: Math.max(SOURCES_SINCE_MS, Date.parse(HEARTH_BUILD.builtAt)) }
}

function readSourceVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const { version } = JSON.parse(text) as { version: string } // our own package.json
  return version
}
