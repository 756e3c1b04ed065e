import { expect, type Locator, type Page } from '@playwright/test'
import type { Api } from '#lib/api/client.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { ADMIN, tokenOf } from '../../support/people.ts'
import type { VaultProcess } from '../../support/vault-process.ts'

/** The list of a room's folder, as a person who typed its address. */
export async function openRoom(page: Page, vault: VaultProcess, place = 'main', path = ''): Promise<void> {
  await page.goto(`${vault.origin}/place?id=${place}&view=list&path=${encodeURIComponent(path)}`)
  await expect(page.getByRole('button', { name: 'Add', exact: true }).first()).toBeVisible()
}

/** The row or tile of an entry. */
export function cellOf(page: Page, name: string): Locator {
  return page.locator('main [data-cell]').filter({ has: page.getByText(name, { exact: true }) })
}

/** Right-click: the menu of an entry. */
export async function menuOf(page: Page, name: string): Promise<void> {
  await page.getByText(name, { exact: true }).first().click({ button: 'right' })
  await expect(page.getByRole('menu')).toBeVisible()
}

/** Puts a file into a room as a program does. */
export async function putFile(
  vault: VaultProcess,
  { place, path, bytes }: { place: string; path: string; bytes: string | Uint8Array<ArrayBuffer> },
): Promise<string> {
  const answer = await fetch(`${vault.origin}/api/places/${place}/content?path=${encodeURIComponent(path)}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${await tokenOf(vault, ADMIN)}` },
    body: bytes,
  })
  expect(answer.status).toBe(201)
  const { entry } = (await answer.json()) as { entry: { id: string } }
  return entry.id
}

export async function listOf(api: Api, place: string, path = ''): Promise<EntryView[]> {
  return (await api.call(ROUTES.entries.list, { params: { place }, query: { path, limit: 1000 } })).entries
}

export async function namesOf(api: Api, place: string, path = ''): Promise<string[]> {
  return (await listOf(api, place, path)).map(({ name }) => name)
}

export async function shaOf(api: Api, place: string, name: string, path = ''): Promise<string | null> {
  const entries = await listOf(api, place, path).catch(() => [])
  return entries.find((entry) => entry.name === name)?.sha256 ?? null
}
