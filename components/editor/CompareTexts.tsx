'use client'

import { MergeView, unifiedMergeView } from '@codemirror/merge'
import { EditorState, Text } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { PHONE, useMedia } from '#components/ui/use-media.ts'
import { codeTheme, compareTheme } from './code-theme.ts'
import { useEditorStrings } from './use-editor-strings.ts'

export interface CompareTextsProps {
  theirs: string
  mine: string
}

const COLLAPSED = { margin: 2, minSize: 5 }

/** Two texts side by side; one below the other's lines where there is no room. */
export function CompareTexts({ theirs, mine }: CompareTextsProps) {
  const { conflict } = useEditorStrings()
  const isPhone = useMedia(PHONE)
  const parent = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (parent.current === null) return
    const view = isPhone
      ? createUnified(parent.current, theirs, mine, conflict.compared)
      : new MergeView({
          parent: parent.current,
          a: { doc: linesOf(theirs), extensions: reading(conflict.theirText) },
          b: { doc: linesOf(mine), extensions: reading(conflict.myText) },
          collapseUnchanged: COLLAPSED,
          gutter: false,
        })
    return () => view.destroy()
  }, [theirs, mine, isPhone, conflict])
  return (
    <div>
      {isPhone ? null : (
        <div aria-hidden className="grid grid-cols-2 pb-1 text-caption text-ink2">
          <span>{conflict.theirText}</span>
          <span>{conflict.myText}</span>
        </div>
      )}
      <div
        ref={parent}
        className="compare-texts overflow-hidden rounded-tile border border-hair bg-surface select-text"
      />
    </div>
  )
}

function createUnified(parent: HTMLElement, theirs: string, mine: string, label: string): EditorView {
  const compared = unifiedMergeView({
    original: linesOf(theirs),
    mergeControls: false,
    gutter: false,
    collapseUnchanged: COLLAPSED,
  })
  return new EditorView({ parent, doc: linesOf(mine), extensions: [...reading(label), compared] })
}

function reading(label: string) {
  return [
    ...[EditorState.readOnly.of(true), EditorView.editable.of(false), EditorView.lineWrapping, compareTheme, codeTheme],
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
  ]
}

function linesOf(text: string): Text {
  return Text.of(text.split('\n'))
}
