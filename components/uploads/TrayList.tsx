'use client'

import { lazy, Suspense, useRef, useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { BatchRow } from './BatchRow.tsx'
import { JobRow } from './JobRow.tsx'
import { TransferRow } from './TransferRow.tsx'
import type { TrayState } from './use-tray.ts'

const TrayPins = lazy(() => import('#components/pins/TrayPins.tsx').then((file) => ({ default: file.TrayPins })))

/** The rows of the tray, by what they need. */
export function TrayList({ tray, isCompact }: { tray: TrayState; isCompact: boolean }) {
  const { transfers } = useStrings()
  const groups = useHeldStill(tray.groups)
  return (
    <div {...groups.hold} className="flex flex-col">
      {tray.jobs.length === 0 ? null : (
        <section aria-label={transfers.jobs}>
          <h3 className="pt-3 pb-1 text-label font-normal text-ink2">{transfers.jobs}</h3>
          {tray.jobs.map((job) => (
            <JobRow key={job.job.id} running={job} onStop={() => tray.cancelJob(job.job.id)} />
          ))}
        </section>
      )}
      {tray.coming.length === 0 ? null : (
        <Suspense>
          <TrayPins pins={tray.coming} isCompact={isCompact} />
        </Suspense>
      )}
      {groups.value.map(({ section, rows }) => (
        <section key={section} aria-label={transfers.sections[section]}>
          <div className="flex min-h-9 items-center justify-between pt-1.5">
            <h3 className="text-label font-normal text-ink2">{transfers.sections[section]}</h3>
            {section === 'done' ? (
              <Button tone="text" size="bar" onPress={tray.clearDone} className="-mr-3">
                {transfers.clear}
              </Button>
            ) : null}
          </div>
          <ul className={isCompact ? '' : 'flex flex-col gap-1'}>
            {rows.map((row) => (
              <li key={row.id}>
                {row.kind === 'one' ? (
                  <TransferRow transferId={row.transfer.id} isCompact={isCompact} />
                ) : (
                  <BatchRow transfers={row.transfers} section={section} isCompact={isCompact} />
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** Rows never move while a finger is down: what is pressed is what was seen. */
function useHeldStill<T>(value: T) {
  const [isHeld, setHeld] = useState(false)
  const shown = useRef(value)
  if (!isHeld) shown.current = value
  const release = () => setHeld(false)
  return {
    value: shown.current,
    hold: {
      onPointerDown: () => setHeld(true),
      onPointerUp: release,
      onPointerCancel: release,
      onPointerLeave: release,
    },
  }
}
