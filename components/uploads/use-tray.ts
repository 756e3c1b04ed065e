'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { useFileEngines } from '#components/files/files-context.ts'
import { usePins, usePinsSnapshot } from '#components/pins/pins-context.ts'
import { useNow } from '#components/ui/use-now.ts'
import { summarize } from '#lib/core/transfers/summary.ts'
import { pinsUnderWay, summarizeComing } from './coming.ts'
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
  const { pins } = usePins()
  const kept = usePinsSnapshot()
  const coming = useMemo(() => pinsUnderWay(kept.pins), [kept.pins])
  const groups = useMemo(() => trayGroups(transfers, today), [transfers, today])
  const summary = useMemo(() => summarize(transfers, bytesPerSecond), [transfers, bytesPerSecond])
  // The bar goes with what left this device; what was acknowledged follows in steps.
  const ahead = transfers.reduce(
    (sum, { id, ackedBytes }) => sum + Math.max(0, (motions.get(id)?.sentBytes ?? ackedBytes) - ackedBytes),
    0,
  )
  const send = person?.transfers.send.bind(person.transfers)
  const idsIn = (...kinds: string[]) => transfers.filter(({ state }) => kinds.includes(state.kind)).map(({ id }) => id)
  const comingIn = (...kinds: string[]) => coming.filter(({ state }) => kinds.includes(state.kind)).map(({ id }) => id)
  const pausable = idsIn('running', 'queued', 'waiting')
  const paused = idsIn('paused')
  const pausablePins = comingIn('running', 'queued', 'waiting')
  const pausedPins = comingIn('paused')
  // With nothing to send, the head is about what comes.
  const isSendingOver = summary.phase === 'idle' || summary.phase === 'done'
  const only = isSendingOver && coming.length > 0 ? summarizeComing(coming, kept.bytesPerSecond) : null
  return {
    jobs: running,
    cancelJob: (id: string) => void jobs.cancel(id).catch(() => undefined),
    groups,
    /** Pins and verified downloads that are not where they should be yet. */
    coming,
    /** What comes onto this device, when nothing is sent. */
    only,
    summary,
    secondsLeft: only
      ? only.secondsLeft
      : summary.secondsLeft === null || !bytesPerSecond
        ? summary.secondsLeft
        : Math.max(0, summary.secondsLeft - ahead / bytesPerSecond),
    totalBytes: only ? only.sizeBytes : summary.sizeBytes,
    sentBytes: only ? only.storedBytes : Math.min(summary.sizeBytes, summary.ackedBytes + ahead),
    share: only
      ? only.share
      : summary.sizeBytes === 0
        ? 0
        : Math.min(1, (summary.ackedBytes + ahead) / summary.sizeBytes),
    isEmpty: groups.length === 0 && running.length === 0 && coming.length === 0,
    isPersistent: snapshot.persistent,
    canPause: pausable.length + pausablePins.length > 0,
    canResume: paused.length + pausedPins.length > 0,
    pauseAll: () => {
      send?.({ kind: 'pause', ids: pausable })
      pins?.send({ kind: 'pause', ids: pausablePins })
    },
    resumeAll: () => {
      send?.({ kind: 'resume', ids: paused })
      pins?.send({ kind: 'resume', ids: pausedPins })
    },
    clearDone: () => send?.({ kind: 'clear', ids: idsIn('done') }),
  }
}

export type TrayState = ReturnType<typeof useTray>
