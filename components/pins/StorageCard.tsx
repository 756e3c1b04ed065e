'use client'

import { CircleAlert, ShieldCheck } from 'lucide-react'
import { useFormat } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Card } from '#components/ui/Card.tsx'
import { StateLine } from '#components/ui/StateLine.tsx'
import type { StoredPin } from '#lib/browser/db/stored-pins.ts'
import { deviceBytesOf, sumPins } from '#lib/core/pins/pin-summary.ts'
import { usePinsStrings } from './use-pins-strings.ts'
import { useStorageFigures } from './use-storage-figures.ts'

const KINDS = [
  { kind: 'film', glaze: 'plum' },
  { kind: 'photo', glaze: 'lake' },
  { kind: 'sound', glaze: 'rose' },
  { kind: 'other', glaze: 'stone' },
] as const

/** What pins take of the room that the browser gives, and whether it will stay. */
export function StorageCard({ pins }: { pins: readonly StoredPin[] }) {
  const words = usePinsStrings()
  const format = useFormat()
  const { deviceBytes } = sumPins(pins)
  const { figures, ask } = useStorageFigures(deviceBytes)
  const isHere = (pin: StoredPin, kind: string) =>
    pin.kind === 'pin' && (KINDS.some((one) => one.kind === pin.entry.type) ? pin.entry.type : 'other') === kind
  const parts = KINDS.map(({ kind, glaze }) => ({
    kind,
    glaze,
    bytes: pins.filter((pin) => isHere(pin, kind)).reduce((sum, pin) => sum + deviceBytesOf(pin), 0),
  })).filter(({ bytes }) => bytes > 0)
  // What other things of the vault take in this browser is not free for pins.
  const free = Math.max(0, (figures?.quotaBytes ?? 0) - (figures?.usageBytes ?? 0))
  const total = figures?.quotaBytes ? deviceBytes + free : null
  const text = words.parts(parts.map(({ kind, bytes }) => [words.kinds[kind], format.bytes(bytes)]))
  return (
    <Card className="flex flex-col gap-3.5">
      <p className="flex items-baseline gap-1.5 text-body text-ink2 tabular">
        <span className="text-head text-ink">{format.bytes(deviceBytes)}</span>
        <span className="min-w-0 flex-1">{words.pinned}</span>
        {total === null ? null : <span className="shrink-0 text-label">{words.of(format.bytes(total))}</span>}
      </p>
      <div
        role="img"
        aria-label={text || words.pinned}
        className="flex h-2 gap-0.5 overflow-hidden rounded-pill bg-hair"
      >
        {parts.map(({ kind, glaze, bytes }) => (
          <span
            key={kind}
            data-glaze={glaze}
            className="h-full min-w-1 bg-(--glaze)"
            style={{ width: `${(bytes / Math.max(1, total ?? deviceBytes)) * 100}%` }}
          />
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 text-caption text-ink2">
        {parts.map(({ kind, glaze }) => (
          <span key={kind} className="inline-flex items-center gap-1.5">
            <span aria-hidden data-glaze={glaze} className="size-2.5 rounded-[4px] bg-(--glaze)" />
            {words.kinds[kind]}
          </span>
        ))}
        <span className="flex-1" />
        {figures === null ? null : figures.isPersisted ? (
          <StateLine icon={ShieldCheck} tone="green">
            {words.kept}
          </StateLine>
        ) : (
          <span className="inline-flex items-center gap-1">
            <StateLine icon={CircleAlert} tone="amber">
              {words.mayClear}
            </StateLine>
            <Button tone="text" size="bar" onPress={ask} className="-my-1.5 -mr-3">
              {words.askToKeep}
            </Button>
          </span>
        )}
      </div>
    </Card>
  )
}
