import { randomBytes } from 'node:crypto'
import { chmod, link, open, readFile, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { StartRefusal } from '#server/console/start-refusal.ts'
import { syncFolder } from './write-file-atomic.ts'

const SECRET_BYTES = 32

/**
 * A secret of 32 random bytes, made at first use and kept as hex in a file of mode 0600.
 * @throws StartRefusal `secret` for one that is short, damaged or looks like a sample: it would sign sessions
 */
export async function loadSecret(folder: string, name: string): Promise<Buffer> {
  const path = join(folder, name)
  const text = (await readIfPresent(path)) ?? (await createSecret(folder, path))
  const secret = /^[0-9a-f]{64}$/i.test(text.trim()) ? Buffer.from(text.trim(), 'hex') : null
  if (secret === null || !looksRandom(secret)) {
    throw new StartRefusal(
      'secret',
      [
        `The secret in ${path} cannot be trusted: it must be 64 hexadecimal digits that nobody chose.`,
        'Put it back from a backup, or delete the file: the vault makes a new one, and everybody signs in again.',
      ].join('\n'),
    )
  }
  if (process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600)
  return secret
}

/** 32 random bytes hold about 30 different ones; fewer than 20 is a pattern that somebody typed. */
function looksRandom(secret: Buffer): boolean {
  const steps = new Set(secret.map((byte, index) => (byte - (secret[index - 1] ?? 0)) & 0xff))
  return new Set(secret).size >= 20 && steps.size >= 12
}

async function createSecret(folder: string, path: string): Promise<string> {
  const text = `${randomBytes(SECRET_BYTES).toString('hex')}\n`
  const temporary = join(folder, `.${randomBytes(6).toString('hex')}.tmp`)
  const handle = await open(temporary, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(temporary, path) // never over one that exists
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
    return await readFile(path, 'utf8')
  } finally {
    await unlink(temporary)
  }
  await syncFolder(folder)
  return text
}

async function readIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
