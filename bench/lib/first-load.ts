import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const BUILD = fileURLToPath(new URL('../../.next/', import.meta.url))

/** Gzipped bytes of a built script; it is sent once however often a page names it. */
export function gzippedBytes(path: string): number {
  return gzipSync(readFileSync(`${BUILD}${path}`)).byteLength
}

/**
 * Scripts that the HTML of a built page names, as paths below `.next`: what a browser fetches before anything runs.
 * Without what only browsers without modules fetch.
 * @param page the file below `.next/server/app`, without its ending
 */
export function scriptsOf(page: string): string[] {
  const html = readFileSync(`${BUILD}server/app/${page}.html`, 'utf8')
  const tags = [...html.matchAll(/<script[^>]*\ssrc="([^"?]+)[^"]*"[^>]*>/g)]
  const paths = tags.filter(([tag]) => !/nomodule/i.test(tag)).map(([, path = '']) => toBuilt(path))
  return [...new Set(paths)]
}

/** `/_next/static/…` as it lies in the build. */
export function toBuilt(address: string): string {
  return decodeURI(address).replace(/^\/_next\//, '')
}
