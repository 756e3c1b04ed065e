import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { askMain } from './vault-client.ts'

const EXTENSIONS = ['jpg', 'mp4', 'txt', 'pdf']

/** Empty files, put into a folder by hand. */
export function makeFiles(folder: string, count: number): void {
  for (let i = 0; i < count; i++) writeFileSync(join(folder, `IMG_${i}.${EXTENSIONS[i % EXTENSIONS.length]}`), '')
}

/** @returns seconds until the room "main" lists so many files */
export async function waitUntilListed(port: number, token: string, count: number): Promise<number> {
  const startedAt = performance.now()
  for (;;) {
    const page = await askMain(port, token, '?limit=1')
    if (page.total.count >= count) return (performance.now() - startedAt) / 1000
    if (performance.now() - startedAt > 600_000) throw new Error(`only ${page.total.count} are listed`)
    await sleep(250)
  }
}
