import { sleep } from '../sleep.ts'
import { Allowance } from './allowance.ts'

/** What each person is allowed on this device: uploads and pins of one page look into the same drawer. */
export type Allowances = Map<string, Allowance>

/** @param name of the person's store */
export function allowanceOf(allowances: Allowances, name: string): Allowance {
  const known = allowances.get(name)
  if (known) return known
  const made = new Allowance({ now: () => performance.now(), sleep })
  allowances.set(name, made)
  return made
}
