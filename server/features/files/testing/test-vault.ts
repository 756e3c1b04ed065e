import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AccountId, PlaceId } from '#lib/core/ids/ids.ts'
import { chunkSizeFor } from '#lib/core/manifest/manifest.ts'
import { type Bus, createBus } from '#server/bus.ts'
import { newId, systemClock } from '#server/clock.ts'
import { openTestDatabase, type TestDatabase } from '#server/db/testing/open-test-database.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import type { Owner } from '../entries/owner.ts'
import { createFileParts, type FileParts, type FilePartsDeps } from '../file-parts.ts'
import type { PublishInput, PublishResult } from '../publisher.service.ts'

/** A real database and a real folder with one room, and the parts of this feature on them. */
export interface TestVault extends FileParts {
  test: TestDatabase
  db: TestDatabase['db']
  bus: Bus
  place: PlaceId
  /** The folder of the room. */
  root: string
  errors: unknown[]
  rootOf: FilePartsDeps['rootOf']
  addPlace(slug: string): Promise<{ place: PlaceId; root: string }>
  /** A staged file and everything a publication of it needs. */
  staged(name: string, content: string | Uint8Array, more?: Partial<PublishInput>): Promise<PublishInput>
  put(name: string, content: string | Uint8Array, more?: Partial<PublishInput>): Promise<PublishResult>
  /** Everything below the room's folder that people see, sorted, folders with a slash. */
  tree(): Promise<string[]>
  /** Paths of live entries, sorted, folders with a slash. */
  listed(): Promise<string[]>
  read(...path: string[]): Promise<string>
  /** The same disk and database, with nothing remembered: what a restart finds. */
  restarted(more?: Partial<FilePartsDeps>): FileParts
  remove(): Promise<void>
}

export const ANNA: Owner = { kind: 'account', accountId: 'anna' as AccountId }

/** @param dataFolder of a vault that was open before; its first place is the place */
export async function openTestVault(more: Partial<FilePartsDeps> = {}, dataFolder?: string): Promise<TestVault> {
  const test = await openTestDatabase(dataFolder === undefined ? {} : { dataFolder })
  const { db } = test
  const rooms = join(test.dataFolder, 'rooms')
  const roots = new Map<PlaceId, string>()
  const errors: unknown[] = []
  const bus = createBus((error) => errors.push(error))

  const addPlace = async (slug: string) => {
    const place = newId<PlaceId>(systemClock)
    const root = join(rooms, slug)
    await mkdir(root, { recursive: true })
    roots.set(place, root)
    requireCommitted(await db.commit([placeRow(db, place, slug)]))
    return { place, root }
  }
  const deps: FilePartsDeps = {
    db,
    bus,
    clock: systemClock,
    umask: 0o022,
    onError: (error) => errors.push(error),
    rootOf: async (place) => roots.get(place) ?? '',
    ...more,
  }
  const parts = createFileParts(deps)
  const [known] = await db.read(db.build.selectFrom('places').select(['id', 'folder']).orderBy('created_at'))
  if (known) roots.set(known.id, join(rooms, known.folder))
  const { place, root } = known ? { place: known.id, root: join(rooms, known.folder) } : await addPlace('family')

  const staged = async (name: string, content: string | Uint8Array, wish: Partial<PublishInput> = {}) => {
    const bytes = Buffer.from(content)
    const placeId = wish.placeId ?? place
    const folder = await parts.publisher.stagingFolder(placeId, wish.folder ?? [])
    const publicationId = wish.publicationId ?? randomUUID()
    const stagedPath = join(folder, publicationId)
    const file = await open(stagedPath, 'w')
    await file.writeFile(bytes)
    await file.datasync()
    await file.close()
    const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest())
    return {
      publicationId,
      placeId,
      folder: [],
      name,
      stagedPath,
      conflict: 'keep' as const,
      owner: ANNA,
      sizeBytes: bytes.length,
      mime: null,
      lastModifiedMs: null,
      sha256,
      manifest: bytes.length === 0 ? new Uint8Array() : sha256,
      chunkSizeBytes: chunkSizeFor(bytes.length),
      steps: () => [],
      ...wish,
    }
  }
  return {
    ...parts,
    test,
    db,
    bus,
    place,
    root,
    errors,
    rootOf: deps.rootOf,
    addPlace,
    staged,
    put: async (name, content, wish) => parts.publisher.publish(await staged(name, content, wish)),
    tree: () => treeOf(root),
    listed: () => listedIn(test, place),
    read: (...path) => readFile(join(root, ...path), 'utf8'),
    restarted: (again = {}) => createFileParts({ ...deps, ...again }),
    remove: () => test.remove(),
  }
}

async function treeOf(root: string): Promise<string[]> {
  const names = await readdir(root, { recursive: true })
  const seen = names.filter((name) => !name.split('/').includes('.hearth'))
  const shown = await Promise.all(
    seen.map(async (name) => ((await stat(join(root, name))).isDirectory() ? `${name}/` : name)),
  )
  return shown.sort()
}

async function listedIn({ db }: TestDatabase, place: PlaceId): Promise<string[]> {
  const rows = await db.read(
    db.build
      .selectFrom('entries')
      .select(['id', 'parent_id', 'kind', 'name'])
      .where('place_id', '=', place)
      .where('state', '=', 'live'),
  )
  const byId = new Map<string, (typeof rows)[number]>(rows.map((row) => [row.id, row]))
  const pathOf = (row: (typeof rows)[number]): string | null => {
    if (row.parent_id === null) return row.name
    const parent = byId.get(row.parent_id)
    const above = parent ? pathOf(parent) : null
    return above === null ? null : `${above}/${row.name}`
  }
  return rows
    .flatMap((row) => {
      const path = pathOf(row)
      return path === null ? [] : [row.kind === 'folder' ? `${path}/` : path]
    })
    .sort()
}

function placeRow(db: TestDatabase['db'], id: PlaceId, slug: string) {
  return db.build.insertInto('places').values({
    id,
    kind: 'room',
    slug,
    name: slug,
    name_key: slug,
    folder: slug,
    access: 'accounts',
    guest_role: 'editor',
    password_hash: null,
    owner_id: null,
    glaze: 'clay',
    icon: null,
    quota_bytes: null,
    guest_quota_bytes: null,
    created_at: Date.now(),
    deleted_at: null,
  })
}
