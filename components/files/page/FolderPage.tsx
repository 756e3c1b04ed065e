'use client'

import { lazy, Suspense, useCallback, useRef } from 'react'
import { ChatTabs } from '#components/chat/ChatTabs.tsx'
import { useChatDraft } from '#components/chat/chat-draft.ts'
import { EditorHost } from '#components/editor/EditorHost.tsx'
import { PHONE, useMedia, WIDE } from '#components/ui/use-media.ts'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { DropArea } from '../drop/DropArea.tsx'
import { FolderMenu } from '../menu/FolderMenu.tsx'
import { SelectionBar } from '../selection/SelectionBar.tsx'
import { FolderBar } from './FolderBar.tsx'
import { FolderContent } from './FolderContent.tsx'
import { FolderDialogs } from './FolderDialogs.tsx'
import { FolderRouter } from './FolderRouter.tsx'
import { useClosePreview } from './use-close-preview.ts'
import { useFolderActions } from './use-folder-actions.ts'
import { useFolderHandlers } from './use-folder-handlers.ts'
import { useFolderKeys } from './use-folder-keys.ts'
import { useFolderPage } from './use-folder-page.ts'
import type { PlaceAddressControl } from './use-place-address.ts'

const DetailsPanel = lazy(() => import('../details/DetailsPanel.tsx').then((file) => ({ default: file.DetailsPanel })))
const PreviewOverlay = lazy(() =>
  import('#components/player/PreviewOverlay.tsx').then((file) => ({ default: file.PreviewOverlay })),
)

const ChatPanel = lazy(() => import('#components/chat/ChatPanel.tsx').then((file) => ({ default: file.ChatPanel })))

/** A folder: its bar, its entries, and what is open on top of them. */
export function FolderPage({ place, control }: { place: PlaceView; control: PlaceAddressControl }) {
  const draft = useChatDraft()
  const page = useFolderPage(place, control, draft)
  const actions = useFolderActions(page)
  const scroller = useRef<HTMLDivElement>(null)
  const isWide = useMedia(WIDE)
  const { handlers, menu, closeMenu, openMenu, focused } = useFolderHandlers(page, actions)
  useFolderKeys(page, actions, focused)
  const { entry, edit } = control.address
  const isPhone = useMedia(PHONE)
  const hasChat = control.address.chat && place.may.chat
  // The conversation takes the place of the details: both beside the files would leave these too little.
  const hasDetails = isWide && page.showsDetails && !hasChat
  const closePreview = useClosePreview(control)

  const toChat = useCallback((chat: boolean) => control.go({ chat }), [control])
  const chat = hasChat ? (
    <Suspense fallback={<div className={isPhone ? 'flex-1' : 'w-90 shrink-0 border-hair border-l max-wide:hidden'} />}>
      <ChatPanel
        key={place.id}
        place={place}
        placeName={page.placeName}
        path={page.path}
        draft={draft}
        onOpen={(entry) => {
          if (entry.kind === 'folder') control.go({ path: entry.path, entry: null, type: null, q: '', chat: !isPhone })
          else control.go({ entry: entry.id })
        }}
        onOpenFolder={(path) => control.go({ path, entry: null, type: null, q: '', chat: !isPhone })}
        onClose={isPhone ? null : () => toChat(false)}
      />
    </Suspense>
  ) : null

  return (
    <FolderRouter>
      <div className="relative flex min-h-0 flex-1">
        <DropArea page={page} actions={actions} className="flex min-h-0 min-w-0 flex-1 flex-col">
          <FolderBar page={page} actions={actions} />
          {place.may.chat && (page.path === '' || hasChat) ? (
            <ChatTabs
              placeId={place.id}
              isChat={hasChat}
              filesHref={control.href({ chat: false })}
              chatHref={control.href({ chat: true })}
            />
          ) : null}
          {isPhone && hasChat ? (
            chat
          ) : (
            <>
              {page.selection.count > 0 ? <SelectionBar page={page} actions={actions} onMenu={openMenu} /> : null}
              <FolderContent page={page} actions={actions} handlers={handlers} scroller={scroller} />
            </>
          )}
        </DropArea>
        {isPhone ? null : chat}
        {hasDetails ? (
          <Suspense fallback={<div className="w-72 shrink-0 border-hair border-l" />}>
            <DetailsPanel page={page} focused={focused} onClose={() => page.setDetails(false)} />
          </Suspense>
        ) : null}
        <FolderMenu page={page} actions={actions} menu={menu} onClose={closeMenu} />
        <FolderDialogs page={page} actions={actions} />
        <EditorHost placeId={place.id} control={control} />
        {entry === null || edit ? null : (
          <Suspense>
            <PreviewOverlay
              entryId={entry}
              entries={page.folder.entries}
              onShow={(next) => control.replace({ entry: next })}
              onEdit={() => control.go({ edit: true })}
              onClose={closePreview}
            />
          </Suspense>
        )}
      </div>
    </FolderRouter>
  )
}
