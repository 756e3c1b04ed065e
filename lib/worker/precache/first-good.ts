import { isAwayAnswer } from '#lib/browser/reach/is-away-answer.ts'

/**
 * The answer of the network, unless it fails, says that the vault is away, or takes longer than `patienceMs`: then what
 * is kept. Without anything kept, the network has as long as it needs.
 */
export async function firstGood(
  ask: () => Promise<Response>,
  kept: () => Promise<Response | undefined>,
  patienceMs: number,
): Promise<Response> {
  const asked = ask()
  const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), patienceMs))
  const first = await Promise.race([asked.catch(() => null), late])
  if (first instanceof Response && !isAwayAnswer(first)) return first
  return (await kept()) ?? asked
}
