import { englishAccounts } from './en-accounts.ts'
import { englishAdmin } from './en-admin.ts'
import { englishBackups } from './en-backups.ts'
import { englishChat } from './en-chat.ts'
import { englishCommon } from './en-common.ts'
import { englishErrors, UNEXPECTED } from './en-errors.ts'
import { englishFiles } from './en-files.ts'
import { englishPalette } from './en-palette.ts'
import { englishPlayer } from './en-player.ts'
import { englishRooms } from './en-rooms.ts'
import { englishTransfers } from './en-transfers.ts'
import { englishTrash } from './en-trash.ts'
import { createExplain } from './errors.ts'
import type { Formatter } from './format.ts'

/** All English of the page, by area. A second language is a second file of the same type. */
export function createEnglish(format: Formatter) {
  return {
    common: englishCommon(),
    accounts: englishAccounts(format),
    rooms: englishRooms(format),
    admin: englishAdmin(format),
    backups: englishBackups(format),
    files: englishFiles(format),
    transfers: englishTransfers(format),
    trash: englishTrash(format),
    player: englishPlayer(format),
    palette: englishPalette(),
    chat: englishChat(format),
    errors: { explain: createExplain(englishErrors(format), UNEXPECTED) },
  }
}

export type Strings = ReturnType<typeof createEnglish>
