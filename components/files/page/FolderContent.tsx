'use client'

import { Lock, RefreshCw, Unplug } from 'lucide-react'
import { lazy, type RefObject, Suspense, useCallback } from 'react'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Notice } from '#components/ui/Notice.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { DESKTOP, useMedia } from '#components/ui/use-media.ts'
import { cutIdsOf } from '../clipboard.ts'
import type { CollectionHandlers } from '../view/collection-types.ts'
import { EntryCollection } from '../view/EntryCollection.tsx'
import { ListHeader } from '../view/ListHeader.tsx'
import { EmptyFolder } from './EmptyFolder.tsx'
import { FilterBar } from './FilterBar.tsx'
import { FolderGone } from './FolderGone.tsx'
import type { FolderActions } from './use-folder-actions.ts'
import type { FolderPageState } from './use-folder-page.ts'

const UsageNotice = lazy(async () => ({ default: (await import('#components/usage/UsageNotice.tsx')).UsageNotice }))

export interface FolderContentProps {
  page: FolderPageState
  actions: FolderActions
  handlers: CollectionHandlers
  scroller: RefObject<HTMLDivElement | null>
}

/** What scrolls on a folder's page. */
export function FolderContent({ page, actions, handlers, scroller }: FolderContentProps) {
  const { files, errors } = useStrings()
  const { place, folder, cells, selection, list } = page
  const onSeen = useCallback((first: number, end: number) => list.show(first, end), [list])
  const isSelecting = selection.count > 0
  const isDesktop = useMedia(DESKTOP)
  const selected = !isSelecting ? 'none' : selection.count === folder.total.count ? 'all' : 'some'

  const body = () => {
    if (folder.status === 'failed' && codeOf(folder.error) === 'not_found')
      return <FolderGone page={page} actions={actions} />
    if (folder.status === 'failed') return <PageError error={folder.error} onRetry={actions.readAgain} />
    if (folder.status === 'loading' || !page.isSettled) return <SkeletonRows count={8} rowClassName="h-14" />
    if (cells.length + page.unknown === 0) return <EmptyFolder page={page} />
    return (
      <EntryCollection
        key={page.listKey}
        label={files.list(page.folderName)}
        view={page.view}
        detail={page.detail}
        cells={cells}
        unknown={page.unknown}
        order={page.order}
        dayOf={page.dayOf}
        selection={selection.selection}
        selectedCount={selection.count}
        cutIds={cutIdsOf(actions.clipboard)}
        mayChange={place.may.change}
        handlers={handlers}
        onClearSelection={selection.clear}
        onSeen={onSeen}
        scroller={scroller}
        header={(columns) => (
          <ListHeader
            columns={columns}
            order={page.order}
            onOrder={page.setOrder}
            selected={selected}
            onSelectAll={(all) => (all ? selection.all() : selection.clear())}
            own={
              page.view === 'details'
                ? {
                    widths: page.detail.widths,
                    onResize: page.resizeColumn,
                    onChoose: () => page.ask({ kind: 'columns' }),
                  }
                : null
            }
          />
        )}
      />
    )
  }

  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pb-24 [container-type:inline-size] tablet:px-6"
    >
      {/* As wide as its widest row: what stands above the entries stays while they are scrolled sideways. */}
      <div className="w-fit min-w-full">
        <div className="sticky left-0 w-[100cqw]">
          <div className={isSelecting ? 'tablet:h-3 tablet:*:hidden' : ''}>
            <FilterBar page={page} />
          </div>
          {place.offline ? (
            <Notice
              icon={Unplug}
              tone="amber"
              role="status"
              title={files.driveOffline(place.name)}
              className="mb-3 py-2.5"
            >
              {files.driveOfflineHelp}
            </Notice>
          ) : null}
          {place.readOnly || !place.may.change ? (
            <Notice
              icon={Lock}
              title={place.readOnly ? files.readOnly[place.kind] : files.lookOnly}
              className="mb-3 py-2.5"
            />
          ) : null}
          {place.may.upload && !isDesktop ? (
            <Suspense>
              <UsageNotice place={place} />
            </Suspense>
          ) : null}
          {folder.status === 'ready' && folder.error !== null ? (
            <Notice
              icon={RefreshCw}
              tone="amber"
              role="status"
              title={errors.explain(folder.error).sentence}
              className="mb-3 py-2.5"
              action={
                <Button size="bar" onPress={actions.readAgain}>
                  {files.actions.refresh}
                </Button>
              }
            >
              {files.staleList}
            </Notice>
          ) : null}
        </div>
        {body()}
      </div>
    </div>
  )
}
