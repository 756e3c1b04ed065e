import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { SETTING_KEYS } from '#server/config/settings.ts'
import { type AdminHouse, serveToAdmin } from './testing/serve-to-admin.ts'

const { admin } = ROUTES

let house: AdminHouse
beforeAll(async () => {
  house = await serveToAdmin()
})
afterAll(async () => {
  await house.stop()
  await house.remove()
})

const persistPath = () => join(house.dataFolder, 'data', 'persist.json')
const settingOf = async (key: string) =>
  (await house.api.call(admin.config, {})).settings.find((setting) => setting.key === key)

it('changes a setting in persist.json, keeps its comments, and lets it count at once where it can', async () => {
  await writeFile(persistPath(), '{\n  // ours\n  "settings": { "grant_minutes": 30, },\n}\n')
  await house.api.call(admin.changeConfig, { body: { key: 'maxFileBytes', value: '10 kB' } })
  expect((await house.put('large.bin', 20_000)).status).toBe(413)
  await house.api.call(admin.changeConfig, { body: { key: 'maxFileBytes', value: null } })
  expect((await house.put('large.bin', 20_000)).status).toBe(201)
  await house.api.call(admin.changeConfig, { body: { key: 'umask', value: '027' } })
  expect(await readFile(persistPath(), 'utf8')).toMatch(/\/\/ ours[\s\S]*"grant_minutes": 30,[\s\S]*"umask": "027"/)
  expect(await settingOf('umask')).toMatchObject({ value: '022', next: '027', source: 'page', applies: 'next_start' })
  // Written by hand while the vault runs, so it only counts from the next start on.
  expect(await settingOf('grantMs')).toMatchObject({ value: '1h', next: '30min', source: 'file' })
  expect(await settingOf('rateToken')).toMatchObject({ value: 'none', source: 'flag', editable: 'given' })
  expect(await settingOf('adminPassword')).toMatchObject({ value: '', editable: 'never', source: 'environment' })
  await writeFile(persistPath(), (await readFile(persistPath(), 'utf8')).replace('"027"', '"077"'))
  expect(await settingOf('umask')).toMatchObject({ next: '077', source: 'file' })
})

const refused: [key: string, value: string, code: string][] = [
  ['maxFileBytes', 'much', 'invalid_input'],
  ['port', '70000', 'invalid_input'],
  ['httpPort', '8443', 'invalid_input'],
  ['rateToken', '5', 'setting_given'],
  ['dataPath', '/elsewhere', 'setting_given'],
  ['drives', '/elsewhere', 'forbidden'],
  ['nothing', '1', 'not_found'],
  ['__proto__', '1', 'not_found'],
]
it.each(refused)('does not let %s be %s', async (key, value, code) => {
  await expect(house.api.call(admin.changeConfig, { body: { key, value } })).rejects.toMatchObject({ code })
})

it('shows every setting with its value, default, source and what is allowed', async () => {
  const { settings } = await house.api.call(admin.config, {})
  expect(settings.map(({ key }) => key)).toEqual(SETTING_KEYS)
  for (const { key, about, fallback, source, allowed, env, section } of settings) {
    for (const shown of [about, fallback, source, allowed, env, section]) expect(shown.trim(), key).not.toBe('')
  }
})

it('checks every setting that the page may change', async () => {
  const { settings } = await house.api.call(admin.config, {})
  const before = await readFile(persistPath(), 'utf8')
  const editable = settings.filter((setting) => setting.editable === 'yes')
  expect(editable.length).toBeGreaterThan(15)
  for (const { key } of editable) {
    const body = { key, value: 'not\u0000allowed' }
    await expect(house.api.call(admin.changeConfig, { body }), key).rejects.toMatchObject({ code: 'invalid_input' })
  }
  expect(await readFile(persistPath(), 'utf8')).toBe(before)
})

it('says so when persist.json is broken', async () => {
  const before = await readFile(persistPath(), 'utf8')
  await writeFile(persistPath(), '{ "settings": ')
  await expect(house.api.call(admin.changeConfig, { body: { key: 'umask', value: '022' } })).rejects.toMatchObject({
    code: 'persist_file_broken',
  })
  await writeFile(persistPath(), before)
})
