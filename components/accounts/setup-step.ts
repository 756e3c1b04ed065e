import type { SetupAnswers } from './use-setup.ts'

/** What every step of the set-up gets. */
export interface SetupStepProps {
  answers: SetupAnswers
  change: (part: Partial<SetupAnswers>) => void
  /** What came back from the vault, if anything. */
  error: unknown
  onNext: () => void
  onBack: () => void
}
