/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number]

/** @throws RangeError when it is not #rrggbb */
export function parseHex(hex: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  if (!match) throw new RangeError(`not a colour: ${hex}`)
  const [, r = '', g = '', b = ''] = match
  return [Number.parseInt(r, 16), Number.parseInt(g, 16), Number.parseInt(b, 16)]
}

/** What `color-mix(in srgb, color share, ground)` paints. */
export function mix(color: Rgb, ground: Rgb, share: number): Rgb {
  const channel = (at: 0 | 1 | 2) => color[at] * share + ground[at] * (1 - share)
  return [channel(0), channel(1), channel(2)]
}

/** WCAG 2.2, contrast ratio: 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

/** WCAG 2.2, relative luminance: 0 to 1. */
function luminance([r, g, b]: Rgb): number {
  const linear = (channel: number) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}
