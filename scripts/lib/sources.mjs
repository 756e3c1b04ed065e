import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { inProject, ROOT } from './project.mjs'

const FOLDERS = ['app', 'components', 'lib', 'server', 'cli', 'public']
const FILES = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'next.config.mjs',
  'postcss.config.mjs',
  'scripts/build.mjs',
  'scripts/lib/web-files.mjs',
]
/** Made by the build itself, or read by tests alone. */
const IGNORED = /(^|\/)(sw\.js|[^/]+\.test\.tsx?|\.DS_Store)$|(^|\/)testing\//

/** All files below a folder, sorted, as paths with "/" relative to the project. */
export function listFiles(folder) {
  if (!existsSync(inProject(folder))) return []
  return readdirSync(inProject(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(ROOT, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
    .sort()
}

/** A digest of everything the build is made from: content, not times, for a checkout changes those at will. */
export function digestSources() {
  const hash = createHash('sha256')
  const files = [...FILES.filter((file) => existsSync(inProject(file))), ...FOLDERS.flatMap(listFiles)]
  for (const file of files.filter((name) => !IGNORED.test(name))) {
    hash.update(`${file}\0`).update(
      createHash('sha256')
        .update(readFileSync(inProject(file)))
        .digest(),
    )
  }
  return hash.digest('hex')
}

const STAMP = 'dist/build-stamp.json'

export function isBuilt() {
  if (![STAMP, 'dist/main.js', 'dist/web/index.json', '.next/BUILD_ID'].every((path) => existsSync(inProject(path))))
    return false
  const stamp = JSON.parse(readFileSync(inProject(STAMP), 'utf8'))
  return stamp.sources === digestSources()
}

export const stampPath = () => inProject(STAMP)
