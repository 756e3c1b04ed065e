'use client'

import { useEffect } from 'react'
import { whenIdle } from '#lib/browser/app-worker/when-idle.ts'
import { personToForget } from '#lib/browser/sign-out/to-forget.ts'
import { personNameOf } from '#lib/core/ids/person-name.ts'
import { useSession } from './use-session.ts'

/** Goes on with a sign-out that was cut off: a browser that was closed midway, a tab that would not let go. */
export function useFinishForgetting(): void {
  const principal = useSession().data?.principal
  const personName = principal && personNameOf(principal)
  useEffect(() => {
    if (personName === undefined || personToForget(() => window.localStorage) === null) return
    return whenIdle(window, () => {
      void import('#lib/browser/sign-out/forget-person.ts')
        .then(({ finishForgetting, keepersOf }) => finishForgetting(personName, keepersOf(window)))
        .catch(() => undefined)
    })
  }, [personName])
}
