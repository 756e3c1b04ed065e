import { readFile, realpath, stat } from 'node:fs/promises'
import { applyEdits, modify } from 'jsonc-parser'
import { writeFileAtomic } from '#server/data-folder/write-file-atomic.ts'
import type { SealedPersistData } from './persist-plan.ts'
import { type PersistData, parsePersistText } from './persist-schema.ts'

/** One change: the value at a path of keys; `undefined` takes the key away. */
export interface PersistEdit {
  readonly path: readonly (string | number)[]
  readonly value: unknown
}

/**
 * Reads and checks persist.json; an absent file is an empty one.
 * @throws StartRefusal `config` when it cannot be used
 */
export async function readPersistFile(path: string): Promise<PersistData> {
  return parsePersistText(await readText(path), path)
}

/**
 * Changes values in persist.json and keeps comments, order and trailing commas. Atomic; when somebody saves
 * the file in between, it starts again from the new text. Callers do not run two updates of one file at once.
 * @param edits worked out from the checked content of the moment; no edits, no write
 */
export async function updatePersistFile(
  path: string,
  edits: (data: PersistData) => Promise<readonly PersistEdit[]> | readonly PersistEdit[],
): Promise<PersistData> {
  for (;;) {
    const before = await readText(path)
    const data = parsePersistText(before, path)
    const planned = await edits(data)
    if (planned.length === 0) return data
    const after = planned.reduce(applyEdit, before.trim() === '' ? '{}\n' : before)
    const changed = parsePersistText(after, path)
    if ((await readText(path)) !== before) continue
    // Room passwords, even hashed, are nobody else's business.
    await writeFileAtomic(await realPathOf(path), after, { mode: 0o600 })
    return changed
  }
}

/** Hashes every plain password and rewrites the file, so that a plain one lies on the disk no longer than needed. */
export async function sealPasswords(
  path: string,
  hashPassword: (password: string) => Promise<string>,
): Promise<SealedPersistData> {
  const sealed = await updatePersistFile(path, async (data) => {
    const edits: PersistEdit[] = []
    for (const [room, password] of Object.entries(data.passwords ?? {})) {
      if (typeof password !== 'string') continue
      edits.push({ path: ['passwords', room], value: { hash: await hashPassword(password) } })
    }
    return edits
  })
  const { passwords, ...rest } = sealed
  if (passwords === undefined) return rest
  const hashed: Record<string, { hash: string }> = {}
  for (const [room, password] of Object.entries(passwords)) if (typeof password !== 'string') hashed[room] = password
  return { ...rest, passwords: hashed }
}

function applyEdit(text: string, edit: PersistEdit): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes('\r\n') ? '\r\n' : '\n' }
  return applyEdits(text, modify(text, [...edit.path], edit.value, { formattingOptions }))
}

/** A link to a file kept elsewhere stays a link. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (isAbsent(error)) return path
    throw error
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isAbsent(error)) return ''
    throw error
  }
}

export interface PersistWatch {
  /** Between two rounds, so that nobody else of the vault changes the file meanwhile. */
  alone<T>(work: () => Promise<T>): Promise<T>
  /** Looks at once instead of waiting for the next round. */
  check(): Promise<void>
  close(): Promise<void>
}

/**
 * Calls `onChange` after the file was saved; what it does (apply, warn about a bad file) is the caller's. A round looks
 * at the file's identity, size and time: file events are lost on some systems, and editors replace the file. A file
 * must look the same in two rounds before it counts, so that a half-written one is not read.
 */
export async function watchPersistFile(
  path: string,
  onChange: () => Promise<void>,
  options: { onError: (error: unknown) => void; pollMs?: number },
): Promise<PersistWatch> {
  let seen = await signatureOf(path)
  let candidate = seen
  let running: Promise<void> = Promise.resolve()

  const round = async (): Promise<void> => {
    const now = await signatureOf(path)
    const settled = now === candidate
    candidate = now
    if (!settled || now === seen) return
    seen = now
    await onChange()
  }
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const next = running.then(work)
    // The caller hears of a failure; the next round goes on.
    running = next.then(
      () => undefined,
      () => undefined,
    )
    return next
  }
  const check = (): Promise<void> => alone(round)
  const timer = setInterval(() => void check().catch(options.onError), options.pollMs ?? 1000)
  timer.unref()
  return {
    alone,
    check,
    close: async () => {
      clearInterval(timer)
      await running
    },
  }
}

async function signatureOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true })
    return `${ino}:${size}:${mtimeNs}`
  } catch (error) {
    if (isAbsent(error)) return 'absent'
    throw error
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
