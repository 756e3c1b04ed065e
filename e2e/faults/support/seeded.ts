/** The same numbers for the same seed: what failed once can be run again. */
export interface Dice {
  /** At least 0, below 1. */
  next(): number
  /** From `low` up to, not including, `high`. */
  between(low: number, high: number): number
  pick<T>(items: readonly T[]): T | undefined
  /** A key by its weight. */
  weighed<K extends string>(weights: Readonly<Record<K, number>>): K
}

/** mulberry32: short, and good enough to choose what a test does next. */
export function rollDice(seed: number): Dice {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low))
  return {
    next,
    between,
    pick: (items) => items[between(0, items.length)],
    weighed<K extends string>(weights: Readonly<Record<K, number>>): K {
      const keys = Object.keys(weights) as K[] // its own keys
      const total = keys.reduce((sum, key) => sum + weights[key], 0)
      let left = next() * total
      const found = keys.find((key) => {
        left -= weights[key]
        return left < 0
      })
      if (found === undefined) throw new RangeError('nothing has a weight')
      return found
    },
  }
}
