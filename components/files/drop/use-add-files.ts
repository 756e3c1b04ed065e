'use client'

import { useCallback } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { useToaster } from '#components/ui/Toaster.tsx'
import { keepUntilSent } from '#components/uploads/keep-until-sent.ts'
import { type TransfersOfPerson, useTransfersSoon } from '#components/uploads/transfers-context.ts'
import { createIds } from '#lib/browser/transfers/create-ids.ts'
import type { SourceToKeep } from '#lib/browser/transfers/keep-sources.ts'
import { entryRoutes } from '#lib/contracts/http/entries.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { joinPath, parentPath } from '#lib/core/names/place-path.ts'
import { findResumable, wantsSource } from '#lib/core/transfers/transfer-record.ts'
import { findTaken } from '../actions/find-taken.ts'
import type { AskConflict } from '../actions/use-transfer-entries.ts'
import { byTargetFolder, withoutLitter, withParents } from './group-chosen.ts'
import type { ChosenFile, ChosenFiles } from './walk-dropped.ts'

/** Beyond so many folders the names are not compared before: what is taken gets a number, and nothing is lost. */
const MOST_FOLDERS_COMPARED = 40

/** Gives files to the transfers, after asking what happens to names that are taken. Answers whether it did. */
export function useAddFiles(askConflict: AskConflict) {
  const api = useApi()
  const whenOpen = useTransfersSoon()
  const toaster = useToaster()
  const { files: words, errors } = useStrings()

  return useCallback(
    async (placeId: string, chosen: ChosenFiles, into: string): Promise<boolean> => {
      const files = withoutLitter(chosen.files)
      if (files.length === 0 && chosen.emptyFolders.length === 0) {
        if (chosen.unreadable.length > 0) toaster.show({ message: words.nothingDropped })
        return false
      }
      const person = await whenOpen()
      if (!person) {
        toaster.show({ message: words.notReady })
        return false
      }
      try {
        const taken = await findTakenFiles(files).catch((error: unknown) => {
          // What is added while the vault is away waits for it, and gets a number where its name is taken.
          if (codeOf(error) === 'unavailable') return new Set<ChosenFile>()
          throw error
        })
        const conflict = taken.size === 0 ? 'keep' : await askConflict([...taken].map(({ file }) => file.name))
        if (conflict === null) return false
        const sent = conflict === 'skip' ? files.filter((one) => !taken.has(one)) : files
        send(person, sent, (one) => (taken.has(one) ? conflict : 'keep'))
        await createFolders(chosen.emptyFolders)
        if (sent.length < files.length) toaster.show({ message: words.skippedSome(files.length - sent.length) })
        return true
      } catch (error) {
        const { sentence, advice } = errors.explain(error)
        toaster.show({ message: `${sentence} ${advice}` })
        return false
      }

      async function findTakenFiles(all: readonly ChosenFile[]): Promise<Set<ChosenFile>> {
        const found = new Set<ChosenFile>()
        const folders = [...byTargetFolder(all, into)].slice(0, MOST_FOLDERS_COMPARED)
        for (const [path, group] of folders) {
          const names = await findTaken(
            api,
            { placeId, path },
            group.map(({ file }) => file.name),
          )
          for (const one of group) if (names.has(one.file.name)) found.add(one)
        }
        return found
      }

      function send(
        person: TransfersOfPerson,
        all: readonly ChosenFile[],
        conflictOf: (one: ChosenFile) => 'keep' | 'replace' | 'skip',
      ): void {
        const ids = createIds(all.length, Date.now())
        const [batchId = null] = all.length > 1 ? ids : []
        const places = all.map((one) => joinPath(into, one.path))
        // What goes on with a file that was chosen again keeps its id, and the copy lies under that.
        const waiting = person.transfers.getSnapshot().transfers.filter(wantsSource)
        const keptIds = all.map(({ file }, index) => {
          const facts = { filename: file.name, sizeBytes: file.size, lastModifiedMs: file.lastModified }
          const path = places[index] ?? ''
          return findResumable(waiting, { ...facts, placeId: placeId as PlaceId, path })?.id ?? ids[index]
        })
        person.transfers.send({
          kind: 'add',
          ids,
          batchId,
          // The page knows places by the ids the vault gave it.
          placeId: placeId as PlaceId,
          files: all.map((one, index) => ({ file: one.file, path: places[index] ?? '', conflict: conflictOf(one) })),
        })
        const forgotten: SourceToKeep[] = []
        for (const [index, { handle, file }] of all.entries()) {
          const id = keptIds[index]
          if (id === undefined) continue
          if (handle) void person.store.saveFileHandle(id, handle).catch(() => undefined)
          else forgotten.push({ id, file })
        }
        void keepUntilSent(person, forgotten)
          .then((unkept) => {
            if (unkept > 0) toaster.show({ message: words.noRoomForCopies(unkept) })
          })
          // A transfer never depends on its copy.
          .catch(() => undefined)
      }

      async function createFolders(paths: readonly string[]): Promise<void> {
        for (const path of withParents(paths)) {
          const whole = joinPath(into, path)
          const parent = parentPath(whole) ?? ''
          const name = parent === '' ? whole : whole.slice(parent.length + 1)
          // It may be there already, or come with a file in the same moment.
          await api
            .call(entryRoutes.createFolder, { params: { place: placeId }, body: { path: parent, name } })
            .catch(() => undefined)
        }
      }
    },
    [api, whenOpen, toaster, words, errors, askConflict],
  )
}
