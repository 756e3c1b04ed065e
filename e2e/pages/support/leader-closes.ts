import { type BrowserContext, expect as baseExpect, type Page } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { addFiles } from '../../support/add-files.ts'
import { slowDown } from '../../support/page-speed.ts'
import { ADMIN, apiOf, tokenOf } from '../../support/people.ts'
import type { VaultProcess } from '../../support/vault-process.ts'
import { openRoom, shaOf } from './room.ts'

/** Also where no configuration says how long to wait. */
const expect = baseExpect.configure({ timeout: 20_000 })

/** What the vault counted of uploads. */
export interface UploadCounts {
  creations: number
  /** Of every request; little else is received while files are. */
  receivedBytes: number
}

export async function countUploads(vault: VaultProcess): Promise<UploadCounts> {
  const headers = { authorization: `Bearer ${await tokenOf(vault, ADMIN)}` }
  const text = await (await fetch(`${vault.origin}/api/metrics`, { headers })).text()
  const sum = (pattern: RegExp) => [...text.matchAll(pattern)].reduce((total, [, value]) => total + Number(value), 0)
  return {
    creations: sum(/^hearth_http_requests_total\{[^}]*route="uploads\.create"[^}]*\} (\S+)$/gm),
    receivedBytes: sum(/^hearth_network_bytes_total\{direction="up"\} (\S+)$/gm),
  }
}

/** A request that carries bytes of a file, by the clock of the browser. */
interface Sending {
  startedAtMs: number
  fromByte: number
}

function watchSending(page: Page): Sending[] {
  const sendings: Sending[] = []
  page.on('request', (request) => {
    if (request.method() !== 'PATCH') return
    sendings.push({ startedAtMs: Date.now(), fromByte: Number(request.headers()['upload-offset']) })
  })
  return sendings
}

/** At this pace the first request is on its way for five seconds. */
const SLOW = 1_600_000

export interface TakeOver {
  /** From the close of the tab that sent until the other one sends. */
  tookMs: number
  /** Bytes of the file that had arrived before, and that were asked for again or not. */
  resumedAtByte: number
  sentByOtherBefore: number
}

/** Two tabs of one person; the one that sends is closed in the middle of a file, and the other one ends it. */
export async function closeLeader(
  context: BrowserContext,
  vault: VaultProcess,
  file: { path: string; name: string; sha256: string },
): Promise<TakeOver> {
  const admin = await apiOf(vault, ADMIN)
  const [leader, other] = [await context.newPage(), await context.newPage()]
  await openRoom(leader, vault)
  // The transfers come after the page: whoever is first in the line sends.
  const leads = async () => (await navigator.locks.query()).held?.some(({ name }) => name?.endsWith('-transfers'))
  await expect.poll(() => leader.evaluate(leads)).toBe(true)
  await openRoom(other, vault)
  const [byLeader, byOther] = [watchSending(leader), watchSending(other)]
  await slowDown(leader, { upload: SLOW })
  await addFiles(leader, [file.path])
  // Both show it: the other one knows of it, and has the file.
  await expect(other.getByText(file.name).first()).toBeVisible()
  const arrived = async () => {
    const { uploads } = await admin.call(ROUTES.uploads.list, {})
    return uploads.find(({ filename }) => filename === file.name)?.offsetBytes ?? 0
  }
  await expect.poll(arrived).toBeGreaterThan(1_000_000)
  const sentByOtherBefore = byOther.length
  expect(byLeader).not.toEqual([])
  const closedAtMs = Date.now()
  await leader.close()
  await expect.poll(() => byOther.length).toBeGreaterThan(0)
  await expect.poll(() => shaOf(admin, 'main', file.name), { timeout: 60_000 }).toBe(file.sha256)
  const [first] = byOther
  await other.close()
  return {
    tookMs: (first?.startedAtMs ?? Number.POSITIVE_INFINITY) - closedAtMs,
    resumedAtByte: first?.fromByte ?? -1,
    sentByOtherBefore,
  }
}
