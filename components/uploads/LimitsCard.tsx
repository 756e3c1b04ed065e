'use client'

import { useState, useSyncExternalStore } from 'react'
import { usePrefs } from '#components/files/page/use-prefs.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Card } from '#components/ui/Card.tsx'
import { Section } from '#components/ui/Section.tsx'
import { Select } from '#components/ui/Select.tsx'
import { Switch } from '#components/ui/Switch.tsx'
import { isOnMobileNetwork, watchNetworkKind } from '#lib/browser/engine/network-kind.ts'
import { hasBackgroundSync } from '#lib/browser/transfers/background-sync.ts'

const NONE = 'none'
/** Bytes per second: from what leaves room on a poor line to what leaves room in a good Wi-Fi. */
const SPEEDS = [250_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 25_000_000]

const never = () => () => {}
const watch = (changed: () => void) => watchNetworkKind(navigator, changed)

/** How much of the network the uploads of this device take; kept here, for each person. */
export function LimitsCard() {
  const { limits } = useStrings().transfers
  const { prefs, change } = usePrefs()
  const isMobile = useSyncExternalStore(
    watch,
    () => isOnMobileNetwork(navigator),
    () => null,
  )
  const bytesPerSecond = prefs?.bytesPerSecond ?? null
  return (
    <Section title={limits.title}>
      <Card>
        <div className="flex flex-col gap-4">
          <Select
            label={limits.speed}
            help={limits.speedHelp}
            value={bytesPerSecond === null ? NONE : String(bytesPerSecond)}
            onChange={(id) => change({ bytesPerSecond: id === NONE ? null : Number(id) })}
            options={[
              { id: NONE, label: limits.none },
              ...SPEEDS.map((speed) => ({ id: String(speed), label: limits.perSecond(speed) })),
            ]}
            className="max-w-form"
          />
          <TellSwitch />
          {isMobile === null ? null : (
            <Switch
              isSelected={prefs?.onlyOnWifi ?? false}
              onChange={(onlyOnWifi) => change({ onlyOnWifi })}
              help={limits.onlyOnWifiHelp}
            >
              {limits.onlyOnWifi}
            </Switch>
          )}
        </div>
      </Card>
    </Section>
  )
}

/** Asks for the browser's permission only when somebody wants to be told. */
function TellSwitch() {
  const { limits } = useStrings().transfers
  const { prefs, change } = usePrefs()
  const [isRefused, setRefused] = useState(false)
  const canTell = useSyncExternalStore(
    never,
    () => hasBackgroundSync(window) && 'Notification' in window,
    () => false,
  )
  if (!canTell) return null
  const tell = async (wanted: boolean) => {
    const isAllowed = wanted && (await Notification.requestPermission()) === 'granted'
    setRefused(wanted && !isAllowed)
    change({ tells: isAllowed })
  }
  return (
    <Switch
      isSelected={prefs?.tells ?? false}
      onChange={(wanted) => void tell(wanted)}
      help={isRefused ? limits.tellRefused : limits.tellHelp}
    >
      {limits.tell}
    </Switch>
  )
}
