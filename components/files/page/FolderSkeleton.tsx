import { PageBody } from '#components/shell/PageBody.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'

/** A folder whose code is on its way. */
export function FolderSkeleton() {
  return (
    <>
      <TopBar back="/" />
      <PageBody width="full">
        <SkeletonRows count={8} rowClassName="h-14" />
      </PageBody>
    </>
  )
}
