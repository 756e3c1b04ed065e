/**
 * The rings of docs/architecture.md: who may import whom. `npm run check` fails on every breach, and
 * scripts/import-rules.int.test.mjs proves that each rule bites.
 */
/** Tests, what they share (`testing/`), and suites that run for each implementation of a contract (`describe-*.ts`). */
const TEST_CODE = '(\\.test\\.(ts|tsx|mjs)$|/testing/|^server/db/contract/|/describe-[^/]+\\.ts$|^e2e/|^bench/)'
const NPM = 'node_modules/'
const TRANSPORTS = '^server/(http|realtime)/'

/** ring -> what it may import beside itself. `node` allows Node's own modules. */
const RINGS = {
  'lib/core': { paths: [] },
  'lib/contracts': { paths: ['^lib/core/', `${NPM}zod/`] },
  'lib/api': { paths: ['^lib/(core|contracts)/'] },
  'lib/browser': { paths: ['^lib/(core|contracts|api)/', NPM] },
  'lib/worker': {
    paths: [
      '^lib/(core|contracts|api)/',
      '^lib/browser/(db|engine|transfers|pins|share|reach)/',
      `${NPM}(idb|tus-js-client|workbox-[^/]+)/`,
    ],
  },
  components: { paths: ['^lib/(core|contracts|api|browser)/', NPM] },
  server: { paths: ['^lib/(core|contracts)/', NPM], node: true },
  cli: { paths: ['^lib/(core|contracts|api)/', NPM], node: true },
  app: { paths: ['^components/', '^lib/(core|contracts|browser)/', '^server/app-context(\\.ts$|/)', NPM] },
}

const ringRules = Object.entries(RINGS).map(([ring, { paths, node }]) => ({
  name: `ring-${ring.replace('/', '-')}`,
  comment: `${ring} imports only what its row in docs/architecture.md names.`,
  severity: 'error',
  from: { path: `^${ring}/`, pathNot: TEST_CODE },
  to: {
    pathNot: [`^${ring}/`, ...paths],
    // One condition more, not one rule more: all of them must hold for a breach.
    ...(node ? { dependencyTypesNot: ['core'] } : {}),
    couldNotResolve: false,
  },
}))

module.exports = {
  forbidden: [
    ...ringRules,
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or lack a third that both need.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere fails at run time only.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'features-meet-through-services',
      comment: "A feature uses another one's *.service.ts and nothing behind it.",
      severity: 'error',
      from: { path: '^server/features/([^/]+)/', pathNot: TEST_CODE },
      to: { path: '^server/features/', pathNot: ['^server/features/$1/', '\\.service\\.ts$'] },
    },
    {
      name: 'no-transport-below',
      comment:
        'Features, brokers and the database know neither HTTP nor sockets; only *.routes.ts speak the transport.',
      severity: 'error',
      from: { path: '^server/(features|brokers|db)/', pathNot: [TEST_CODE, '\\.routes\\.ts$'] },
      to: { path: TRANSPORTS },
    },
    {
      name: 'routes-are-ends',
      comment: 'Nothing behind the transport imports a route.',
      severity: 'error',
      from: { path: '^server/(features|brokers|db|jobs|auth)/', pathNot: [TEST_CODE, '\\.routes\\.ts$'] },
      to: { path: '\\.routes\\.ts$' },
    },
    {
      name: 'dialect-stays-in-db',
      comment: 'Nothing outside server/db knows which database it is; only the wiring opens one.',
      severity: 'error',
      from: { path: '^server/', pathNot: ['^server/(db|vault|commands)/', '^server/main\\.ts$', TEST_CODE] },
      to: { path: '^server/db/(sqlite|postgres)/' },
    },
    {
      name: 'driver-stays-in-db',
      comment: 'The lock of the data folder is the one other use of the SQLite driver.',
      severity: 'error',
      from: { path: '^(app|components|lib|server|cli)/', pathNot: ['^server/(db|data-folder)/', TEST_CODE] },
      to: { path: `${NPM}(better-sqlite3|pg)/` },
    },
    {
      name: 'no-test-code-in-production',
      comment: 'What ships does not lean on what tests.',
      severity: 'error',
      from: { path: '^(app|components|lib|server|cli|scripts)/', pathNot: TEST_CODE },
      to: { path: TEST_CODE },
    },
    {
      name: 'no-development-packages',
      comment: 'A package that is only installed for development is not there in production.',
      severity: 'error',
      from: { path: '^(app|components|lib|server|cli)/', pathNot: TEST_CODE },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'type-import'], pathNot: `${NPM}@types/` },
    },
    {
      name: 'declared-packages',
      comment: 'A package that only another one brings along may be gone after the next update.',
      severity: 'error',
      from: { path: '^(app|components|lib|server|cli)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^\\.next/', '^dist/'] },
    // Types count: a ring that needs another one's types knows it.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
    },
  },
}
