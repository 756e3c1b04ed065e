'use client'

import { LinkIcon } from 'lucide-react'
import { useAction } from '#components/shell/use-action.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Card } from '#components/ui/Card.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { Section } from '#components/ui/Section.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { type ShareLink, shareLinkRoutes } from '#lib/contracts/http/share-links.ts'
import { ShareLinkRow } from './ShareLinkRow.tsx'
import { SHARE_LINKS_KEY } from './share-links-key.ts'
import { useShareLinkStrings } from './use-share-link-strings.ts'
import { useShareLinks } from './use-share-links.ts'

/** All that was given and not taken back; alive, for the vault says when it is different. */
export function ShareLinksSection({ of }: { of: 'me' | 'everybody' }) {
  const words = useShareLinkStrings()
  const { errors } = useStrings()
  const { show } = useToaster()
  const links = useShareLinks(of)
  const take = useAction({
    call: (api, link: ShareLink) => api.call(shareLinkRoutes.revoke, { params: { link: link.id } }),
    changes: [SHARE_LINKS_KEY],
    onDone: (_, link) => show({ message: words.taken(link.name) }),
    onFail: (error) => show({ message: errors.explain(error).sentence }),
  })
  return (
    <Section title={of === 'me' ? words.list : words.listAll}>
      <p className="text-body text-ink2">{of === 'me' ? words.listIntro : words.listAllIntro}</p>
      {links.isError && !links.data ? (
        <PageError error={links.error} onRetry={() => void links.refetch()} />
      ) : (
        <Card kind="rows">
          {links.isPending ? <SkeletonRows count={1} rowClassName="h-16 px-4" /> : null}
          {links.data?.length === 0 ? <EmptyState icon={LinkIcon}>{words.empty}</EmptyState> : null}
          {links.data && links.data.length > 0 ? (
            <ul aria-label={of === 'me' ? words.list : words.listAll} className="divide-y divide-hair">
              {links.data.map((link) => (
                <ShareLinkRow key={link.id} link={link} onTake={() => take.run(link)} isPending={take.isPending} />
              ))}
            </ul>
          ) : null}
        </Card>
      )}
    </Section>
  )
}
