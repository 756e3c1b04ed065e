'use client'

import { lazy, type RefObject, Suspense, useState } from 'react'
import { useFormat } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { Radio, RadioGroup } from '#components/ui/RadioGroup.tsx'
import { useNow } from '#components/ui/use-now.ts'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import type { TextSession } from '#lib/browser/text/text-session.ts'
import type { TextState, Theirs } from '#lib/browser/text/text-state.ts'
import type { CodeSurface } from './code-surface.ts'
import { useEditorStrings } from './use-editor-strings.ts'
import { useKeepBoth } from './use-keep-both.ts'

const CompareTexts = lazy(() => import('./CompareTexts.tsx').then((file) => ({ default: file.CompareTexts })))

export interface SaveConflictDialogProps {
  session: TextSession
  state: TextState
  surface: RefObject<CodeSurface | null>
  onMoved: (entryId: string) => void
}

type Choice = 'keep' | 'replace' | 'theirs'

/** Somebody was faster: who, when, and what should become of the two texts. */
export function SaveConflictDialog({ session, state, surface, onMoved }: SaveConflictDialogProps) {
  const editor = useEditorStrings()
  const { conflict } = editor
  const format = useFormat()
  const now = useNow()
  const [choice, setChoice] = useState<Choice>('keep')
  const [mine, setMine] = useState<string | null>(null)
  const keepBoth = useKeepBoth(session, onMoved)
  const open = state.kind === 'open' ? state : null
  const theirs = open?.theirs ?? null
  // What it was about stays while it fades away.
  const [last, setLast] = useState<Theirs | null>(null)
  if (theirs !== null && theirs !== last) setLast(theirs)
  useOnOpen(theirs !== null, () => {
    setChoice('keep')
    setMine(null)
  })
  if (last === null) return null
  const answer = () => {
    if (choice === 'keep') void keepBoth()
    else if (choice === 'replace') void session.replaceTheirs()
    else void session.takeTheirs()
  }
  return (
    <FormDialog
      isOpen={theirs !== null}
      onClose={() => session.decideLater()}
      title={conflict.title(last.savedBy)}
      verb={conflict.go}
      pendingVerb={editor.saving}
      size="wide"
      isPending={open?.phase === 'saving'}
      error={open?.failure ?? null}
      onSubmit={answer}
    >
      <p>{conflict.when(last.savedBy, format.when(last.savedAt, now))}</p>
      <RadioGroup label={conflict.question} value={choice} onChange={setChoice}>
        <Radio value="keep" help={conflict.keepHelp}>
          {conflict.keep}
        </Radio>
        <Radio value="replace" help={conflict.replaceHelp}>
          {conflict.replace}
        </Radio>
        <Radio
          value="theirs"
          isDisabled={last.read === null}
          help={last.read === null ? conflict.unreadable : conflict.theirsHelp}
        >
          {conflict.theirs}
        </Radio>
      </RadioGroup>
      {last.read === null ? null : (
        <Button
          aria-expanded={mine !== null}
          className="self-start"
          onPress={() => setMine(mine === null ? (surface.current?.read() ?? '') : null)}
        >
          {mine === null ? conflict.compare : conflict.hideCompare}
        </Button>
      )}
      {mine === null || last.read === null ? null : (
        <Suspense fallback={<p>{editor.loading}</p>}>
          <CompareTexts theirs={last.read.text} mine={mine} />
        </Suspense>
      )}
    </FormDialog>
  )
}
