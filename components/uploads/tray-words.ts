import type { Strings } from '#components/strings/en.ts'
import type { TrayState } from './use-tray.ts'

/** The head of the tray in one line: what needs somebody is said first. */
export function trayHead({ summary, jobs, groups, only }: TrayState, { transfers, files }: Strings): string {
  const { head } = transfers
  const [job] = jobs
  if (only) return only.isOver ? head.saved : only.isPinning ? head.pinning(only.count) : head.savingHere(only.count)
  if (groups.length === 0 && job) return files.jobs[job.action]('', null)
  if (summary.needsYouCount > 0 && summary.phase !== 'sending') return head.needsYou(summary.needsYouCount)
  switch (summary.phase) {
    case 'sending':
      return head.sending(summary.current, summary.total)
    case 'needsYou':
      return head.needsYou(summary.needsYouCount)
    case 'done':
      return head.done(summary.doneCount)
    case 'verifying':
    case 'waiting':
    case 'paused':
    case 'idle':
      return head[summary.phase]
  }
}
