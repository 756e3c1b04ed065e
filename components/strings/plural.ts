import { numberFormat, pluralRules } from '#lib/core/format/intl.ts'

export type PluralForms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

/**
 * Chooses the form of a number by the rules of a language and puts the number where `#` stands:
 * `plural('en', 3, { one: '# entry', other: '# entries' })` is "3 entries".
 */
export function plural(language: string, count: number, forms: PluralForms, numbers?: Intl.NumberFormat): string {
  const form = forms[pluralRules(language).select(count)] ?? forms.other
  return form.replace('#', (numbers ?? numberFormat(language, {})).format(count))
}
