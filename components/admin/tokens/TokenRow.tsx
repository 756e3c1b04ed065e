'use client'

import { KeyRound } from 'lucide-react'
import { useFormat } from '#components/strings/use-strings.ts'
import { Badge } from '#components/ui/Badge.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { ServiceToken } from '#lib/contracts/http/service-tokens.ts'
import { useCareStrings } from '../use-care-strings.ts'

export function TokenRow({ token, onRevoke }: { token: ServiceToken; onRevoke: () => void }) {
  const words = useCareStrings().tokens
  const format = useFormat()
  const now = useNow()
  const used = token.lastUsedAt === null ? words.neverUsed : words.usedAt(format.when(token.lastUsedAt, now))
  return (
    <div className="flex min-h-16 items-center gap-3.5 px-4 py-2.5">
      <Icon of={KeyRound} size={22} className="text-ink2" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-body font-medium">{token.name}</p>
        <p className="text-caption text-ink3 tabular">
          {words.scopes[token.scope]}. {used}
        </p>
        <p className="text-caption text-ink3 tabular">
          {words.madeBy(token.madeBy, format.when(token.createdAt, now))}
        </p>
      </div>
      {token.works ? null : <Badge tone="red">{words.dead(token.madeBy)}</Badge>}
      <Button size="bar" onPress={onRevoke} aria-label={words.revokeOne(token.name)}>
        {words.revoke}
      </Button>
    </div>
  )
}
