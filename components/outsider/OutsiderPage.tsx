import { LinkIcon } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { Mark } from '#components/ui/Mark.tsx'
import type { SharedView } from '#lib/contracts/http/share-links.ts'
import { DropBox } from './DropBox.tsx'
import { words } from './outsider.ts'
import { PasswordForm } from './PasswordForm.tsx'
import { Sentence } from './Sentence.tsx'
import { SharedEntries } from './SharedEntries.tsx'
import { useLink } from './use-link.ts'

/** The page of `/s#token`: what somebody without an account was sent. It loads nothing of the app. */
export function OutsiderPage() {
  const { state, open, openAgain } = useLink()
  useEffect(() => {
    if (state.kind === 'open') document.title = `${state.view.name} · ${state.view.vaultName}`
  }, [state])
  switch (state.kind) {
    case 'opening':
      return (
        <Frame name="Hearth">
          <p role="status" className="text-body text-ink2">
            {words.loading}
          </p>
        </Frame>
      )
    case 'no_token':
      return (
        <Frame name="Hearth">
          <Sentence icon={LinkIcon} words={words.noToken} />
        </Frame>
      )
    case 'password':
      return (
        <Frame name="Hearth">
          <PasswordForm failure={state.failure} onOpen={open} />
        </Frame>
      )
    case 'shut': {
      const { code, retryAfterSeconds } = state.failure
      return (
        <Frame name="Hearth">
          <Sentence icon={LinkIcon} words={words.failure(code, retryAfterSeconds)} onRetry={openAgain} />
        </Frame>
      )
    }
    case 'open':
      return (
        <Frame name={state.view.vaultName}>
          <Head view={state.view} />
          {state.view.drop === null ? (
            <SharedEntries view={state.view} onUsed={openAgain} />
          ) : (
            <DropBox view={state.view} drop={state.view.drop} onSent={openAgain} />
          )}
        </Frame>
      )
  }
}

function Frame({ name, children }: { name: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-180 flex-col gap-5 px-5 pt-[max(1.25rem,env(safe-area-inset-top))] pb-[max(1.25rem,env(safe-area-inset-bottom))] tablet:pt-12">
      <div className="flex items-center gap-2.5 text-head">
        <Mark size={26} />
        {name}
      </div>
      {children}
    </main>
  )
}

function Head({ view }: { view: SharedView }) {
  const { drop, madeBy, expiresAt, usesLeft, isCounted } = view
  const limited = usesLeft === null || drop !== null ? null : isCounted ? words.counted : words.uses(usesLeft)
  return (
    <header className="flex flex-col gap-1">
      <h1 className="text-display wrap-anywhere">{view.name}</h1>
      <p className="text-body text-ink2">
        {drop === null ? words.from(madeBy) : words.asks(madeBy)}
        {expiresAt === null ? null : <span className="tabular">. {words.until(expiresAt)}</span>}
      </p>
      {limited === null ? null : <p className="text-body text-ink2">{limited}</p>}
    </header>
  )
}
