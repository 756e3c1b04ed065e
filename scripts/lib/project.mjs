import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project, wherever it was started from. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export const inProject = (...parts) => join(ROOT, ...parts)

/** For every program we start: nothing phones home. */
export const QUIET_ENVIRONMENT = {
  NEXT_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  npm_config_update_notifier: 'false',
}
