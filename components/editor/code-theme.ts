import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** The field in the tokens of the house: the same names in light and dark. */
export const codeTheme = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'transparent', fontSize: 'inherit' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'ui-monospace, monospace', lineHeight: '1.6', overscrollBehavior: 'contain' },
  '.cm-content': { padding: '12px 0 40vh', caretColor: 'var(--ember)' },
  '.cm-line': { padding: '0 16px' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--ink3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 0 0 16px', minWidth: '40px', fontVariantNumeric: 'tabular-nums' },
  '.cm-content ::selection, .cm-line::selection': { backgroundColor: 'var(--select)' },
  '.cm-searchMatch': { backgroundColor: 'var(--amber-soft)', outline: '1px solid var(--edge)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--ember-soft)', outline: '1px solid var(--ember)' },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--ink)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--hair)' },
  '.cm-panel.cm-search': { padding: '8px 44px 8px 12px', fontFamily: 'inherit', fontSize: '13px' },
  '.cm-panel.cm-search label': { display: 'inline-flex', alignItems: 'center', gap: '4px', fontSize: '13px' },
  '.cm-panel.cm-search [name=close]': { width: '32px', height: '32px', fontSize: '20px', top: '4px', right: '8px' },
  '.cm-textfield': {
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    border: '1px solid var(--edge)',
    borderRadius: '10px',
    padding: '6px 10px',
    fontSize: '1em',
  },
  '.cm-button': {
    backgroundColor: 'var(--surface)',
    backgroundImage: 'none',
    color: 'var(--ink)',
    border: '1px solid var(--edge)',
    borderRadius: '10px',
    padding: '6px 12px',
    fontSize: '1em',
  },
  '.cm-textfield:focus-visible, .cm-button:focus-visible, .cm-panel.cm-search [name=close]:focus-visible': {
    outline: '2px solid var(--ember)',
    outlineOffset: '2px',
  },
})

/** Two texts beside each other: a ground for the line, a line under what differs in it. */
export const compareTheme = EditorView.theme({
  '&': { fontSize: '13px' },
  '.cm-content': { padding: '8px 0' },
  '.cm-line': { padding: '0 10px' },
  '.cm-changedLine, .cm-insertedLine': { backgroundColor: 'var(--green-soft)' },
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk .cm-deletedLine': { backgroundColor: 'var(--red-soft)' },
  '.cm-changedText, .cm-deletedText, &.cm-merge-a .cm-changedText, &.cm-merge-b .cm-changedText, .cm-deletedChunk .cm-deletedText':
    {
      background: 'none',
      textDecoration: 'underline',
      textDecorationThickness: '2px',
      textUnderlineOffset: '3px',
    },
  '.cm-deletedChunk': { padding: '0 10px' },
  '.cm-collapsedLines': { background: 'var(--sunken)', color: 'var(--ink2)', padding: '4px 10px' },
})

/** Structure by weight and tone; one colour for what leads elsewhere. */
export const codeHighlighting = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.heading, fontWeight: '600' },
    { tag: tags.strong, fontWeight: '600' },
    { tag: tags.emphasis, fontStyle: 'italic' },
    { tag: tags.strikethrough, textDecoration: 'line-through' },
    { tag: [tags.link, tags.url], color: 'var(--lake)' },
    { tag: tags.monospace, color: 'var(--clay)' },
    { tag: tags.quote, color: 'var(--ink2)' },
    { tag: [tags.processingInstruction, tags.meta, tags.contentSeparator], color: 'var(--ink3)' },
  ]),
)
