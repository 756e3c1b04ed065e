'use client'

import { CloudOff, FileClock, History, Lock, RefreshCw, Scale, TriangleAlert, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { codeOf } from '#components/strings/errors.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Notice } from '#components/ui/Notice.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { TextSession } from '#lib/browser/text/text-session.ts'
import type { OpenText } from '#lib/browser/text/text-state.ts'
import { MAX_TEXT_BYTES } from '#lib/core/text/text-limits.ts'
import { useEditorStrings } from './use-editor-strings.ts'
import { useKeepBoth } from './use-keep-both.ts'

export interface EditorNoticesProps {
  session: TextSession
  text: OpenText
  isKept: boolean
  onMoved: (entryId: string) => void
}

/** What a person should know before the next word; nothing most of the time. */
export function EditorNotices({ session, text, isKept, onMoved }: EditorNoticesProps) {
  const editor = useEditorStrings()
  const format = useFormat()
  const now = useNow()
  const { draft, behind, renewed, entry } = text
  const isTooLarge = text.sizeBytes > MAX_TEXT_BYTES
  const hasAny = !entry.may.change || draft || behind || renewed || text.setAside !== null || isTooLarge || text.failure
  if (!hasAny) return null
  return (
    <div className="flex max-h-1/2 shrink-0 flex-col gap-2 overflow-y-auto p-3">
      {entry.may.change ? null : <Notice icon={Lock} title={editor.readOnlyHelp} />}
      {draft ? (
        <Notice
          icon={FileClock}
          tone="amber"
          role="status"
          className="max-tablet:flex-wrap"
          title={editor.draft(format.when(draft.at, now))}
          action={
            <Choices>
              <Button size="bar" onPress={() => void session.dropDraft()}>
                {editor.draftDrop}
              </Button>
              <Button size="bar" tone="primary" onPress={() => session.takeDraft()}>
                {editor.draftTake}
              </Button>
            </Choices>
          }
        >
          {draft.contentId === entry.contentId ? null : editor.draftBehind}
        </Notice>
      ) : null}
      {behind ? (
        <Notice
          icon={Users}
          tone="amber"
          role="status"
          title={editor.behind(behind.savedBy, format.when(behind.savedAt, now))}
        >
          {editor.behindHelp}
        </Notice>
      ) : null}
      {renewed ? (
        <Notice
          icon={RefreshCw}
          role="status"
          title={editor.renewed(renewed.savedBy, format.when(renewed.savedAt, now))}
          action={
            <Button size="bar" onPress={() => session.dismissNews()}>
              {editor.dismiss}
            </Button>
          }
        />
      ) : null}
      {text.setAside === null ? null : <SetAside session={session} mine={text.setAside} />}
      {isTooLarge ? <Notice icon={Scale} tone="red" role="alert" title={editor.tooLarge(text.sizeBytes)} /> : null}
      {text.phase === 'failed' && codeOf(text.failure) !== 'text_too_large' ? (
        <Failure session={session} text={text} isKept={isKept} onMoved={onMoved} />
      ) : null}
    </div>
  )
}

function Failure({ session, text, isKept, onMoved }: EditorNoticesProps) {
  const editor = useEditorStrings()
  const { errors } = useStrings()
  const keepBoth = useKeepBoth(session, onMoved)
  const { sentence, advice, offline } = errors.explain(text.failure)
  return (
    <Notice
      icon={offline ? CloudOff : TriangleAlert}
      tone={offline ? 'amber' : 'red'}
      role="alert"
      className="max-tablet:flex-wrap"
      title={offline ? editor.offline : `${editor.failed} ${sentence} ${advice}`}
      action={
        offline ? null : (
          <Choices>
            <Button size="bar" onPress={() => void keepBoth()}>
              {editor.saveCopy}
            </Button>
          </Choices>
        )
      }
    >
      {isKept ? editor.draftKept : editor.draftLost}
    </Notice>
  )
}

function SetAside({ session, mine }: { session: TextSession; mine: string }) {
  const editor = useEditorStrings()
  const toaster = useToaster()
  const copy = () =>
    navigator.clipboard
      ?.writeText(mine)
      .then(() => toaster.show({ message: editor.copied }))
      .catch(() => toaster.show({ message: editor.copyFailed }))
  return (
    <Notice
      icon={History}
      role="status"
      className="max-tablet:flex-wrap"
      title={editor.setAside}
      action={
        <Choices>
          {/* On plain http a page may not write to the clipboard; undo brings the text back there. */}
          {window.isSecureContext ? (
            <Button size="bar" onPress={() => void copy()}>
              {editor.copyMine}
            </Button>
          ) : null}
          <Button size="bar" onPress={() => session.takeBack()}>
            {editor.bringBack}
          </Button>
          <Button size="bar" onPress={() => session.dismissNews()}>
            {editor.dismiss}
          </Button>
        </Choices>
      }
    >
      {editor.setAsideHelp}
    </Notice>
  )
}

/** Beside the words, or below them on a phone. */
function Choices({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap justify-end gap-2 max-tablet:w-full">{children}</div>
}
