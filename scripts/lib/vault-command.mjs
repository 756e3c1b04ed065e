import { availableParallelism } from 'node:os'
import { inProject, QUIET_ENVIRONMENT } from './project.mjs'

/**
 * How the built vault is started: used by the launcher, and by tests that need the process itself to kill.
 * Disk work runs on libuv's threads, four by default: a few slow fsyncs would hold up every read behind them. The
 * number is read when the process begins, so it has to come from outside.
 * @param program below `dist`
 */
export function vaultCommand(flags, program = 'main.js') {
  return {
    command: process.execPath,
    args: ['--enable-source-maps', inProject('dist', program), ...flags],
    env: {
      ...QUIET_ENVIRONMENT,
      NODE_ENV: 'production',
      UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? String(Math.max(16, 2 * availableParallelism())),
    },
  }
}
