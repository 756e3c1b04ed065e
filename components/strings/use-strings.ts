'use client'

import { createContext, useContext } from 'react'
import { createEnglish, type Strings } from './en.ts'
import { createFormatter, type Formatter } from './format.ts'

export interface Language {
  strings: Strings
  format: Formatter
}

/** @param locale of the browser: it forms numbers and dates; the sentences are English for now */
export function createLanguage(locale: string): Language {
  const format = createFormatter(known(locale))
  return { strings: createEnglish(format), format }
}

/** Some systems name a language that is none, such as `C`: nothing could be formed by it. */
function known(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en'
  } catch {
    return 'en'
  }
}

/** The pages are rendered to files in plain English; the browser then puts its own numbers and dates. */
export const LanguageContext = createContext<Language>(createLanguage('en'))

/** Every sentence a person reads. */
export function useStrings(): Strings {
  return useContext(LanguageContext).strings
}

/** Numbers, sizes and times in the language of the browser. */
export function useFormat(): Formatter {
  return useContext(LanguageContext).format
}
