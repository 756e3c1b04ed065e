import type { Lock, Locker } from '@tus/server'
import type { UploadId } from '#lib/core/ids/ids.ts'
import type { Release } from '../upload-locks.ts'
import type { UploadsService } from '../uploads.service.ts'
import { currentExchange, type Exchanges } from './exchange.ts'
import { readOffset } from './tus-headers.ts'

/**
 * Locks for @tus/server. Only a PATCH takes one: HEAD reads the durable record, DELETE takes its own, and a creation
 * has an id that nobody else knows yet. Whoever may touch the upload at all was decided before.
 */
export class TusLocker implements Locker {
  readonly #uploads: UploadsService
  readonly #exchanges: Exchanges

  constructor(uploads: UploadsService, exchanges: Exchanges) {
    this.#uploads = uploads
    this.#exchanges = exchanges
  }

  newLock(id: string): Lock {
    const { request, control } = currentExchange(this.#exchanges)
    let release: Release | null = null
    return {
      lock: async () => {
        if (request.method !== 'PATCH') return
        // The router matched this id, and permission was given for it.
        release = await this.#uploads.lock(id as UploadId, readOffset(request.headers), control)
      },
      unlock: async () => release?.(),
    }
  }
}
