'use client'

import { CircleAlert, TriangleAlert } from 'lucide-react'
import { useFormat } from '#components/strings/use-strings.ts'
import { StateLine } from '#components/ui/StateLine.tsx'
import type { LogLine } from '#lib/contracts/http/admin.ts'
import { dateTimeFormat } from '#lib/core/format/intl.ts'
import { useCareStrings } from '../use-care-strings.ts'

/** One line of the log; what else it holds opens below it. */
export function LogRow({ line }: { line: LogLine }) {
  const words = useCareStrings().log
  const { locale } = useFormat()
  const time = dateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' }, line.at).format(line.at)
  const head = (
    <span className="flex min-w-0 flex-1 flex-col">
      <span className="text-body wrap-anywhere">{line.message || words.words[line.level]}</span>
      <span className="flex flex-wrap items-center gap-x-3 text-caption text-ink3 tabular">
        <time dateTime={new Date(line.at).toISOString()}>{time}</time>
        {words.components[line.component] ?? line.component}
        <Level level={line.level} />
      </span>
    </span>
  )
  if (line.details === '') return <li className="flex min-h-12 items-center px-4 py-2">{head}</li>
  return (
    <li>
      <details>
        <summary className="flex min-h-12 cursor-pointer items-center px-4 py-2 -outline-offset-2 press-motion hover:bg-hover">
          {head}
        </summary>
        <pre className="overflow-x-auto whitespace-pre-wrap px-4 pb-3 font-mono text-caption text-ink2 wrap-anywhere">
          {line.details}
        </pre>
      </details>
    </li>
  )
}

function Level({ level }: Pick<LogLine, 'level'>) {
  const { words } = useCareStrings().log
  if (level === 'warn') {
    return (
      <StateLine icon={TriangleAlert} tone="amber">
        {words.warn}
      </StateLine>
    )
  }
  if (level === 'error' || level === 'fatal') {
    return (
      <StateLine icon={CircleAlert} tone="red">
        {words[level]}
      </StateLine>
    )
  }
  return <span>{words[level]}</span>
}
