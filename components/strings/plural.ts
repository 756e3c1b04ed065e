export type PluralForms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

/**
 * Chooses the form of a number by the rules of a language and puts the number where `#` stands:
 * `plural('en', 3, { one: '# entry', other: '# entries' })` is "3 entries".
 */
export function plural(language: string, count: number, forms: PluralForms, numbers?: Intl.NumberFormat): string {
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other
  return form.replace('#', (numbers ?? new Intl.NumberFormat(language)).format(count))
}
