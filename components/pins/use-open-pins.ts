'use client'

import { useEffect, useState } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { useApi } from '#components/shell/api-context.ts'
import { codeOf } from '#components/strings/errors.ts'
import { useAllowances } from '#components/uploads/allowances-context.ts'
import { whenIdle } from '#lib/browser/app-worker/when-idle.ts'
import { storeNameOf } from '#lib/browser/db/store-name.ts'
import type { Pins } from '#lib/browser/pins/pins.ts'
import { isLeaving } from '#lib/browser/sign-out/leaving.ts'
import { pinCapability } from './pin-capability.ts'
import type { PinsOfPerson } from './pins-context.ts'

/**
 * Opens the pins of whoever is here, once the page is at rest. Out of reach of the vault they are those of the person
 * who was here last; when the vault says that nobody is here any more, nothing is shown and nothing answered.
 */
export function useOpenPins(): PinsOfPerson {
  const api = useApi()
  const allowances = useAllowances()
  const session = useSession()
  const principal = session.data?.principal
  const [opened, setOpened] = useState<PinsOfPerson>({ pins: null, can: null })
  const [owner, setOwner] = useState<string | null>(null)

  const told = principal === undefined ? undefined : principal.kind === 'nobody' ? null : storeNameOf(principal)
  const isAway = told === undefined && codeOf(session.error) === 'unavailable'
  useEffect(() => {
    if (told === undefined && !isAway) return
    if (pinCapability() !== 'yes') {
      setOpened({ pins: null, can: pinCapability() })
      return
    }
    let isOver = false
    const settle = async () => {
      const { readCurrentPerson, writeCurrentPerson } = await import('#lib/browser/db/current-person.ts')
      if (told === undefined) return readCurrentPerson()
      await writeCurrentPerson(told)
      return told
    }
    // Where the browser keeps nothing there is nobody to remember, and nothing to show.
    void settle()
      .catch(() => null)
      .then((name) => {
        if (!isOver) setOwner(name)
      })
    return () => {
      isOver = true
    }
  }, [told, isAway])

  useEffect(() => {
    if (owner === null) return
    let pins: Pins | null = null
    let isOver = false
    const open = async () => {
      const { openPins } = await import('#lib/browser/pins/open-pins.ts')
      const onOutdated = () => {
        if (!isLeaving()) window.location.reload()
      }
      const found = await openPins({ api, name: owner, allowances, onOutdated })
      if (isOver) return found.close()
      pins = found
      setOpened({ pins, can: 'yes' })
    }
    const callOff = whenIdle(window, () => {
      // A private window refuses: there nothing can be kept.
      void open().catch(() => setOpened({ pins: null, can: 'unsupported' }))
    })
    return () => {
      isOver = true
      callOff()
      setOpened({ pins: null, can: null })
      pins?.close()
    }
  }, [api, owner, allowances])
  return opened
}
