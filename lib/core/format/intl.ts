/**
 * The formatters of the platform, made once for each locale and choice: making one takes a hundred times as long as
 * using it, and a list uses several in each row.
 */
export const numberFormat = keep((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options))

export const relativeTimeFormat = keep(
  (locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
)

const dateTimeFormats = keep(
  (locale, { offset: _, ...options }: Intl.DateTimeFormatOptions & { offset: number }) =>
    new Intl.DateTimeFormat(locale, options),
)

/** @param ms what it is for: without a `timeZone` a device that travels gets another one */
export function dateTimeFormat(locale: string, options: Intl.DateTimeFormatOptions, ms: number): Intl.DateTimeFormat {
  const offset = options.timeZone === undefined ? new Date(ms).getTimezoneOffset() : 0
  return dateTimeFormats(locale, { ...options, offset })
}

const rules = keep((locale, _: object) => new Intl.PluralRules(locale))
const hours = keep((locale, _: object) => new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions())

export function pluralRules(locale: string): Intl.PluralRules {
  return rules(locale, {})
}

/** Whether the day has twice twelve hours where this is spoken. */
export function hasTwelveHours(locale: string): boolean {
  return hours(locale, {}).hour12 ?? false
}

function keep<Options, Format>(make: (locale: string, options: Options) => Format) {
  const made = new Map<string, Format>()
  return (locale: string, options: Options): Format => {
    const key = `${locale} ${JSON.stringify(options)}`
    let format = made.get(key)
    if (format === undefined) {
      format = make(locale, options)
      made.set(key, format)
    }
    return format
  }
}
