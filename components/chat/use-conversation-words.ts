'use client'

import { useMemo } from 'react'
import { useLocale } from 'react-aria-components/I18nProvider'
import { useStrings } from '#components/strings/use-strings.ts'
import { useNow } from '#components/ui/use-now.ts'

/** Days and times as a conversation shows them, where its reader is. */
export function useConversationWords() {
  const { chat } = useStrings()
  const { locale } = useLocale()
  const today = new Date(useNow()).setHours(0, 0, 0, 0)
  return useMemo(() => {
    const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
    const thisYear = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
    const before = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })
    return {
      dayOf: (at: number) => new Date(at).toDateString(),
      time: (at: number) => time.format(at),
      day: (at: number) => {
        const day = new Date(at).setHours(0, 0, 0, 0)
        if (day === today) return chat.today
        // Noon of the day before: also when the clocks were changed in the night.
        if (day === new Date(today - 12 * 3_600_000).setHours(0, 0, 0, 0)) return chat.yesterday
        return (new Date(day).getFullYear() === new Date(today).getFullYear() ? thisYear : before).format(at)
      },
    }
  }, [chat, locale, today])
}
