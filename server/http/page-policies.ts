import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { pagePolicy } from './security-headers.ts'

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi

export interface PagePolicies {
  /** The built page of a path such as `/sign-in`; null when there is none. */
  find(pathname: string): string | null
  /** For answers that are no prerendered page (Next's 404). */
  readonly fallback: string
}

/**
 * Reads the prerendered pages of a Next build and makes each one's policy from the hashes of its inline scripts.
 * @param appFolder `.next/server/app`
 */
export async function readPagePolicies(appFolder: string): Promise<PagePolicies> {
  const policies = new Map<string, string>()
  for (const file of await readdir(appFolder, { recursive: true })) {
    if (!file.endsWith('.html')) continue
    const html = await readFile(join(appFolder, file), 'utf8')
    policies.set(pathOf(relative('.', file)), pagePolicy(hashesOf(html)))
  }
  return {
    find: (pathname) => policies.get(pathname) ?? null,
    fallback: policies.get('/_not-found') ?? pagePolicy([]),
  }
}

function pathOf(file: string): string {
  const path = `/${file
    .split(sep)
    .join('/')
    .replace(/\.html$/, '')}`
  return path === '/index' ? '/' : path
}

/** CSP source expressions of the inline scripts of a page. */
export function hashesOf(html: string): string[] {
  const hashes = new Set<string>()
  for (const match of html.matchAll(INLINE_SCRIPT)) {
    hashes.add(
      `'sha256-${createHash('sha256')
        .update(match[1] ?? '')
        .digest('base64')}'`,
    )
  }
  return [...hashes]
}
