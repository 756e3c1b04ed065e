import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inProject } from './lib/project.mjs'

/**
 * A small project with one breach for each rule, beside imports that are allowed. The key is the importing file, the
 * value what it imports and the rule that must name it (null: none may).
 */
const TREE = {
  'lib/core/pure.ts': [
    ['./sibling.ts', null],
    ['node:fs', 'ring-lib-core'],
    ['zod', 'ring-lib-core'],
    ['#lib/contracts/shape.ts', 'ring-lib-core'],
  ],
  'lib/core/sibling.ts': [],
  'lib/contracts/shape.ts': [
    ['zod', null],
    ['#lib/core/sibling.ts', null],
    ['kysely', 'ring-lib-contracts'],
  ],
  'lib/api/client.ts': [
    ['#lib/contracts/shape.ts', null],
    ['#lib/browser/db/store.ts', 'ring-lib-api'],
    ['zod', 'ring-lib-api'],
  ],
  'lib/browser/db/store.ts': [
    ['idb', null],
    ['#lib/api/client.ts', 'no-cycles'],
    ['#components/ui/Thing.tsx', 'ring-lib-browser'],
  ],
  'lib/browser/player/play.ts': [['node:path', 'ring-lib-browser']],
  'lib/worker/sw.ts': [
    ['idb', null],
    ['#lib/browser/db/store.ts', null],
    ['#lib/browser/player/play.ts', 'ring-lib-worker'],
    ['zod', 'ring-lib-worker'],
  ],
  'components/ui/Thing.tsx': [
    ['zod', null],
    ['#lib/core/sibling.ts', null],
    ['#server/clock.ts', 'ring-components'],
  ],
  'app/page.tsx': [
    ['#components/ui/Thing.tsx', null],
    ['#server/app-context.ts', null],
    ['#server/clock.ts', 'ring-app'],
    ['#lib/api/client.ts', 'ring-app'],
    ['node:fs', 'ring-app'],
  ],
  'cli/main.ts': [
    ['node:fs', null],
    ['#lib/api/client.ts', null],
    ['#server/clock.ts', 'ring-cli'],
  ],
  'server/app-context.ts': [],
  'server/clock.ts': [
    ['node:fs', null],
    ['#lib/core/sibling.ts', null],
    ['#lib/api/client.ts', 'ring-server'],
    ['#server/gone.ts', 'resolvable'],
    ['vitest', 'no-development-packages'],
    ['brought-along', 'declared-packages'],
    ['better-sqlite3', 'driver-stays-in-db'],
    ['#server/db/sqlite/open.ts', 'dialect-stays-in-db'],
    ['./clock.test.ts', 'no-test-code-in-production'],
  ],
  'server/clock.test.ts': [['vitest', null]],
  'server/main.ts': [['#server/db/sqlite/open.ts', null]],
  'server/http/call.ts': [],
  'server/db/sqlite/open.ts': [
    ['better-sqlite3', null],
    ['#server/http/call.ts', 'no-transport-below'],
  ],
  'server/features/rooms/rooms.service.ts': [
    ['#server/features/files/files.service.ts', null],
    ['#server/features/files/files.repo.ts', 'features-meet-through-services'],
    ['./rooms.routes.ts', 'routes-are-ends'],
  ],
  'server/features/rooms/rooms.routes.ts': [['#server/http/call.ts', null]],
  'server/features/files/files.service.ts': [
    ['./files.repo.ts', null],
    ['#server/http/call.ts', 'no-transport-below'],
  ],
  'server/features/files/files.repo.ts': [],
}
const PACKAGES = ['zod', 'kysely', 'idb', 'vitest', 'better-sqlite3', 'brought-along']

let folder
let breaches
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-rings-'))
  const write = async (path, text) => {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  await cp(inProject('.dependency-cruiser.cjs'), join(folder, '.dependency-cruiser.cjs'))
  const dependencies = Object.fromEntries(
    PACKAGES.filter((name) => !['vitest', 'brought-along'].includes(name)).map((name) => [name, '1']),
  )
  const imports = { '#lib/*': './lib/*', '#server/*': './server/*', '#components/*': './components/*' }
  await write(
    'package.json',
    JSON.stringify({ type: 'module', imports, dependencies, devDependencies: { vitest: '1' } }),
  )
  for (const name of PACKAGES) {
    await write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
    await write(`node_modules/${name}/index.js`, 'module.exports = {}')
  }
  for (const [path, imported] of Object.entries(TREE)) {
    // Every other import is one of types only: those count too.
    const lines = imported.map(([specifier], index) =>
      specifier.startsWith('#') && index % 2 === 1
        ? `import type * as x${index} from '${specifier}'`
        : `import '${specifier}'`,
    )
    await write(path, `${lines.join('\n')}\nexport {}\n`)
  }
  breaches = await cruise()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function cruise() {
  const tool = inProject('node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [
    tool,
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    'app',
    'components',
    'lib',
    'server',
    'cli',
  ]
  return new Promise((resolve, reject) => {
    // It ends with the number of breaches as its exit code: the report is what counts.
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }, (_error, stdout, stderr) => {
      if (stdout === '') return reject(new Error(stderr))
      const modules = JSON.parse(stdout).modules
      resolve(
        modules.flatMap(({ source, dependencies }) =>
          dependencies.flatMap(({ module, rules = [] }) => rules.map(({ name }) => `${source} ${module} ${name}`)),
        ),
      )
    })
  })
}

const specifierAsReported = (specifier) => specifier.replace(/^node:/, '')

for (const [path, imported] of Object.entries(TREE)) {
  for (const [specifier, rule] of imported) {
    it(`${rule === null ? 'lets' : `${rule} keeps`} ${path} ${rule === null ? 'import' : 'from importing'} ${specifier}`, () => {
      const found = breaches
        .filter(
          (line) =>
            line.startsWith(`${path} ${specifierAsReported(specifier)} `) || line.startsWith(`${path} ${specifier} `),
        )
        .map((line) => line.split(' ')[2])
      if (rule === null) expect(found.filter((name) => name !== 'no-cycles')).toEqual([])
      else expect(found).toContain(rule)
    })
  }
}

it('has a breach here for every rule there is', async () => {
  const config = createRequire(import.meta.url)(inProject('.dependency-cruiser.cjs'))
  const proven = new Set(Object.values(TREE).flatMap((imported) => imported.map(([, rule]) => rule)))
  expect(config.forbidden.map(({ name }) => name).filter((name) => !proven.has(name))).toEqual([])
})
