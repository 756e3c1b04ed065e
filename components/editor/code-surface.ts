import { defaultKeymap, history, historyKeymap, indentLess, insertTab } from '@codemirror/commands'
import { openSearchPanel, search, searchKeymap } from '@codemirror/search'
import { Annotation, Compartment, EditorState, type Extension, Text } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import type { TextSurface } from '#lib/browser/text/text-state.ts'
import type { TextFormat } from '#lib/core/text/text-format.ts'
import { codeHighlighting, codeTheme } from './code-theme.ts'

export interface CodeSurfaceOptions {
  readonly parent: HTMLElement
  readonly text: string
  readonly format: TextFormat
  /** The name of the field. */
  readonly label: string
  /** Of the file: its ending says what is highlighted. */
  readonly name: string
  readonly phrases: Readonly<Record<string, string>>
  readonly onEdited: () => void
  readonly onSave: () => void
  /** Esc was pressed in the text: Tab leaves it now. False when it was typed in again. */
  readonly onTabLeaves: (leaves: boolean) => void
}

export interface CodeSurface extends TextSurface {
  setWritable(isWritable: boolean): void
  focus(): void
  find(): void
  destroy(): void
}

/** What is shown by the vault is nothing that a person wrote. */
const fromOutside = Annotation.define<boolean>()

/** CodeMirror as one field of the page. */
export function createCodeSurface(options: CodeSurfaceOptions): CodeSurface {
  const writable = new Compartment()
  const endings = new Compartment()
  const language = new Compartment()
  let leaves = false
  const save = () => {
    options.onSave()
    return true
  }
  const setLeaves = (view: EditorView, next: boolean) => {
    if (next === leaves) return
    leaves = next
    view.setTabFocusMode(next)
    options.onTabLeaves(next)
  }

  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: linesOf(options.text),
      extensions: [
        keymap.of([
          { key: 'Mod-s', preventDefault: true, run: save },
          ...searchKeymap,
          {
            key: 'Escape',
            // The second one is left to whoever closes.
            run: (target) => {
              const isFirst = !leaves
              setLeaves(target, true)
              return isFirst
            },
          },
          { key: 'Tab', run: insertTab, shift: indentLess },
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        EditorView.domEventHandlers({
          keydown: ({ key }, target) => {
            if (!['Tab', 'Shift', 'Escape', 'Control', 'Alt', 'Meta'].includes(key)) setLeaves(target, false)
          },
          blur: (_event, target) => setLeaves(target, false),
        }),
        EditorView.updateListener.of(({ docChanged, transactions }) => {
          const isOurs = transactions.some((transaction) => transaction.annotation(fromOutside))
          if (docChanged && !isOurs) options.onEdited()
        }),
        EditorView.contentAttributes.of({
          'aria-label': options.label,
          ...{ spellcheck: 'true', autocorrect: 'on', autocapitalize: 'sentences' },
        }),
        EditorState.phrases.of({ ...options.phrases }),
        ...[history(), search({ top: true }), EditorView.lineWrapping, lineNumbers(), codeTheme, codeHighlighting],
        ...[writable.of([]), endings.of(endingsOf(options.format)), language.of([])],
      ],
    }),
  })
  let isThere = true
  void languageOf(options.name)
    .then((loaded) => isThere && view.dispatch({ effects: language.reconfigure(loaded) }))
    // Without its colours the text is the same.
    .catch(() => undefined)

  return {
    read: () => view.state.doc.toString(),
    show(text, format) {
      const changes = { from: 0, to: view.state.doc.length, insert: linesOf(text) }
      const effects = endings.reconfigure(endingsOf(format))
      const head = Math.min(view.state.selection.main.head, text.length)
      view.dispatch({ changes, effects, selection: { anchor: head }, annotations: fromOutside.of(true) })
    },
    setWritable(isWritable) {
      const extension = isWritable ? [] : [EditorState.readOnly.of(true), EditorView.editable.of(false)]
      view.dispatch({ effects: writable.reconfigure([extension, isWritable ? [] : readOnlyField]) })
    },
    focus: () => view.focus(),
    find: () => void openSearchPanel(view),
    destroy() {
      isThere = false
      view.destroy()
    },
  }
}

/** What cannot be written in can still be reached, scrolled and read by keyboard. */
const readOnlyField = EditorView.contentAttributes.of({ tabindex: '0', 'aria-readonly': 'true' })

/** Only "\n" parts lines here: what else may end a line was taken care of by `readText`. */
function linesOf(text: string): Text {
  return Text.of(text.split('\n'))
}

/** In a text of mixed line ends a "\r" is a character of its line. What is pasted brings none along. */
function endingsOf({ lineEnding }: TextFormat): Extension {
  if (lineEnding !== 'mixed') return []
  return [
    EditorState.lineSeparator.of('\n'),
    EditorView.clipboardInputFilter.of((text) => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')),
  ]
}

async function languageOf(name: string): Promise<Extension> {
  if (!/\.(md|markdown)$/i.test(name)) return []
  const { markdown } = await import('@codemirror/lang-markdown')
  return markdown()
}
