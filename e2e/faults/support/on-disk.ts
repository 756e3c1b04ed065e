import { createHash } from 'node:crypto'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoredFile } from '../model.ts'

export interface Shelf {
  readonly stored: readonly StoredFile[]
  /** Names in the folders of partials: `<place>/<name>`. */
  readonly partials: readonly string[]
}

const HIDDEN = '.hearth'
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Reads every file of the places, hidden ones included. */
export async function readShelf(roomsFolder: string, places: readonly string[]): Promise<Shelf> {
  const stored: StoredFile[] = []
  const partials: string[] = []
  const read = async (area: StoredFile['area'], path: string): Promise<void> => {
    const bytes = await readFile(join(roomsFolder, path))
    stored.push({ area, path, sizeBytes: bytes.length, sha256: hash(bytes) })
  }
  for (const place of places) {
    for (const path of await walk(roomsFolder, place)) await read('room', path)
    for (const area of ['trash', 'versions'] as const) {
      for (const path of await walk(roomsFolder, `${place}/${HIDDEN}/${area}`)) await read(area, path)
    }
    partials.push(
      ...(await walk(roomsFolder, `${place}/${HIDDEN}/partials`)).map(
        (path) => `${place}${path.slice(path.lastIndexOf('/'))}`,
      ),
    )
  }
  return { stored, partials }
}

/** Of the first bytes of a partial; null when it has fewer. */
export async function hashPrefix(
  roomsFolder: string,
  place: string,
  uploadId: string,
  sizeBytes: number,
): Promise<string | null> {
  if (sizeBytes === 0) return hash(new Uint8Array())
  const path = join(roomsFolder, place, HIDDEN, 'partials', `${uploadId}.part`)
  if (((await stat(path).catch(() => null))?.size ?? 0) < sizeBytes) return null
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(sizeBytes), 0, sizeBytes, 0)
    return hash(buffer)
  } finally {
    await file.close()
  }
}

async function walk(root: string, folder: string): Promise<string[]> {
  const items = await readdir(join(root, folder), { withFileTypes: true }).catch(() => [])
  const below = items
    .filter(({ name }) => name !== HIDDEN)
    .map((item) => {
      const path = `${folder}/${item.name}`
      return item.isDirectory() ? walk(root, path) : [path]
    })
  return (await Promise.all(below)).flat()
}
