'use client'

import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { useAction } from '#components/shell/use-action.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Card } from '#components/ui/Card.tsx'
import { ConfirmDialog } from '#components/ui/ConfirmDialog.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { Section } from '#components/ui/Section.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { type ServiceToken, serviceTokenRoutes } from '#lib/contracts/http/service-tokens.ts'
import { useCareStrings } from '../use-care-strings.ts'
import { NewTokenDialog } from './NewTokenDialog.tsx'
import { TokenRow } from './TokenRow.tsx'
import { TOKENS_KEY, useTokens } from './use-tokens.ts'

/** Tokens of machines: what each opens, when it was used last, and its end. */
export function TokensSection() {
  const strings = useStrings()
  const words = useCareStrings().tokens
  const { show } = useToaster()
  const tokens = useTokens()
  const [isAdding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<ServiceToken | null>(null)
  const revoke = useAction({
    call: (api, token: ServiceToken) => api.call(serviceTokenRoutes.revoke, { params: { token: token.id } }),
    changes: [TOKENS_KEY],
    onDone: (_, token) => {
      setLeaving(null)
      show({ message: words.revoked(token.name) })
    },
    onFail: (error) => {
      setLeaving(null)
      show({ message: strings.errors.explain(error).sentence })
    },
  })
  return (
    <Section title={words.title}>
      <p className="text-body text-ink2">{words.intro}</p>
      {tokens.isError && !tokens.data ? (
        <PageError error={tokens.error} onRetry={() => void tokens.refetch()} />
      ) : (
        <Card kind="rows">
          {tokens.isPending ? <SkeletonRows count={1} rowClassName="h-16 px-4" /> : null}
          {tokens.data?.length === 0 ? <EmptyState icon={KeyRound}>{words.empty}</EmptyState> : null}
          {tokens.data?.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setLeaving(token)} />
          ))}
        </Card>
      )}
      <Button icon={Plus} onPress={() => setAdding(true)} className="self-start">
        {words.add}
      </Button>
      <NewTokenDialog isOpen={isAdding} onClose={() => setAdding(false)} />
      <ConfirmDialog
        isOpen={leaving !== null}
        onClose={() => setLeaving(null)}
        title={words.revokeTitle(leaving?.name ?? '')}
        verb={words.revoke}
        isPending={revoke.isPending}
        onConfirm={() => leaving && revoke.run(leaving)}
      >
        {words.revokeHelp}
      </ConfirmDialog>
    </Section>
  )
}
