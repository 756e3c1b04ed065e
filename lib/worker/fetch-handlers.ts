import type { FetchHandler } from './fetch-handler.ts'
import { servePins } from './pins/serve-pins.ts'
import { handleShare } from './share/handle-share.ts'

/** Who may answer in the place of the network, in this order; the first that answers wins. */
export const FETCH_HANDLERS: readonly FetchHandler[] = [handleShare, servePins]
