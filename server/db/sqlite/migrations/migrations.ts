import { first } from './001-first.ts'
import { chat } from './002-chat.ts'
import { saves } from './003-saves.ts'
import { serviceTokens } from './004-service-tokens.ts'
import { sortByAddition } from './005-sort-by-addition.ts'
import { pictures } from './006-pictures.ts'
import { shareLinks } from './007-share-links.ts'
import { search } from './008-search.ts'
import { slotsOfTransfers } from './009-slots-of-transfers.ts'
import { accessLog } from './010-access-log.ts'
import { watching } from './011-watching.ts'
import { drives } from './012-drives.ts'

/** Forward only: a released migration is never edited, its number never reused. */
export interface Migration {
  number: number
  name: string
  /** Single statements, run in order inside one transaction. */
  statements: readonly string[]
}

export const MIGRATIONS: readonly Migration[] = [
  { number: 1, name: 'first', statements: first },
  { number: 2, name: 'chat', statements: chat },
  { number: 3, name: 'saves', statements: saves },
  { number: 4, name: 'service tokens', statements: serviceTokens },
  { number: 5, name: 'sort by addition', statements: sortByAddition },
  { number: 6, name: 'pictures', statements: pictures },
  { number: 7, name: 'share links', statements: shareLinks },
  { number: 8, name: 'search', statements: search },
  { number: 9, name: 'slots of transfers', statements: slotsOfTransfers },
  { number: 10, name: 'access log', statements: accessLog },
  { number: 11, name: 'watching', statements: watching },
  { number: 12, name: 'drives', statements: drives },
]
