/**
 * Gathers what the vault sends to browsers as it is, into `dist/web`: scripts, styles, icons and the prerendered pages, each
 * also compressed as well as it can be, and `index.json`, which says what answers which path.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, extname } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip, constants as zlib } from 'node:zlib'
import { buildOutsiderPage } from './outsider-page.mjs'
import { inProject } from './project.mjs'
import { listFiles } from './sources.mjs'

const WEB = 'dist/web'
const STATIC = '.next/static/'
const PAGES = '.next/server/app/'
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}
const COMPRESSIBLE = /^(text\/|application\/|image\/svg)/
/** A page may come in another form as well: what Next's router asks for between pages. */
const NEXT_VARIES = ['rsc', 'next-router-state-tree', 'next-router-prefetch', 'next-router-segment-prefetch']

/** Workers of a page: one fetches pins, the other keeps files until they are sent. */
const PAGE_WORKERS = {
  'pin-worker': 'lib/worker/pins/pin-worker.ts',
  'keep-worker': 'lib/worker/sources/keep-worker.ts',
}
/** Says what its place says already: it may serve every page. */
const WORKER = { 'service-worker-allowed': '/' }

export async function gatherWebFiles() {
  const files = [
    ...listFiles('public').map((source) => ({ source, path: source.slice('public'.length), cache: 'no-cache' })),
    ...listFiles(STATIC).map((source) => ({
      ...{ source, path: `/_next/static/${source.slice(STATIC.length)}` },
      // Their names change with their content.
      cache: 'public, max-age=31536000, immutable',
    })),
    ...listFiles(PAGES)
      .filter((source) => source.endsWith('.html') && !source.includes('/_'))
      .map((source) => ({ source, path: pagePath(source), cache: 'no-cache', varies: NEXT_VARIES })),
    { source: `${PAGES}manifest.webmanifest.body`, path: '/manifest.webmanifest', cache: 'no-cache' },
    ...(await buildOutsiderPage()),
  ]
  const written = await Promise.all(files.map(writeFile))
  for (const [name, source] of Object.entries(PAGE_WORKERS)) {
    await bundleWorker(name, source, {})
    written.push(await writeFile({ source: `dist/worker/${name}.js`, path: `/${name}.js`, cache: 'no-cache' }))
  }
  await bundleWorker('sw', 'lib/worker/sw.ts', { HEARTH_BUILT_FILES: JSON.stringify(precached(written)) })
  written.push(await writeFile({ source: 'dist/worker/sw.js', path: '/sw.js', cache: 'no-cache', headers: WORKER }))
  const index = Object.fromEntries(written.sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(inProject(WEB, 'index.json'), JSON.stringify(index))
}

/** `.next/server/app/sign-in.html` -> `/sign-in`. */
function pagePath(source) {
  const path = `/${source.slice(PAGES.length, -'.html'.length)}`
  return path === '/index' ? '/' : path
}

/** A worker of the page, with the same stand-in for zod as the pages have, and without what tus-js-client has for pages. */
async function bundleWorker(name, source, define) {
  const { build } = await import('esbuild')
  await build({
    absWorkingDir: inProject(),
    entryPoints: { [name]: source },
    outdir: 'dist/worker',
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: ['chrome111', 'firefox111', 'safari16.4'],
    define,
    alias: {
      zod: './lib/contracts/page-zod.ts',
      'tus-js-client': './lib/worker/uploads/slim-tus.ts',
      'tus-js-client/lib.esm/upload.js': './node_modules/tus-js-client/lib.esm/upload.js',
      'url-parse': './lib/worker/uploads/slim-url-parse.ts',
      'js-base64': './lib/worker/uploads/slim-base64.ts',
    },
    minify: true,
    logLevel: 'warning',
  })
}

/**
 * Everything a page may ask for, but Next's lists of what there is, pictures that only an installer looks at, the way to
 * trust, which is another page on plain http, and the page of share links: both need the vault anyway.
 */
function precached(written) {
  const LEFT_OUT = /^\/(screenshots|trust|self-test-worker|outsider\/|s$)|_(build|ssg|clientMiddleware)Manifest|-512/
  return written
    .filter(([path]) => !LEFT_OUT.test(path))
    .map(([path, { etag, file }]) => ({ path, etag, kind: file.endsWith('.html') ? 'page' : 'file' }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function writeFile({ source, path, cache, varies = [], headers = {} }) {
  const bytes = readFileSync(inProject(source))
  const isPage = source.endsWith('.html')
  const type = TYPES[extname(isPage ? source : path)]
  if (type === undefined) throw new Error(`${source}: nothing says which content type it has.`)
  const file = isPage ? `/pages${path === '/' ? '/index' : path}.html` : path
  mkdirSync(dirname(inProject(WEB, file)), { recursive: true })
  writeFileSync(inProject(WEB, file), bytes)
  const encodings = []
  if (COMPRESSIBLE.test(type)) {
    for (const [encoding, compressed] of await compress(bytes)) {
      if (compressed.length >= bytes.length) continue
      writeFileSync(inProject(WEB, `${file}.${encoding}`), compressed)
      encodings.push(encoding)
    }
  }
  const etag = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
  return [path, { file: file.slice(1), type, cache, etag, encodings, varies, headers }]
}

/** The best first. */
async function compress(bytes) {
  const params = { [zlib.BROTLI_PARAM_QUALITY]: zlib.BROTLI_MAX_QUALITY, [zlib.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  return Promise.all([
    promisify(brotliCompress)(bytes, { params }).then((compressed) => ['br', compressed]),
    promisify(gzip)(bytes, { level: zlib.Z_BEST_COMPRESSION }).then((compressed) => ['gzip', compressed]),
  ])
}
