'use client'

import { Search, X } from 'lucide-react'
import { Button } from '#components/ui/Button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { IconButton } from '#components/ui/IconButton.tsx'
import type { TextSession } from '#lib/browser/text/text-session.ts'
import { isWritable, type TextState } from '#lib/browser/text/text-state.ts'
import { useEditorStrings } from './use-editor-strings.ts'

export interface EditorHeadProps {
  session: TextSession
  state: TextState
  onFind: () => void
  onClose: () => void
}

/** The name, whether it is saved, and the way to save it. */
export function EditorHead({ session, state, onFind, onClose }: EditorHeadProps) {
  const editor = useEditorStrings()
  const open = state.kind === 'open' ? state : null
  const mayChange = open?.entry.may.change ?? false
  const phase = open?.phase ?? 'saved'
  const words = open === null ? '' : mayChange ? editor.phases[phase] : editor.readOnly
  const isDone = phase === 'saved' || phase === 'saving' || phase === 'conflict'
  return (
    <header className="flex shrink-0 items-center gap-1 border-hair border-b px-2 pt-[max(0.5rem,env(safe-area-inset-top))] pb-2">
      <IconButton icon={X} label={editor.close} onPress={onClose} />
      <div className="min-w-0 flex-1 px-1">
        <h1 className="truncate text-head">
          {state.kind === 'open' || state.kind === 'refused' ? state.entry.name : editor.loading}
        </h1>
        <p role="status" className={classNames('text-caption', phase === 'failed' ? 'text-red' : 'text-ink2')}>
          {words}
        </p>
      </div>
      {open === null ? null : <IconButton icon={Search} label={editor.find} onPress={onFind} />}
      {open === null || !mayChange ? null : (
        <Button
          tone="primary"
          size="bar"
          isDisabled={isDone || !isWritable(open)}
          onPress={() => void session.save()}
          className="mr-1 shrink-0"
        >
          {phase === 'failed' ? editor.tryAgain : editor.save}
        </Button>
      )}
    </header>
  )
}
