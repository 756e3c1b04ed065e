import type { LucideIcon } from 'lucide-react'
import { Icon } from '#components/ui/Icon.tsx'
import { LinkButton } from './LinkButton.tsx'
import { words as own } from './outsider.ts'

export interface SentenceProps {
  icon: LucideIcon
  /** What is so, and what to do. */
  words: readonly [string, string]
  onRetry?: () => void
}

/** All there is to say, in the middle of the page. */
export function Sentence({ icon, words, onRetry }: SentenceProps) {
  return (
    <div className="my-auto flex flex-col items-center gap-4 py-10 text-center">
      <Icon of={icon} size={28} className="text-ink3" />
      <div role="alert">
        <h1 className="text-title">{words[0]}</h1>
        <p className="mt-1 text-body text-ink2">{words[1]}</p>
      </div>
      {onRetry ? <LinkButton onPress={onRetry}>{own.again}</LinkButton> : null}
    </div>
  )
}
