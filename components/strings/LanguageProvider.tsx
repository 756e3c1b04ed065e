'use client'

import { type ReactNode, useMemo, useSyncExternalStore } from 'react'
import { createLanguage, LanguageContext } from './use-strings.ts'

export function LanguageProvider({ children }: { children: ReactNode }) {
  const locale = useSyncExternalStore(
    subscribe,
    () => navigator.language,
    () => 'en',
  )
  const language = useMemo(() => createLanguage(locale), [locale])
  return <LanguageContext value={language}>{children}</LanguageContext>
}

function subscribe(changed: () => void) {
  window.addEventListener('languagechange', changed)
  return () => window.removeEventListener('languagechange', changed)
}
