import type { PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import type { Publisher } from '#server/features/files/publisher.service.ts'
import type { SystemLines } from './system-lines.ts'

/** The publisher of uploads, which also tells the room what was added. */
export function announceUploads(
  publisher: Publisher,
  deps: { lines: Pick<SystemLines, 'uploaded'>; findFacts: (id: string) => Promise<PlaceFacts | null> },
): Publisher {
  return {
    stagingFolder: (placeId, folder) => publisher.stagingFolder(placeId, folder),
    async publish(input) {
      const result = await publisher.publish(input)
      const place = await deps.findFacts(input.placeId)
      if (result.kind === 'listed' && place?.kind === 'room' && input.owner !== null) {
        deps.lines.uploaded({
          ...{ placeId: input.placeId, talker: input.owner, folder: input.folder.join('/') },
          entry: { id: result.entryId, name: result.name },
        })
      }
      return result
    },
  }
}
