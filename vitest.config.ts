import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const OUTSIDE = ['**/node_modules/**', '**/.next/**', '**/dist/**', 'e2e/**']

/**
 * Two projects: `unit` is pure and fast, `integration` may touch a real disk, a database and sockets on 127.0.0.1.
 * The `#lib/*`, `#server/*` and `#components/*` aliases come from package.json "imports"; nothing is repeated here.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx,mjs}'],
          exclude: [...OUTSIDE, '**/*.int.test.{ts,tsx,mjs}'],
          environment: 'node',
          // A third of the time; no unit test leaves anything behind in a module.
          isolate: false,
          testTimeout: 15_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['**/*.int.test.{ts,tsx,mjs}'],
          exclude: OUTSIDE,
          environment: 'node',
          // Real processes (a forked worker per file): native modules and child processes stay apart.
          pool: 'forks',
          // These tests wait for the disk half of their time: three workers on two cores take a quarter less than two.
          maxWorkers: availableParallelism() + 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
