'use client'

import { useState } from 'react'
import { Card } from '#components/ui/Card.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { Section } from '#components/ui/Section.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { useCareStrings } from '../use-care-strings.ts'
import { ConfigDialog } from './ConfigDialog.tsx'
import { ConfigRow } from './ConfigRow.tsx'
import { useConfig } from './use-config.ts'

/** Every setting with its value, where that comes from, and the way to change it. */
export function ConfigPanel() {
  const words = useCareStrings().config
  const config = useConfig()
  const [editing, setEditing] = useState<string | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  if (config.isPending) return <SkeletonRows count={8} />
  if (!config.data) return <PageError error={config.error} onRetry={() => void config.refetch()} />
  const settings = config.data
  const edited = settings.find(({ key }) => key === editing)
  return (
    <>
      <p className="text-body text-ink2">{words.intro}</p>
      {[...new Set(settings.map(({ section }) => section))].map((section) => (
        <Section key={section} title={words.sections[section] ?? section}>
          <Card kind="rows">
            {settings
              .filter((setting) => setting.section === section)
              .map((setting) => (
                <ConfigRow
                  key={setting.key}
                  setting={setting}
                  onChange={() => {
                    setEditing(setting.key)
                    setIsOpen(true)
                  }}
                />
              ))}
          </Card>
        </Section>
      ))}
      {edited ? <ConfigDialog setting={edited} isOpen={isOpen} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}
