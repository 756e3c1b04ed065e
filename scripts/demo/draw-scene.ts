import { crc32, deflateSync } from 'node:zlib'

export interface Scene {
  readonly name: string
  /** `#rrggbb` */
  readonly sky: string
  readonly ground: string
  readonly hill: string
}

/** Landscapes of a holiday, in the order of their names. */
export const SCENES: readonly Scene[] = [
  { name: 'First night.png', sky: '#0e1f3a', ground: '#27436b', hill: '#0a1526' },
  { name: 'Garden.png', sky: '#cfe8c5', ground: '#7fae6a', hill: '#3f6b3a' },
  { name: 'Harbour at noon.png', sky: '#a9dbe6', ground: '#e8c07d', hill: '#a8503a' },
  { name: 'Last evening.png', sky: '#5a2d63', ground: '#f2a65a', hill: '#2b1b3d' },
  { name: 'Low tide.png', sky: '#9fd0ea', ground: '#f3dfae', hill: '#2f7f93' },
  { name: 'On the cliffs.png', sky: '#f6d7b0', ground: '#c98b74', hill: '#7c5563' },
]

const SUN = '#fff3cf'

/** A sun over a hill over a ground. @returns a PNG of the given size in pixels */
export function drawScene(scene: Scene, width = 800, height = 600): Buffer {
  const [sky, ground, hill, sun] = [scene.sky, scene.ground, scene.hill, SUN].map(toRgb)
  const rows = Buffer.alloc(height * (1 + width * 3))
  const radius = width * 0.08
  for (let y = 0, at = 0; y < height; y++) {
    rows[at++] = 0 // each row unfiltered
    for (let x = 0; x < width; x++) {
      const hillTop = height * (0.58 + 0.08 * Math.sin((x / width) * 6 + 1))
      const groundTop = height * (0.76 + 0.05 * Math.sin((x / width) * 5 + 3.4))
      const isSun = Math.hypot(x - width * 0.72, y - height * 0.32) < radius
      const color = y > groundTop ? ground : y > hillTop ? hill : isSun ? sun : sky
      for (const part of color ?? [0, 0, 0]) rows[at++] = part
    }
  }
  return png(rows, width, height)
}

/** PNG, 8 bits of red, green and blue: https://www.w3.org/TR/png-3/ */
function png(rows: Buffer, width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

const toRgb = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
