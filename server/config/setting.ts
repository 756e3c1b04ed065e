import type { ValueKind } from './value-kinds.ts'

export type SettingSection = 'Basics' | 'Network' | 'Limits' | 'Doors' | 'Requests' | 'Unattended start'

/** One setting: where it may come from, what it takes and what it is when nobody says anything. */
export interface Setting<T> {
  readonly section: SettingSection
  readonly about: string
  readonly kind: ValueKind<T>
  /** `--flag`; null when it must not stand on a command line. */
  readonly flag: string | null
  readonly env: string
  /** Key in the `settings` section of persist.json; null when it cannot stand there. */
  readonly file: string | null
  /** What follows the flag in the help; null for a switch. */
  readonly takes: string | null
  readonly repeatable: boolean
  /** As somebody would type it; null when it is worked out at start (`data`) or is nothing. */
  readonly fallback: string | boolean | readonly string[] | null
  /** How the default reads in the documentation. */
  readonly fallbackText: string
  /** Never printed. */
  readonly secret: boolean
}

type Options<T> = Pick<Setting<T>, 'section' | 'about' | 'kind' | 'fallback'> & Partial<Setting<T>>

/** A setting named as its flag: `--http-port`, `HEARTH_HTTP_PORT`, `"http_port"`. */
export function setting<T>(flag: string, options: Options<T>): Setting<T> {
  return {
    flag,
    env: `HEARTH_${flag.replaceAll('-', '_').toUpperCase()}`,
    file: flag.replaceAll('-', '_'),
    takes: null,
    repeatable: false,
    fallbackText: describeFallback(options.fallback),
    secret: false,
    ...options,
  }
}

function describeFallback(fallback: Setting<unknown>['fallback']): string {
  if (typeof fallback === 'boolean') return fallback ? 'on' : 'off'
  if (fallback === null || fallback.length === 0) return 'none'
  return typeof fallback === 'string' ? fallback : fallback.join(', ')
}
