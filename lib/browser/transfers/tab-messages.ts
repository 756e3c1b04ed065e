import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import type { TransferCommand, TransferMotion } from './transfers.ts'

/** What the tabs of one person say to each other about transfers. */
export type TabMessage =
  /** A tab that opened: the leader answers with everything. */
  | { kind: 'hello' }
  /** Said by the leader; `all` when it is not only what changed. */
  | {
      kind: 'state'
      all: boolean
      put: readonly TransferRecord[]
      removed: readonly string[]
      motions: ReadonlyMap<string, TransferMotion>
      bytesPerSecond: number | null
      persistent: boolean
      isHeld: boolean
    }
  /** For the leader, who answers `taken`; every tab keeps the files in it, for it may lead next. */
  | { kind: 'command'; commandId: string; command: TransferCommand }
  | { kind: 'taken'; commandId: string }
  /** Said by a new leader: who has these files? */
  | { kind: 'wanted'; ids: readonly string[] }
