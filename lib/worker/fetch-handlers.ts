import type { FetchHandler } from './fetch-handler.ts'
import { servePins } from './pins/serve-pins.ts'
import { answerBuiltFile } from './precache/answer-built-file.ts'
import { answerPage } from './precache/answer-page.ts'
import { handleShare } from './share/handle-share.ts'

/**
 * Who may answer in the place of the network, in this order; the first that answers wins. What is named by none goes to
 * the vault untouched: the API, uploads, sockets, and what Next's router asks for.
 */
export const FETCH_HANDLERS: readonly FetchHandler[] = [handleShare, servePins, answerBuiltFile, answerPage]
