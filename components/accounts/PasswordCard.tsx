'use client'

import { useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Card } from '#components/ui/Card.tsx'
import { Section } from '#components/ui/Section.tsx'
import { ChangePasswordDialog } from './ChangePasswordDialog.tsx'

export function PasswordCard() {
  const { you } = useStrings().accounts
  const [isOpen, setOpen] = useState(false)
  return (
    <Section title={you.passwordTitle}>
      <Card className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-48 text-body text-ink2">{you.passwordConsequence}</p>
        <Button size="bar" onPress={() => setOpen(true)}>
          {you.changePassword}
        </Button>
      </Card>
      <ChangePasswordDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </Section>
  )
}
