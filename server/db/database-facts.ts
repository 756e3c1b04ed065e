/** What a look at a database from outside tells. */
export type DatabaseFacts =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly why: string }
  | {
      readonly kind: 'sound'
      readonly schema: number
      /** The newest one this program knows. */
      readonly knownSchema: number
      readonly entries: number
      /** When the newest thing in the audit happened, ms; 0 when there is none. */
      readonly newestAt: number
    }
