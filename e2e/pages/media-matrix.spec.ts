import type { Page } from '@playwright/test'
import { expect, signIn, test } from '../support/fixtures.ts'
import { hasFfmpeg, MATRIX_SECONDS, type MatrixFile, makeMatrix } from '../support/media-matrix.ts'
import { putFile } from './support/room.ts'

test.skip(!hasFfmpeg, 'there is no ffmpeg on this machine')

let files: (MatrixFile & { entry: string })[] = []

test.beforeAll(async ({ house }) => {
  files = []
  for (const file of makeMatrix()) {
    const entry = await putFile(house.vault, { place: 'main', path: file.name, bytes: file.bytes })
    files.push({ ...file, entry })
  }
})

async function openMedia(page: Page, origin: string, entry: string) {
  await page.goto(`${origin}/place?id=main&entry=${entry}`)
  const player = page.getByRole('dialog')
  await expect(player).toBeVisible()
  return player
}

const stateOf = (page: Page) =>
  page
    .getByRole('dialog')
    .locator('video')
    .evaluate((element) => {
      const { currentTime, seeking, readyState, error } = element as HTMLVideoElement
      return { at: currentTime, seeking, hasData: readyState >= 2, failure: error?.message ?? null }
    })

test('each kind of file starts and seeks, or says in words why not', async ({ page, house }) => {
  test.slow()
  await signIn(page, house.vault)
  for (const { name, entry, type, words } of files) {
    await test.step(name, async () => {
      const player = await openMedia(page, house.vault.origin, entry)
      const plays = await page.evaluate((asked) => asked !== null && MediaSource.isTypeSupported(asked), type)
      if (!plays) {
        await expect(player.getByRole('alert')).toContainText(words)
        await expect(player.getByRole('alert').getByRole('link', { name: 'Download' })).toBeVisible()
        return
      }
      await expect.poll(() => stateOf(page), name).toMatchObject({ hasData: true, failure: null })
      await player.getByRole('slider', { name: 'Position' }).focus()
      await page.keyboard.press('6')
      const there = MATRIX_SECONDS * 0.6
      await expect.poll(async () => (await stateOf(page)).at, name).toBeGreaterThan(there - 2.5)
      await expect.poll(() => stateOf(page), name).toMatchObject({ seeking: false, hasData: true, failure: null })
      await page.keyboard.press('1')
      await expect.poll(async () => (await stateOf(page)).at, name).toBeLessThan(there - 3)
      await expect.poll(() => stateOf(page), name).toMatchObject({ seeking: false, hasData: true, failure: null })
    })
  }
})

test('subtitles inside and beside a film are shown, and their language is remembered', async ({ page, house }) => {
  const inside = files.find(({ name }) => name === 'ass.mkv')
  const plain = files.find(({ name }) => name === 'webm.webm')
  if (inside === undefined || plain === undefined) throw new Error('the matrix has other files')
  const bytes = new Uint8Array(Buffer.from('1\n00:00:00,000 --> 00:00:30,000\nCaf\xe9 on board\n', 'latin1'))
  await putFile(house.vault, { place: 'main', path: 'webm.en.srt', bytes })
  await signIn(page, house.vault)
  const player = await openMedia(page, house.vault.origin, inside.entry)
  await player.getByRole('button', { name: 'Subtitles and sound' }).click()
  await player.getByRole('button', { name: 'English', exact: true }).click()
  const shown = () =>
    player.locator('video').evaluate((element) => {
      const [track] = [...(element as HTMLVideoElement).textTracks].filter(({ mode }) => mode === 'showing')
      return [...(track?.cues ?? [])].map((cue) => (cue as VTTCue).text)
    })
  await expect.poll(shown).toEqual(['The train leaves at nine'])
  await openMedia(page, house.vault.origin, plain.entry)
  await expect.poll(shown).toEqual(['Café on board'])
  await player.getByRole('button', { name: 'Subtitles and sound' }).click()
  await player.getByRole('button', { name: 'Off', exact: true }).click()
  await expect.poll(shown).toEqual([])
})
