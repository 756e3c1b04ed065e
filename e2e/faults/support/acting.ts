import { underOtherFolder } from '../model.ts'
import { ask, askJson, type Line, WrongAnswer } from './line.ts'
import { certainPath, mayBe, type Sent } from './sent.ts'

/** A folder of one person, and what it was trashed by. */
export interface Folder {
  readonly place: string
  /** Relative to the place. */
  path: string
  readonly entryId: string
  trashedBy: string | null
  /** An act on it is under way; its answer may have been lost. */
  isHeld: boolean
}

interface Job {
  readonly id: string
  readonly state: string
  readonly result: { changed: number; skipped: number; refused: number } | null
}

const split = (path: string): { place: string; path: string } => {
  const slash = path.indexOf('/')
  return { place: path.slice(0, slash), path: path.slice(slash + 1) }
}
const inFolder = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const JOB_PATIENCE_MS = 60_000

/** Runs a bulk action to its end. @param begun told the job as soon as it is known */
async function bulk(line: Line, place: string, body: object, begun?: (job: string) => void): Promise<void> {
  let job = await askJson<Job>(line, 202, 'POST', `/api/places/${place}/bulk`, body)
  begun?.(job.id)
  const deadline = performance.now() + JOB_PATIENCE_MS
  while ((job.state === 'queued' || job.state === 'running') && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    job = await askJson<Job>(line, 200, 'GET', `/api/jobs/${job.id}`)
  }
  if (job.state === 'done' && job.result?.changed === 1) return
  const isRefused = job.state === 'failed' || job.result?.changed === 0
  throw new WrongAnswer(`in ${place} ${JSON.stringify(body)} became ${JSON.stringify(job)}`, isRefused ? 500 : 0)
}

const only = (entryId: string | null) => ({ kind: 'ids', ids: [entryId] })

export async function renameFile(line: Line, sent: Sent, name: string): Promise<void> {
  const from = certainPath(sent)
  if (from === null) return
  const path = inFolder(from.slice(0, from.lastIndexOf('/')), name)
  mayBe(sent, { kind: 'listed', path })
  await askJson(line, 200, 'PATCH', `/api/files/${sent.entryId}`, { name })
  sent.spots = [{ kind: 'listed', path }]
}

export async function moveFile(line: Line, sent: Sent, to: { place: string; path: string }): Promise<void> {
  const from = certainPath(sent)
  if (from === null) return
  const path = `${to.place}/${inFolder(to.path, nameOf(from))}`
  if (path === from) return
  mayBe(sent, { kind: 'listed', path })
  try {
    await bulk(line, split(from).place, { action: 'move', selector: only(sent.entryId), to })
  } catch (error) {
    if (!(error instanceof WrongAnswer)) throw error
    const now = await ask(line, [200, 404, 410], 'GET', `/api/files/${sent.entryId}`)
    throw new WrongAnswer(`${sent.key} at ${from}: ${error.message}; it is ${now.body}`, error.status)
  }
  sent.spots = [{ kind: 'listed', path }]
}

export async function trashFile(line: Line, sent: Sent): Promise<void> {
  const from = certainPath(sent)
  if (from === null) return
  const { place } = split(from)
  mayBe(sent, { kind: 'trash' })
  await bulk(line, place, { action: 'trash', selector: only(sent.entryId) }, (job) => {
    sent.trashedBy = { job, place }
  })
  sent.spots = [{ kind: 'trash' }]
}

export async function restoreFile(line: Line, sent: Sent, slugOf: (placeId: string) => string): Promise<void> {
  const { trashedBy } = sent
  if (trashedBy === null) return
  mayBe(sent, { kind: 'listed', path: null })
  await bulk(line, trashedBy.place, { action: 'restore', selector: { kind: 'job', job: trashedBy.job } })
  sent.trashedBy = null
  await findAgain(line, [sent], slugOf)
}

export async function renameFolder(line: Line, folder: Folder, files: readonly Sent[], name: string): Promise<void> {
  const from = `${folder.place}/${folder.path}`
  const to = { kind: 'listed', path: `${folder.place}/${name}` } as const
  const moved = files.map((file) => underOtherFolder(file.spots, from, to))
  for (const [index, file] of files.entries()) file.spots = [...file.spots, ...(moved[index] ?? [])]
  await askJson(line, 200, 'PATCH', `/api/files/${folder.entryId}`, { name })
  folder.path = name
  for (const [index, file] of files.entries()) file.spots = moved[index] ?? []
}

/** @param files those in it, none of them in doubt */
export async function trashFolder(line: Line, folder: Folder, files: readonly Sent[]): Promise<void> {
  for (const file of files) mayBe(file, { kind: 'trash' })
  await bulk(line, folder.place, { action: 'trash', selector: only(folder.entryId) }, (job) => {
    folder.trashedBy = job
  })
  for (const file of files) {
    file.spots = [{ kind: 'trash' }]
    file.trashedIn = folder.entryId
  }
}

/** @param files those that were trashed in it */
export async function restoreFolder(
  line: Line,
  folder: Folder,
  files: readonly Sent[],
  slugOf: (placeId: string) => string,
): Promise<void> {
  for (const file of files) mayBe(file, { kind: 'listed', path: null })
  await bulk(line, folder.place, { action: 'restore', selector: { kind: 'job', job: folder.trashedBy } })
  folder.trashedBy = null
  for (const file of files) file.trashedIn = null
  folder.path = (await askJson<{ path: string }>(line, 200, 'GET', `/api/files/${folder.entryId}`)).path
  await findAgain(line, files, slugOf)
}

/** What was restored lies under a name that is free by now. */
async function findAgain(line: Line, files: readonly Sent[], slugOf: (placeId: string) => string): Promise<void> {
  for (const file of files) file.spots = [{ kind: 'listed', path: null }]
  for (const file of files) {
    type Entry = { placeId: string; path: string; sha256: string }
    const entry = await askJson<Entry>(line, 200, 'GET', `/api/files/${file.entryId}`)
    if (entry.sha256 !== file.sha256) throw new WrongAnswer(`${file.key} came back with the hash ${entry.sha256}`)
    file.spots = [{ kind: 'listed', path: `${slugOf(entry.placeId)}/${entry.path}` }]
  }
}
