'use client'

import { useEffect, useRef, useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { askForFile } from '#lib/browser/transfers/source-shelf.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import { keepUntilSent } from './keep-until-sent.ts'
import { useTransfersOfPerson } from './transfers-context.ts'

/** A reloaded page lost hold of a file: one tap where the browser remembers it, else it is chosen again. */
export function ChooseAgain({ transfers }: { transfers: readonly TransferRecord[] }) {
  const words = useStrings().transfers
  const person = useTransfersOfPerson()
  const input = useRef<HTMLInputElement>(null)
  const [hasHandle, setHasHandle] = useState(false)
  const [first] = transfers
  const firstId = first?.id ?? null

  useEffect(() => {
    if (firstId === null) return
    let isOver = false
    void person?.store
      .findFileHandle(firstId)
      .then((handle) => !isOver && setHasHandle(handle !== null))
      .catch(() => undefined)
    return () => {
      isOver = true
    }
  }, [person, firstId])

  if (!person || !first) return null
  const attach = (id: string, file: File) => person.transfers.send({ kind: 'attach', id, file })

  const goOn = async () => {
    for (const { id } of transfers) {
      const file = await askForFile(person.store, id)
      if (file) attach(id, file)
      else setHasHandle(false)
    }
  }
  const choose = (list: FileList | null) => {
    const files = [...(list ?? [])]
    for (const transfer of transfers) {
      const same = files.find(
        ({ name, size, lastModified }) =>
          name === transfer.filename && size === transfer.sizeBytes && lastModified === transfer.lastModifiedMs,
      )
      // A single file that was changed is what somebody wants to send now.
      const file = same ?? (transfers.length === 1 ? files[0] : undefined)
      if (!file) continue
      attach(transfer.id, file)
      void keepUntilSent(person, [{ id: transfer.id, file }]).catch(() => undefined)
    }
  }
  return (
    <>
      {hasHandle ? (
        <Button size="bar" onPress={() => void goOn()}>
          {words.continue}
        </Button>
      ) : (
        <Button size="bar" onPress={() => input.current?.click()}>
          {words.chooseAgain}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        hidden
        multiple={transfers.length > 1}
        aria-label={words.chooseAgain}
        onChange={({ currentTarget }) => {
          choose(currentTarget.files)
          currentTarget.value = ''
        }}
      />
    </>
  )
}
