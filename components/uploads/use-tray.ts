'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { useFileEngines } from '#components/files/files-context.ts'
import { useNow } from '#components/ui/use-now.ts'
import { summarize } from '#lib/core/transfers/summary.ts'
import { useTransfersOfPerson, useTransfersSnapshot } from './transfers-context.ts'
import { trayGroups } from './tray-rows.ts'

/** Everything the tray shows, and what its head can do. */
export function useTray() {
  const { jobs } = useFileEngines()
  const person = useTransfersOfPerson()
  const snapshot = useTransfersSnapshot()
  const running = useSyncExternalStore(jobs.subscribe, jobs.getSnapshot, jobs.getSnapshot)
  const today = new Date(useNow()).setHours(0, 0, 0, 0)
  const { transfers, motions, bytesPerSecond } = snapshot
  const groups = useMemo(() => trayGroups(transfers, today), [transfers, today])
  const summary = useMemo(() => summarize(transfers, bytesPerSecond), [transfers, bytesPerSecond])
  // The bar goes with what left this device; what was acknowledged follows in steps.
  const ahead = transfers.reduce(
    (sum, { id, ackedBytes }) => sum + Math.max(0, (motions.get(id)?.sentBytes ?? ackedBytes) - ackedBytes),
    0,
  )
  const send = person?.transfers.send.bind(person.transfers)
  const idsIn = (...kinds: string[]) => transfers.filter(({ state }) => kinds.includes(state.kind)).map(({ id }) => id)
  const pausable = idsIn('running', 'queued', 'waiting')
  const paused = idsIn('paused')
  return {
    jobs: running,
    cancelJob: (id: string) => void jobs.cancel(id).catch(() => undefined),
    groups,
    summary,
    secondsLeft:
      summary.secondsLeft === null || !bytesPerSecond
        ? summary.secondsLeft
        : Math.max(0, summary.secondsLeft - ahead / bytesPerSecond),
    sentBytes: Math.min(summary.sizeBytes, summary.ackedBytes + ahead),
    share: summary.sizeBytes === 0 ? 0 : Math.min(1, (summary.ackedBytes + ahead) / summary.sizeBytes),
    isEmpty: groups.length === 0 && running.length === 0,
    isPersistent: snapshot.persistent,
    canPause: pausable.length > 0,
    canResume: paused.length > 0,
    pauseAll: () => send?.({ kind: 'pause', ids: pausable }),
    resumeAll: () => send?.({ kind: 'resume', ids: paused }),
    clearDone: () => send?.({ kind: 'clear', ids: idsIn('done') }),
  }
}

export type TrayState = ReturnType<typeof useTray>
