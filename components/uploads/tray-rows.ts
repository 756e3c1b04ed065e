import { type TraySection, traySection } from '#lib/core/transfers/summary.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'

/** A row of the tray: one transfer, or many that were added together and stand alike. */
export type TrayRow =
  | { readonly kind: 'one'; readonly id: string; readonly transfer: TransferRecord }
  | { readonly kind: 'many'; readonly id: string; readonly transfers: readonly TransferRecord[] }

export interface TrayGroup {
  readonly section: TraySection
  readonly rows: readonly TrayRow[]
}

/** From so many of one batch on, a section shows them as one row. */
const MANY = 4
const ORDER: readonly TraySection[] = ['now', 'waiting', 'needsYou', 'done']

/** The groups of the tray in their order, without empty ones; of the finished only those since `todayMs`. */
export function trayGroups(transfers: readonly TransferRecord[], todayMs: number): TrayGroup[] {
  const bySection = new Map<TraySection, TransferRecord[]>(ORDER.map((section) => [section, []]))
  for (const transfer of transfers) {
    const section = traySection(transfer)
    const isOld = transfer.state.kind === 'done' && transfer.state.atMs < todayMs
    if (section !== null && !isOld) bySection.get(section)?.push(transfer)
  }
  return ORDER.map((section) => ({ section, rows: rowsOf(section, bySection.get(section) ?? []) })).filter(
    ({ rows }) => rows.length > 0,
  )
}

function rowsOf(section: TraySection, transfers: readonly TransferRecord[]): TrayRow[] {
  const batches = new Map<string, TransferRecord[]>()
  for (const transfer of transfers) {
    // What is sent now is never more than a few, and each has its own speed.
    const key =
      section === 'now' || transfer.batchId === null ? transfer.id : `${transfer.batchId} ${causeOf(transfer)}`
    const batch = batches.get(key)
    if (batch) batch.push(transfer)
    else batches.set(key, [transfer])
  }
  const rows = [...batches].flatMap(([key, batch]): TrayRow[] =>
    batch.length >= MANY
      ? [{ kind: 'many', id: key, transfers: batch }]
      : batch.map((transfer) => ({ kind: 'one', id: transfer.id, transfer })),
  )
  // What came last stands on top of what is done.
  return section === 'done' ? rows.reverse() : rows
}

/** Transfers of a batch share a row only when one sentence is true of all of them. */
function causeOf({ state }: TransferRecord): string {
  if (state.kind === 'waiting') return `waiting ${state.for}`
  return state.kind === 'failed' ? `failed ${state.code}` : state.kind
}
