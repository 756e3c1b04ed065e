import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, ShareLinkId } from '#lib/core/ids/ids.ts'
import { usesLeft, VIEWING_MS } from '#lib/core/share-links/link-standing.ts'
import { createKeyedLock } from '#server/auth/keyed-lock.ts'
import { digestOf } from '#server/auth/secrets.ts'
import { commitOrThrow, guarded } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import { type LiveLink, termsOf } from './link-standing.ts'
import type { ShareLinksRepo } from './share-links.repo.ts'

/** One request for bytes. */
export interface Viewing {
  /** Called once, when the answer has ended. @param sentBytes of contents, headers aside */
  end(sentBytes: number): Promise<void>
}

export interface ViewingsDeps {
  readonly db: Database
  readonly repo: ShareLinksRepo
  readonly time: () => number
  /** A viewing was counted, or taken back. */
  readonly onCounted: (accountId: AccountId) => void
}

interface Running {
  requests: number
  /** Taken by one of these requests, so it may be given back. */
  isNew: boolean
  hasSent: boolean
}

/**
 * Counts who was given something. What must hold:
 * - a viewing is counted, on the disk, before its first byte leaves: of many who come at once no more are let in than
 *   the link allows, also through a crash;
 * - all requests of one visitor within VIEWING_MS are one viewing, and count once;
 * - a viewing by which no byte left is taken back when its last request ends. One that a crash cut off stays counted,
 *   and its visitor goes on by the cookie that was there before.
 */
export class Viewings {
  readonly #deps: ViewingsDeps
  readonly #running = new Map<string, Running>()
  readonly #alone = createKeyedLock()

  constructor(deps: ViewingsDeps) {
    this.#deps = deps
  }

  isCounted(linkId: ShareLinkId, visitor: string): Promise<boolean> {
    return this.#deps.repo.hasViewing(viewingId(linkId, visitor), this.#deps.time()).then((found) => found !== null)
  }

  /** For what gives no bytes. @throws VaultError `link_used_up` */
  async assertOpen({ row }: LiveLink, visitor: string): Promise<void> {
    if (usesLeft(termsOf(row)) === 0 && !(await this.isCounted(row.id, visitor))) throw new VaultError('link_used_up')
  }

  /** @throws VaultError `link_used_up`, `link_revoked` */
  async begin({ row }: LiveLink, visitor: string): Promise<Viewing> {
    const id = viewingId(row.id, visitor)
    const running = this.#running.get(id) ?? { requests: 0, isNew: false, hasSent: false }
    this.#running.set(id, running)
    running.requests += 1
    try {
      if (await this.#alone.run(id, () => this.#take(row.id, id))) {
        running.isNew = true
        this.#deps.onCounted(row.created_by)
      }
    } catch (error) {
      await this.#leave(row, id, running)
      throw error
    }
    let isOver = false
    return {
      end: async (sentBytes) => {
        if (isOver) return
        isOver = true
        if (sentBytes > 0) running.hasSent = true
        await this.#leave(row, id, running)
      },
    }
  }

  /** @returns whether it was counted now */
  async #take(linkId: ShareLinkId, id: string): Promise<boolean> {
    const { db, repo, time } = this.#deps
    const now = time()
    if ((await repo.hasViewing(id, now)) !== null) return false
    await commitOrThrow(db, [
      guarded(repo.countDownload(linkId), { changes: 1 }, 'link_used_up'),
      repo.beginViewing({ id, link_id: linkId, begun_at: now, ends_at: now + VIEWING_MS }),
    ])
    return true
  }

  async #leave(row: LiveLink['row'], id: string, running: Running): Promise<void> {
    running.requests -= 1
    if (running.requests > 0) return
    await this.#alone.run(id, async () => {
      // Somebody may have come while this waited.
      if (running.requests > 0 || this.#running.get(id) !== running) return
      this.#running.delete(id)
      if (!running.isNew || running.hasSent) return
      const { db, repo, onCounted } = this.#deps
      await commitOrThrow(db, [guarded(repo.endViewing(id), { changes: 1 }, 'internal'), repo.uncountDownload(row.id)])
      onCounted(row.created_by)
    })
  }
}

function viewingId(linkId: ShareLinkId, visitor: string): string {
  return digestOf(`${linkId} ${visitor}`)
}
