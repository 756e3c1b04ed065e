'use client'

import { FileWarning } from 'lucide-react'
import type { RefObject } from 'react'
import { downloadHref } from '#components/player/content-href.ts'
import { useApi } from '#components/shell/api-context.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { ButtonLink } from '#components/ui/ButtonLink.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import type { TextSession } from '#lib/browser/text/text-session.ts'
import type { OpenText, TextState } from '#lib/browser/text/text-state.ts'
import type { CodeSurface } from './code-surface.ts'
import { EditorNotices } from './EditorNotices.tsx'
import { TextField } from './TextField.tsx'
import { useEditorStrings } from './use-editor-strings.ts'

export interface EditorBodyProps {
  session: TextSession
  state: TextState
  surface: RefObject<CodeSurface | null>
  /** Whether this browser keeps drafts beyond the page. */
  isKept: boolean
  tabLeaves: boolean
  onTabLeaves: (leaves: boolean) => void
  onMoved: (entryId: string) => void
}

export function EditorBody(props: EditorBodyProps) {
  const { session, state, surface, isKept, tabLeaves, onTabLeaves, onMoved } = props
  const editor = useEditorStrings()
  const { errors } = useStrings()
  const api = useApi()
  switch (state.kind) {
    case 'loading':
      return <p className="p-6 text-body text-ink2">{editor.loading}</p>
    case 'failed': {
      const { sentence, advice } = errors.explain(state.error)
      return (
        <EmptyState
          icon={FileWarning}
          action={<Button onPress={() => void session.open()}>{editor.tryAgain}</Button>}
        >{`${editor.loadFailed} ${sentence} ${advice}`}</EmptyState>
      )
    }
    case 'refused':
      return (
        <EmptyState
          icon={FileWarning}
          action={
            <ButtonLink href={downloadHref(api, state.entry)} download={state.entry.name}>
              {editor.download}
            </ButtonLink>
          }
        >{`${editor.refused[state.reason]} ${editor.refusedHelp[state.reason]}`}</EmptyState>
      )
    case 'open':
      return (
        <>
          <EditorNotices session={session} text={state} isKept={isKept} onMoved={onMoved} />
          <TextField session={session} text={state} surface={surface} onTabLeaves={onTabLeaves} />
          <Foot text={state} tabLeaves={tabLeaves} />
        </>
      )
  }
}

function Foot({ text, tabLeaves }: { text: OpenText; tabLeaves: boolean }) {
  const editor = useEditorStrings()
  const format = useFormat()
  const facts = [format.bytes(text.sizeBytes), editor.endings[text.format.lineEnding]]
  return (
    <footer className="flex shrink-0 items-center justify-between gap-4 border-hair border-t px-4 py-2 text-caption text-ink2 tabular max-tablet:pb-[max(0.5rem,env(safe-area-inset-bottom))]">
      <span>{facts.filter((fact) => fact !== '').join(', ')}</span>
      <span className="max-tablet:hidden" role="status">
        {tabLeaves ? editor.tabLeaves : editor.hint}
      </span>
    </footer>
  )
}
