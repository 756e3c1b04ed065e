/**
 * The page of share links, `/s`, for people without an account: a script of its own instead of the app's. It takes the
 * style sheet and the script of the theme from the pages, so that it looks like them.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { inProject } from './project.mjs'
import { listFiles } from './sources.mjs'

const FOLDER = 'dist/outsider'
/** Any page of the app will do. */
const MODEL = '.next/server/app/sign-in.html'

/** @returns what is to be sent, as `gatherWebFiles` wants it */
export async function buildOutsiderPage() {
  const { build } = await import('esbuild')
  rmSync(inProject(FOLDER), { recursive: true, force: true })
  await build({
    absWorkingDir: inProject(),
    entryPoints: { main: 'components/outsider/main.tsx' },
    outdir: FOLDER,
    bundle: true,
    splitting: true,
    platform: 'browser',
    format: 'esm',
    jsx: 'automatic',
    target: ['chrome111', 'firefox111', 'safari16.4'],
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: { zod: './lib/contracts/page-zod.ts' },
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    minify: true,
    logLevel: 'warning',
  })
  const scripts = listFiles(FOLDER).map((source) => source.slice(FOLDER.length + 1))
  const main = scripts.find((name) => name.startsWith('main-'))
  const model = readFileSync(inProject(MODEL), 'utf8')
  const theme = /<script>(\(function\(\)\{\s*var root=[\s\S]*?)<\/script>/.exec(model)?.[1]
  const styles = [...model.matchAll(/<link rel="stylesheet" href="([^"?]+)/g)].map(([, href]) => href)
  if (main === undefined || theme === undefined || styles.length === 0) {
    throw new Error(`The page of share links found no script, theme or style sheet in ${MODEL}.`)
  }
  mkdirSync(inProject(FOLDER), { recursive: true })
  writeFileSync(inProject(FOLDER, 's.html'), htmlOf({ main, theme, styles }))
  return [
    ...scripts.map((name) => ({
      ...{ source: `${FOLDER}/${name}`, path: `/outsider/${name}` },
      cache: 'public, max-age=31536000, immutable',
    })),
    { source: `${FOLDER}/s.html`, path: '/s', cache: 'no-cache', headers: headersOf(theme) },
  ]
}

function htmlOf({ main, theme, styles }) {
  const links = styles.map((href) => `<link rel="stylesheet" href="${href}">`).join('')
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A share link</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no"><link rel="icon" href="/icons/favicon.svg" type="image/svg+xml">
<script>${theme}</script>${links}<script type="module" src="/outsider/${main}"></script></head>
<body><div id="page"></div><noscript>This page needs JavaScript to open what was shared with you.</noscript></body></html>
`
}

/** Only what the page itself brings, and the bytes of the link; nobody may frame it or send a form from it. */
function headersOf(theme) {
  const hash = createHash('sha256').update(theme).digest('base64')
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'sha256-${hash}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return { 'content-security-policy': policy.join('; '), 'x-robots-tag': 'noindex, nofollow' }
}
