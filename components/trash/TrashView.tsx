'use client'

import { EllipsisVertical, RotateCcw, Trash2 } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { placeHref } from '#components/rooms/place-href.ts'
import { placeName } from '#components/rooms/place-words.ts'
import { PageBody } from '#components/shell/PageBody.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { ButtonLink } from '#components/ui/ButtonLink.tsx'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { ConfirmDialog } from '#components/ui/ConfirmDialog.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { MenuButton } from '#components/ui/MenuButton.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { TrashPlaces } from './TrashPlaces.tsx'
import { TrashRows } from './TrashRows.tsx'
import { useTrashActions } from './use-trash-actions.ts'
import { useTrashKeys } from './use-trash-keys.ts'
import { useTrashList } from './use-trash-list.ts'

/** What is to be deleted for good, once it is confirmed; ids null: everything. */
interface Question {
  ids: readonly string[] | null
  count: number
  name: string | null
}

/** The trash of a place. */
export function TrashView({ place }: { place: PlaceView }) {
  const strings = useStrings()
  const { trash } = strings
  const list = useTrashList(place.id)
  const { restore, purge } = useTrashActions(place.id)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const scroller = useRef<HTMLDivElement>(null)
  const { fetchNextPage } = list
  const more = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage])
  const [question, setQuestion] = useState<Question | null>(null)
  const [shown, setShown] = useState<Question | null>(null)
  if (question !== null && question !== shown) setShown(question)

  const name = placeName(place, strings)
  const { entries, total } = list
  const chosen = entries.filter(({ id }) => selected.has(id))
  const mayPurge = chosen.length > 0 && chosen.every(({ may }) => may.purge)
  const mayRestore = chosen.length > 0 && chosen.every(({ may }) => may.restore)
  const mayEmpty = entries.length > 0 && entries.every(({ may }) => may.purge)

  const askFor = (some: readonly { id: string; name: string }[]) =>
    setQuestion({
      ids: some.map(({ id }) => id),
      count: some.length,
      name: some.length === 1 ? (some[0]?.name ?? null) : null,
    })
  const restoreSome = (some: readonly { id: string }[]) => {
    setSelected(new Set())
    void restore(some.map(({ id }) => id))
  }
  const toggle = (id: string) => {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    setSelected(next)
  }
  const selectAll = () => setSelected(new Set(entries.map(({ id }) => id)))
  useTrashKeys({
    onSelectAll: selectAll,
    onClear: () => setSelected(new Set()),
    onDelete: mayPurge ? () => askFor(chosen) : null,
  })

  return (
    <>
      <TopBar
        title={trash.of(name)}
        caption={trash.total(total.count, total.sizeBytes)}
        back={placeHref(place.id)}
        crumbs={[
          { id: 'place', label: name, href: placeHref(place.id) },
          { id: 'trash', label: trash.title, href: '' },
        ]}
        actions={
          mayEmpty ? (
            <MenuButton
              icon={EllipsisVertical}
              label={trash.pageMenu}
              entries={[
                {
                  id: 'empty',
                  label: trash.emptyTrash,
                  icon: Trash2,
                  tone: 'danger',
                  onAction: () => setQuestion({ ids: null, count: total.count, name: null }),
                },
              ]}
            />
          ) : null
        }
      />
      <PageBody ref={scroller} width="full" className="gap-4">
        <TrashPlaces current={place.id} />
        {list.isPending ? <SkeletonRows count={6} /> : null}
        {list.isError ? <PageError error={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.isSuccess && entries.length === 0 ? (
          <EmptyState icon={Trash2} action={<ButtonLink href={placeHref(place.id)}>{trash.back(name)}</ButtonLink>}>
            {trash.empty(name)}
          </EmptyState>
        ) : null}
        {entries.length === 0 ? null : (
          <>
            <div className="flex min-h-11 flex-wrap items-center gap-3 px-2">
              <Checkbox
                isSelected={chosen.length === entries.length}
                isIndeterminate={chosen.length > 0 && chosen.length < entries.length}
                onChange={(all) => (all ? selectAll() : setSelected(new Set()))}
              >
                {chosen.length === 0
                  ? trash.selectAll
                  : strings.files.selected(
                      chosen.length,
                      chosen.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
                    )}
              </Checkbox>
              {mayRestore ? (
                <Button size="bar" tone="primary" icon={RotateCcw} onPress={() => restoreSome(chosen)}>
                  {trash.restoreCount(chosen.length)}
                </Button>
              ) : null}
              {mayPurge ? (
                <Button size="bar" tone="danger" icon={Trash2} onPress={() => askFor(chosen)}>
                  {trash.purge}
                </Button>
              ) : null}
              <span className="ml-auto text-caption text-ink3">{trash.kept(list.keepDays)}</span>
            </div>
            <TrashRows
              label={trash.list(name)}
              placeName={name}
              entries={entries}
              count={total.count}
              hasMore={list.hasNextPage}
              onMore={more}
              selected={selected}
              scroller={scroller}
              onSelect={toggle}
              onRestore={(entry) => restoreSome([entry])}
              onPurge={(entry) => askFor([entry])}
            />
          </>
        )}
      </PageBody>
      <ConfirmDialog
        isOpen={question !== null}
        onClose={() => setQuestion(null)}
        title={trash.purgeTitle(shown?.count ?? 0, shown?.name ?? null)}
        verb={trash.purgeVerb(shown?.count ?? 0)}
        quiet={trash.keep}
        onConfirm={() => {
          if (question === null) return
          setQuestion(null)
          setSelected(new Set())
          void purge(question.ids, question.count)
        }}
      >
        {trash.purgeHelp}
      </ConfirmDialog>
    </>
  )
}
