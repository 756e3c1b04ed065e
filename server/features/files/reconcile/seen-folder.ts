import type { EntryFacts } from '../entries/entry-facts.ts'
import type { FolderFacts } from '../entries/entry-lookups.ts'
import type { Found } from './look.ts'
import type { Plan } from './plan-reconcile.ts'

/** What is seen at one moment, and what follows from it. */
export interface SeenFolder {
  folder: FolderFacts
  found: Found[]
  plan: Plan
  /** Of what is to be added: the entries that it is. */
  moved: Map<Found, EntryFacts>
}
