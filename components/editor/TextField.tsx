'use client'

import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'
import type { TextSession } from '#lib/browser/text/text-session.ts'
import { isWritable, type OpenText } from '#lib/browser/text/text-state.ts'
import { type CodeSurface, createCodeSurface } from './code-surface.ts'
import { useEditorStrings } from './use-editor-strings.ts'

export interface TextFieldProps {
  session: TextSession
  text: OpenText
  surface: RefObject<CodeSurface | null>
  onTabLeaves: (leaves: boolean) => void
}

/** The field itself. What is in it belongs to CodeMirror; the session asks it. */
export function TextField({ session, text, surface, onTabLeaves }: TextFieldProps) {
  const editor = useEditorStrings()
  const parent = useRef<HTMLDivElement>(null)
  const create = useEffectEvent((element: HTMLElement) =>
    createCodeSurface({
      parent: element,
      text: text.text,
      format: text.format,
      label: editor.field(text.entry.name),
      name: text.entry.name,
      phrases: editor.phrases,
      onEdited: () => session.edited(),
      onSave: () => void session.save(),
      onTabLeaves,
    }),
  )
  useEffect(() => {
    if (parent.current === null) return
    const created = create(parent.current)
    surface.current = created
    const detach = session.attach(created)
    created.focus()
    return () => {
      detach()
      surface.current = null
      created.destroy()
    }
  }, [session, surface])
  const writable = isWritable(text)
  useEffect(() => surface.current?.setWritable(writable), [surface, writable])
  return <div ref={parent} className="code-field min-h-0 flex-1 overflow-hidden select-text" />
}
