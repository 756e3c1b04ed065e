import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { GLAZES } from './glazes.ts'
import { contrast, mix, parseHex, type Rgb } from './testing/contrast.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

/** The custom properties of one rule of tokens.css. */
function tokensOf(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`)
  const body = css.slice(start, css.indexOf('}', start))
  return new Map(Array.from(body.matchAll(/--([a-z0-9-]+):\s*([^;]+);/g), ([, name = '', value = '']) => [name, value]))
}

const GROUNDS = ['paper', 'surface', 'sunken', 'raised', 'select', 'hover']

/** The figures of the design: token, on what, least contrast in light, in dark. */
const PROMISES: [token: string, grounds: string[], light: number, dark: number][] = [
  ['ink', GROUNDS, 12.9, 12.4],
  ['ink2', GROUNDS, 6.4, 7.5],
  ['ink3', GROUNDS, 4.7, 5.0],
  ['ember-ink', GROUNDS, 5.3, 6.8],
  ['green', GROUNDS, 5.2, 7.6],
  ['amber', GROUNDS, 5.4, 8.1],
  ['red', GROUNDS, 5.9, 6.6],
  ['on-ember', ['ember'], 5.0, 7.0],
  ['ember-ink', ['ember-soft'], 5.2, 6.5],
  ['green', ['green-soft'], 5.2, 6.5],
  ['amber', ['amber-soft'], 5.2, 6.5],
  ['red', ['red-soft'], 5.2, 6.5],
  ['edge', ['surface'], 3.5, 4.0],
  ['ember', GROUNDS, 4.2, 5.6],
  ['ember', ['hair'], 3.8, 5.2],
  ['amber-fill', ['surface'], 2.5, 7.4],
  ['ember-reversed', ['ink'], 4.5, 4.5],
  ['paper', ['ink'], 4.5, 4.5],
]

describe.each([
  ['light', tokensOf(':root'), 0],
  ['dark', tokensOf('[data-theme="dark"]'), 1],
] as const)('%s', (_, tokens, side) => {
  const color = (name: string): Rgb => parseHex(tokens.get(name) ?? '')

  test.each(PROMISES)('%s on %j', (token, grounds, ...least) => {
    const worst = Math.min(...grounds.map((ground) => contrast(color(token), color(ground))))
    // The design states one decimal.
    expect(Math.round(worst * 10) / 10).toBeGreaterThanOrEqual(least[side] ?? 21)
  })

  test.each(GLAZES)('the glaze %s on its own tile', (glaze) => {
    const share = Number.parseFloat(tokens.get('glaze-mix') ?? '') / 100
    const tile = mix(color(glaze), color('surface'), share)
    expect(Math.round(contrast(color(glaze), tile) * 10) / 10).toBeGreaterThanOrEqual([4.8, 5.1][side] ?? 21)
  })
})

test('dark says every colour that light says', () => {
  expect([...tokensOf('[data-theme="dark"]').keys()]).toEqual([...tokensOf(':root').keys()])
})
