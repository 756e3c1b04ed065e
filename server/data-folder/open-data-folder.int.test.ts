import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StartRefusal } from '#server/console/start-refusal.ts'
import { openDataFolder } from './open-data-folder.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'hearth-data-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

async function refusalOf(work: Promise<unknown>): Promise<StartRefusal> {
  const error = await work.then(
    () => null,
    (cause: unknown) => cause,
  )
  if (!(error instanceof StartRefusal)) throw new Error(`no refusal but ${String(error)}`)
  return error
}

describe('openDataFolder', () => {
  it('makes a private folder with its layout at first start and finds it again', async () => {
    const path = join(home, 'deep', 'vault')
    const first = await openDataFolder({ path })
    expect(first.isNew).toBe(true)
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o700)
    expect(await readdir(path)).toEqual(expect.arrayContaining(['rooms', 'tls', 'secrets', 'lock']))
    await first.close()
    const second = await openDataFolder({ path })
    expect(second.isNew).toBe(false)
    await second.close()
  })

  it.skipIf(process.platform === 'win32')('takes rights of others away from a folder that exists', async () => {
    await chmod(home, 0o755)
    const folder = await openDataFolder({ path: home })
    expect((await stat(home)).mode & 0o777).toBe(0o700)
    await folder.close()
  })

  it('refuses a second vault on the same folder, in words that name the first', async () => {
    const folder = await openDataFolder({ path: home })
    const refusal = await refusalOf(openDataFolder({ path: home }))
    expect(refusal.reason).toBe('data_locked')
    expect(refusal.message).toContain(`process ${process.pid}`)
    await folder.close()
    await (await openDataFolder({ path: home })).close()
  })

  it('is free again as soon as another process that held it was killed', async () => {
    const script = `import { openDataFolder } from ${JSON.stringify(resolve(import.meta.dirname, 'open-data-folder.ts'))}
      await openDataFolder({ path: ${JSON.stringify(home)} }); console.log('held'); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((held) => child.stdout.once('data', held))
    expect((await refusalOf(openDataFolder({ path: home }))).message).toContain(`process ${child.pid}`)
    const ended = new Promise((exited) => child.once('exit', exited))
    child.kill('SIGKILL')
    await ended
    await (await openDataFolder({ path: home })).close()
  })

  it('refuses a folder that holds other things and leaves it as it was', async () => {
    await writeFile(join(home, 'holiday.jpg'), '')
    const refusal = await refusalOf(openDataFolder({ path: home }))
    expect(refusal.message).toContain('"holiday.jpg"')
    expect(await readdir(home)).toEqual(['holiday.jpg'])
  })

  it('accepts a folder prepared with persist.json and rooms', async () => {
    await writeFile(join(home, 'persist.json'), '{}')
    await mkdir(join(home, 'rooms'))
    await (await openDataFolder({ path: home })).close()
  })

  it('accepts a restored backup, whatever else lies in it', async () => {
    for (const name of ['vault.db', 'notes.txt']) await writeFile(join(home, name), '')
    const folder = await openDataFolder({ path: home })
    expect(folder.isNew).toBe(false)
    await folder.close()
  })

  it('says so when the path is a file', async () => {
    const path = join(home, 'file')
    await writeFile(path, '')
    expect((await refusalOf(openDataFolder({ path }))).message).toContain('it is a file')
    expect((await refusalOf(openDataFolder({ path: join(path, 'below') }))).message).toContain('is a file')
  })
})

describe('loadSecret', () => {
  it('makes 32 random bytes once, for nobody else to read', async () => {
    const folder = await openDataFolder({ path: home })
    const [secret, again] = await Promise.all([folder.loadSecret('session'), folder.loadSecret('session')])
    expect(secret).toHaveLength(32)
    expect(again).toEqual(secret)
    expect(await folder.loadSecret('session')).toEqual(secret)
    expect(await folder.loadSecret('other')).not.toEqual(secret)
    expect(await readdir(folder.secretsPath)).toEqual(['other', 'session'])
    if (process.platform !== 'win32') expect((await stat(join(folder.secretsPath, 'session'))).mode & 0o777).toBe(0o600)
    await folder.close()
  })

  it.each([
    ['', 'empty'],
    ['changeme', 'a word'],
    ['00'.repeat(32), 'zeros'],
    ['0123456789abcdef'.repeat(4), 'a pattern'],
    [Array.from({ length: 32 }, (_, i) => i.toString(16).padStart(2, '0')).join(''), 'a count'],
    ['ab'.repeat(31), 'too short'],
  ])('refuses the secret "%s" (%s)', async (text) => {
    const folder = await openDataFolder({ path: home })
    await writeFile(join(folder.secretsPath, 'session'), text)
    expect((await refusalOf(folder.loadSecret('session'))).reason).toBe('secret')
    expect(await readFile(join(folder.secretsPath, 'session'), 'utf8')).toBe(text)
    await folder.close()
  })
})
