import { Upload } from 'lucide-react'
import { type DragEvent, useCallback, useRef, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import type { SharedView } from '#lib/contracts/http/share-links.ts'
import { DropRow } from './DropRow.tsx'
import { LinkButton } from './LinkButton.tsx'
import { words } from './outsider.ts'
import { useDrop } from './use-drop.ts'

export interface DropBoxProps {
  view: SharedView
  drop: NonNullable<SharedView['drop']>
  /** What the link still takes is different. */
  onSent: () => void
}

/** Files go in here; what lies there is nobody's to see. */
export function DropBox({ view, drop, onSent }: DropBoxProps) {
  const sent = useCallback(() => onSent(), [onSent])
  const { files, add, retry, cancel } = useDrop(view.id, sent)
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const left = words.dropTakes(drop.leftFiles, drop.leftBytes)
  const arrived = files.filter(({ state }) => state === 'done').length
  const over = (event: DragEvent, on: boolean) => {
    event.preventDefault()
    setOver(on)
  }
  return (
    <section className="flex flex-col gap-5">
      <p className="text-body text-ink2">
        {words.dropIntro} {left === '' ? null : <span className="tabular">{words.dropLeft(left)}</span>}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first */}
      <div
        onDragOver={(event) => over(event, true)}
        onDragLeave={(event) => over(event, false)}
        onDrop={(event) => {
          over(event, false)
          add([...event.dataTransfer.files])
        }}
        className={classNames(
          'flex flex-col items-center gap-3 rounded-card border border-dashed px-5 py-10 text-body text-ink2',
          isOver ? 'border-ember bg-ember-soft' : 'border-edge bg-surface',
        )}
      >
        <Icon of={Upload} size={28} className="text-ink3" />
        <LinkButton tone="primary" onPress={() => input.current?.click()}>
          {words.choose}
        </LinkButton>
        <span className="coarse:hidden">{words.orDrop}</span>
        <input
          ref={input}
          type="file"
          multiple
          tabIndex={-1}
          aria-label={words.choose}
          className="sr-only"
          onChange={({ currentTarget }) => {
            add([...(currentTarget.files ?? [])])
            currentTarget.value = ''
          }}
        />
      </div>
      <p aria-live="polite" className="text-body text-ink2 tabular">
        {arrived === 0 ? '' : words.arrived(arrived)}
      </p>
      {files.length === 0 ? null : (
        <ul
          aria-label={words.files}
          className="divide-y divide-hair overflow-hidden rounded-card border border-hair bg-surface"
        >
          {files.map((file) => (
            <DropRow key={file.id} file={file} onRetry={() => retry(file.id)} onCancel={() => cancel(file.id)} />
          ))}
        </ul>
      )}
    </section>
  )
}
