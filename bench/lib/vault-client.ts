import { setTimeout as sleep } from 'node:timers/promises'
import { BENCH_ADMIN } from './bench-admin.ts'

async function json<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  // The bench asks a server of the same commit.
  return (await response.json()) as T
}

/** @returns an access token of the bench's admin, good for 15 minutes */
export async function signIn(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/api/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant: 'password', ...BENCH_ADMIN }),
  })
  return (await json<{ accessToken: string }>(response)).accessToken
}

export interface ListedEntry {
  id: string
  name: string
  sizeBytes: number
  sha256: string | null
}

export interface FolderPage {
  entries: ListedEntry[]
  nextCursor: string | null
  total: { count: number; sizeBytes: number }
}

/** A page of the room "main". @param query with its question mark, or "" */
export async function askMain(port: number, token: string, query = ''): Promise<FolderPage> {
  const response = await fetch(`http://127.0.0.1:${port}/api/places/main/entries${query}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return json<FolderPage>(response)
}

/** Waits until a file that was put into the room by hand is listed and hashed. */
export async function waitForFile(port: number, token: string, name: string): Promise<string> {
  for (let attempt = 0; attempt < 1_200; attempt++) {
    const entry = (await askMain(port, token)).entries.find((one) => one.name === name)
    if (entry?.sha256) return entry.id
    await sleep(100)
  }
  throw new Error(`${name} was never listed with its hash`)
}
