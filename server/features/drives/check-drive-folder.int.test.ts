import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkDriveFolder, checkWritable } from './check-drive-folder.ts'

let home: string
const at = (...names: string[]) => join(home, ...names)

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hearth-drive-folders-'))
  await mkdir(at('data', 'rooms'), { recursive: true })
  await mkdir(at('data beside'))
  await mkdir(at('films', 'old'), { recursive: true })
  await mkdir(at('shut'))
  await chmod(at('shut'), 0)
  await writeFile(at('file'), '')
  await symlink(at('data'), at('link'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

const codeOf = (work: Promise<void>) =>
  work.then(
    () => 'fine',
    (error: { code: string }) => error.code,
  )
const check = (...names: string[]) => codeOf(checkDriveFolder(at(...names), [at('data'), at('films')]))

it.each([
  [['data beside'], 'fine'],
  [['nothing'], 'drive_folder_missing'],
  [['file'], 'drive_folder_missing'],
  [['file', 'below'], 'drive_folder_missing'],
  [['data'], 'drive_folder_inside'],
  [['data', 'rooms'], 'drive_folder_inside'],
  [['link', 'rooms'], 'drive_folder_inside'],
  [['films', 'old'], 'drive_folder_inside'],
  [[], 'drive_folder_inside'],
])('%j is %s', async (names, code) => {
  expect(await check(...names)).toBe(code)
})

it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('needs a folder that it may read', async () => {
  expect(await check('shut')).toBe('drive_folder_unreadable')
  expect(await codeOf(checkWritable(at('shut')))).toBe('folder_not_writable')
})

it('takes a folder that may be written to', async () => {
  expect(await codeOf(checkWritable(at('films')))).toBe('fine')
  expect(await codeOf(checkWritable(at('nothing')))).toBe('folder_not_writable')
})
