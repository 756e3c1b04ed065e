import { execFile, spawnSync } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { expect, signIn, test } from '../support/fixtures.ts'
import { describeHands } from '../support/hands.ts'
import { putFile } from '../support/put-file.ts'
import { cellOf } from './support/room.ts'

const run = promisify(execFile)

test.skip(spawnSync('unzip', ['-v']).status !== 0, 'unzip is not installed')

async function saved(page: Page, press: () => Promise<void>) {
  const downloading = page.waitForEvent('download')
  await press()
  const download = await downloading
  const path = await download.path()
  await run('unzip', ['-tqq', path])
  const listed = await run('unzip', ['-Z1', path])
  return { name: download.suggestedFilename(), path, names: listed.stdout.trimEnd().split('\n').sort() }
}

test.beforeAll(async ({ house: { vault } }) => {
  await putFile(vault, 'Fête/one.txt', 'one')
  await putFile(vault, 'Fête/Inner/two.txt', 'two')
  await putFile(vault, 'beside.txt', 'beside')
})

describeHands(({ isFinger, press, askForMenu }) => {
  test('a folder and a selection are downloaded as a zip', async ({ page, house }) => {
    const { vault } = house
    await signIn(page, vault)
    await page.goto(`${vault.origin}/place?id=main&view=list`)

    const folder = await saved(page, async () => {
      await askForMenu(cellOf(page, 'Fête'))
      await press(page.getByRole('menuitem', { name: 'Download as zip' }))
    })
    expect(folder.name).toBe('Fête.zip')
    expect(folder.names).toEqual(['Fête/', 'Fête/Inner/', 'Fête/Inner/two.txt', 'Fête/one.txt'])
    expect((await run('unzip', ['-p', folder.path, '*two.txt'])).stdout).toBe('two')
    expect((await stat(folder.path)).size).toBeGreaterThan(400)

    if (isFinger) {
      await askForMenu(cellOf(page, 'beside.txt'))
      await press(page.getByRole('menuitem', { name: 'Select', exact: true }))
      await press(cellOf(page, 'Fête'))
      await expect(page.getByRole('toolbar')).toContainText('2 selected')
    } else {
      await cellOf(page, 'beside.txt').click()
      await page.keyboard.press('Control+a')
    }
    const all = await saved(page, () => press(page.getByRole('button', { name: 'Download as zip' })))
    expect(all.names).toContain('beside.txt')
    expect(all.names).toContain('Fête/one.txt')
  })
})
