import { LinkButton } from './LinkButton.tsx'
import { words } from './outsider.ts'
import { type DroppedFile, stateWords } from './use-drop.ts'

/** One file on its way into the drop box. */
export function DropRow({ file, onRetry, onCancel }: { file: DroppedFile; onRetry: () => void; onCancel: () => void }) {
  const { name, sizeBytes, sentBytes, state } = file
  const share = sizeBytes === 0 ? (state === 'done' ? 1 : 0) : sentBytes / sizeBytes
  return (
    <li className="flex flex-col gap-1.5 px-4 py-3">
      <div className="flex items-center gap-3">
        <span className="min-w-0 flex-1">
          <span className="block truncate text-body font-medium">{name}</span>
          <span className={state === 'failed' ? 'text-caption text-red' : 'text-caption text-ink2 tabular'}>
            {words.size(sizeBytes)}. {stateWords(file)}
          </span>
        </span>
        {state === 'failed' ? (
          <LinkButton size="bar" label={words.retryOf(name)} onPress={onRetry}>
            {words.retry}
          </LinkButton>
        ) : null}
        {state === 'done' ? null : (
          <LinkButton size="bar" label={words.cancelOf(name)} onPress={onCancel}>
            {words.cancel}
          </LinkButton>
        )}
      </div>
      {state === 'sending' ? (
        <div aria-hidden className="h-1 overflow-hidden rounded-pill bg-hair">
          <div className="h-full origin-left bg-ember" style={{ transform: `scaleX(${share})` }} />
        </div>
      ) : null}
    </li>
  )
}
