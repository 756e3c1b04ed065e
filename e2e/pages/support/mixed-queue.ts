import { expect, type Page } from '@playwright/test'
import type { Api } from '#lib/api/client.ts'
import { addFiles } from '../../support/add-files.ts'
import type { Sample, Samples } from '../../support/sample-files.ts'
import type { VaultProcess } from '../../support/vault-process.ts'
import { type Device, readDevice } from './device.ts'
import { chooseInMenu } from './pin-menu.ts'
import { listOf, openRoom, putFile } from './room.ts'

/** How many bytes the files have, by how they move. */
export interface QueueSizes {
  /** Chosen in an input: copied on the device until they are sent. */
  uploads: readonly number[]
  /** Chosen with a handle: read from where they lie. */
  handles: readonly number[]
  /** Kept offline, as one folder. */
  pins: readonly number[]
  /** Verified downloads through the room of the browser. */
  downloads: readonly number[]
  /** Verified downloads into a file that was chosen. */
  saves: readonly number[]
}

export type QueueKind = keyof QueueSizes

export interface QueuedFile extends Sample {
  readonly name: string
  readonly kind: QueueKind
}

export interface MixedQueue {
  readonly files: readonly QueuedFile[]
  readonly api: Api
  /** What the browser saved by itself, by name: a SHA-256 for each time. */
  readonly saved: Map<string, string[]>
}

const PINNED_FOLDER = 'Kept'
const KINDS: readonly QueueKind[] = ['uploads', 'handles', 'pins', 'downloads', 'saves']

/** Writes the files, and puts into the vault what will come from it. */
export async function prepareQueue(
  vault: VaultProcess,
  { api, samples, sizes }: { api: Api; samples: Samples; sizes: QueueSizes },
): Promise<MixedQueue> {
  const files: QueuedFile[] = []
  for (const kind of KINDS) {
    for (const [at, sizeBytes] of sizes[kind].entries()) {
      const name = `${kind}-${String(at).padStart(2, '0')}.bin`
      files.push({ ...(await samples.write(name, sizeBytes)), name, kind })
    }
  }
  for (const { kind, name, bytes } of files) {
    if (kind === 'uploads' || kind === 'handles') continue
    const path = kind === 'pins' ? `${PINNED_FOLDER}/${name}` : name
    await putFile(vault, { place: 'main', path, bytes: new Uint8Array(bytes) })
  }
  const queue = { files, api, saved: new Map() }
  await expect.poll(() => unequalInVault(queue, ['pins', 'downloads', 'saves']), { timeout: 60_000 }).toEqual([])
  return queue
}

/** The dialogs of the system, which nobody can answer here; what they give lies in the origin private file system. */
export function answerDialogs(): void {
  const folderOf = async (name: string) =>
    (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true })
  Object.assign(window, {
    showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) => {
      // As in a browser that has none: then the room of the browser is the way.
      if (!suggestedName.startsWith('saves')) throw new TypeError('no dialog')
      return (await folderOf('saved')).getFileHandle(suggestedName, { create: true })
    },
    showOpenFilePicker: async () => {
      const handles: FileSystemFileHandle[] = []
      for await (const item of (await folderOf('chosen')).values()) handles.push(item as FileSystemFileHandle)
      return handles
    },
  })
}

/** Everything goes into the queue, as a person would put it there. Resolves when the device needs no original any more. */
export async function enqueue(page: Page, vault: VaultProcess, queue: MixedQueue): Promise<void> {
  const of = (...kinds: QueueKind[]) => queue.files.filter(({ kind }) => kinds.includes(kind))
  await openRoom(page, vault)
  if (of('handles').length > 0) {
    await layOut(
      page,
      of('handles').map(({ path }) => path),
    )
    await page.getByRole('button', { name: 'Add', exact: true }).first().click()
    await page.getByRole('menuitem', { name: 'Files', exact: true }).click()
    await expect
      .poll(async () => (await readDevice(page, false)).transfers.length, { timeout: 60_000 })
      .toBe(of('handles').length)
  }
  await addFiles(
    page,
    of('uploads').map(({ path }) => path),
  )
  if (of('pins').length > 0) await chooseInMenu(page, PINNED_FOLDER, 'Keep offline')
  for (const { name } of of('downloads', 'saves')) await chooseInMenu(page, name, 'Download and verify')
  await expect
    .poll(
      async () => {
        const { transfers, pins, files } = await readDevice(page, false)
        const open = transfers.filter(({ state, filename }) => state !== 'done' && filename.startsWith('uploads'))
        const uncopied = open.filter(({ id }) => !Object.keys(files).some((path) => path.endsWith(`/sources/${id}`)))
        return { transfers: transfers.length, pins: pins.length, uncopied: uncopied.length }
      },
      { timeout: 60_000 },
    )
    .toEqual({
      transfers: of('uploads', 'handles').length,
      pins: of('pins', 'downloads', 'saves').length,
      uncopied: 0,
    })
}

/** Files of this machine, as files that a person could choose. */
async function layOut(page: Page, paths: string[]): Promise<void> {
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true, id: 'originals' })
    document.body.append(input)
  })
  await page.locator('#originals').setInputFiles(paths)
  await page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>('#originals')
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('chosen', { create: true })
    for (const file of input?.files ?? []) {
      const writable = await (await folder.getFileHandle(file.name, { create: true })).createWritable()
      await file.stream().pipeTo(writable)
    }
    input?.remove()
  })
}

export function isSettled({ transfers, pins }: Device): boolean {
  return [...transfers, ...pins].every(({ state }) => state === 'done')
}

/** What is wrong with the copies that the device keeps while they are sent. */
export function wrongCopies({ transfers, files }: Device, queue: MixedQueue): string[] {
  return transfers.flatMap(({ id, filename }) => {
    const copy = Object.entries(files).find(([path]) => path.endsWith(`/sources/${id}`))?.[1]
    const original = queue.files.find(({ name }) => name === filename)?.sha256
    return copy === undefined || copy === original ? [] : [`the copy of ${filename} is another file`]
  })
}

/** Names whose content in the vault is not the original. */
export async function unequalInVault({ api, files }: MixedQueue, kinds = KINDS): Promise<string[]> {
  const [root, kept] = await Promise.all([listOf(api, 'main'), listOf(api, 'main', PINNED_FOLDER).catch(() => [])])
  const hashes = new Map([...root, ...kept].map(({ name, sha256 }) => [name, sha256]))
  return files.flatMap(({ name, kind, sha256 }) =>
    kinds.includes(kind) && hashes.get(name) !== sha256 ? [`${name} in the vault is not the original`] : [],
  )
}

/** Everything that is not as it has to be once all is over. Empty when every promise was kept. */
export async function findBroken(device: Device, queue: MixedQueue): Promise<string[]> {
  const { files, api, saved } = queue
  const root = (await listOf(api, 'main')).filter(({ kind }) => kind === 'file').map(({ name }) => name)
  const inRoot = new Set(files.filter(({ kind }) => kind !== 'pins').map(({ name }) => name))
  const broken = await unequalInVault(queue)
  broken.push(...root.filter((name) => !inRoot.has(name)).map((name) => `${name} is there, and nobody added it`))
  for (const { filename, state, compared, code } of device.transfers) {
    if (state !== 'done') broken.push(`${filename} is ${state} ${code}`)
    else if (!compared) broken.push(`${filename} was not compared chunk by chunk`)
  }
  for (const { name, state, code } of device.pins) if (state !== 'done') broken.push(`${name} is ${state} ${code}`)
  for (const path of Object.keys(device.files)) {
    if (path.includes('/sources/')) broken.push(`${path} was left on the device`)
  }
  const pinHashes = Object.entries(device.files).flatMap(([path, hash]) => (path.includes('/pins/') ? [hash] : []))
  for (const { name, kind, sha256 } of files) {
    if (kind === 'pins' && pinHashes.filter((hash) => hash === sha256).length !== 1)
      broken.push(`${name} is not kept as it is in the vault`)
    if (kind === 'saves' && device.files[`saved/${name}`] !== sha256) broken.push(`${name} was saved as another file`)
    if (kind === 'handles' && device.files[`chosen/${name}`] !== sha256)
      broken.push(`${name} was changed on the device`)
    if (kind === 'downloads' && saved.get(name)?.join() !== sha256)
      broken.push(`${name} was saved as [${saved.get(name)?.join() ?? ''}]`)
  }
  return broken
}
