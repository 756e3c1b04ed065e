'use client'

import { Card } from '#components/ui/Card.tsx'
import { Section } from '#components/ui/Section.tsx'
import { UsageList } from './UsageList.tsx'
import { useUsageOf } from './use-usage-here.ts'
import { useUsageStrings } from './use-usage-strings.ts'

/** How much the person has used, on the page of the account. */
export function UsageCard() {
  const words = useUsageStrings()
  const answer = useUsageOf(null)
  return (
    <Section title={words.title}>
      <Card>
        <UsageList answer={answer} />
      </Card>
    </Section>
  )
}
