import type { Publisher } from '#server/features/files/publisher.service.ts'
import type { AccessLog } from './access-log.service.ts'
import { ownerAsWho } from './who.ts'

/** The publisher of uploads, which also notes who brought what. */
export function recordUploads(publisher: Publisher, log: Pick<AccessLog, 'note'>): Publisher {
  return {
    stagingFolder: (placeId, folder) => publisher.stagingFolder(placeId, folder),
    async publish(input) {
      const result = await publisher.publish(input)
      const { placeId, owner, sizeBytes, publicationId, sentFrom = null } = input
      if (result.kind === 'listed' && owner !== null) {
        const file = { placeId, entryId: result.entryId, name: result.name, sizeBytes }
        log.note({ id: publicationId, kind: 'upload', who: ownerAsWho(owner, sentFrom), file, bytes: sizeBytes })
      }
      return result
    },
  }
}
