import type { BuiltFile } from './built-files.ts'
import { openPrecache } from './precache.ts'

/** Put in by the build (scripts/lib/web-files.mjs), so that another build is another worker. */
declare const HEARTH_BUILT_FILES: readonly BuiltFile[]

export const builtFiles = new Map(HEARTH_BUILT_FILES.map((file) => [file.path, file]))
export const precache = openPrecache(caches, HEARTH_BUILT_FILES)
