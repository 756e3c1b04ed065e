'use client'

import { Search } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Header } from 'react-aria-components/Header'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { SearchField } from 'react-aria-components/SearchField'
import { parsePlaceAddress } from '#components/files/page/place-address.ts'
import { EntryPicture } from '#components/files/view/EntryPicture.tsx'
import { placeHref } from '#components/rooms/place-href.ts'
import { placeName } from '#components/rooms/place-words.ts'
import { usePlaces } from '#components/rooms/use-places.ts'
import { MarkedName } from '#components/search/MarkedName.tsx'
import { folderOf, openHref } from '#components/search/result-links.ts'
import { formatSearchAddress } from '#components/search/search-address.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { RoomTile } from '#components/ui/RoomTile.tsx'
import { useCloseWatcher } from '#components/ui/use-close-watcher.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { matchesText } from './match-text.ts'
import { type PaletteAction, useActions } from './use-actions.ts'
import { useFound } from './use-found.ts'

export interface CommandPaletteProps {
  isOpen: boolean
  onClose: () => void
}

/** One field over rooms, entries and actions; arrows choose, Enter goes there. */
export function CommandPalette({ isOpen, onClose }: CommandPaletteProps) {
  useCloseWatcher(isOpen, onClose)
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="fixed inset-0 z-50 flex h-(--visual-viewport-height) items-start justify-center bg-scrim px-3 pt-[10vh] overlay-fade"
    >
      <Modal className="flex max-h-[75%] w-full max-w-155 flex-col overflow-hidden rounded-[18px] border border-hair bg-raised shadow-float overlay-pop">
        <PaletteDialog onClose={onClose} />
      </Modal>
    </ModalOverlay>
  )
}

function PaletteDialog({ onClose }: { onClose: () => void }) {
  const strings = useStrings()
  const { palette } = strings
  const [text, setText] = useState('')
  const places = usePlaces().data
  const all = places ? [...places.personal, ...places.rooms, ...places.drives] : []
  const rooms = all.filter((place) => matchesText(place.name, text))
  const actions = useActions().filter(({ label }) => matchesText(label, text))
  const { entries, isCurrent, error } = useFound(text)
  const here = openFolder(all)
  const isEmpty = rooms.length + actions.length + entries.length === 0
  return (
    <Dialog aria-label={palette.open} className="flex min-h-0 flex-col outline-none">
      <Autocomplete inputValue={text} onInputChange={setText}>
        <SearchField
          aria-label={palette.open}
          autoFocus
          // Esc clears the field first; here one press is enough.
          onClear={onClose}
          className="flex h-14 shrink-0 items-center gap-3 border-hair border-b px-4"
        >
          <Icon of={Search} size={20} className="text-ink3" />
          <Input
            placeholder={palette.placeholder}
            className="h-full min-w-0 flex-1 bg-transparent text-[1rem] text-ink outline-none placeholder:text-ink3 [&::-webkit-search-cancel-button]:hidden"
          />
        </SearchField>
        <Menu
          aria-label={palette.results}
          onAction={onClose}
          className="min-h-0 overflow-y-auto overscroll-contain p-1.5 outline-none"
          renderEmptyState={() => (
            <p className="px-3 py-6 text-center text-ink3">
              {error && isCurrent
                ? strings.errors.explain(error).sentence
                : isCurrent
                  ? palette.nothing(text.trim())
                  : palette.searching}
            </p>
          )}
        >
          {rooms.length > 0 ? (
            <Part title={palette.rooms}>
              {rooms.map((place) => (
                <PlaceItem key={place.id} place={place} />
              ))}
            </Part>
          ) : null}
          {entries.length > 0 ? (
            <Part title={palette.entries}>
              {entries.map((entry) => (
                <EntryItem
                  key={entry.id}
                  entry={entry}
                  query={text}
                  place={all.find(({ id }) => id === entry.placeId)}
                />
              ))}
              <AllItem text={text.trim()} />
              {here ? <AllItem text={text.trim()} here={here} /> : null}
            </Part>
          ) : null}
          {actions.length > 0 ? (
            <Part title={palette.actions}>
              {actions.map((action) => (
                <ActionItem key={action.id} action={action} />
              ))}
            </Part>
          ) : null}
        </Menu>
      </Autocomplete>
      {/* What the list shows is told as well: focus stays in the field. */}
      <p role="status" className="sr-only">
        {isEmpty && isCurrent ? palette.nothing(text.trim()) : ''}
      </p>
    </Dialog>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <MenuSection>
      <Header className="px-2.5 pt-2 pb-1 text-caption font-medium text-ink3">{title}</Header>
      {children}
    </MenuSection>
  )
}

const ROW =
  'flex min-h-10 w-full cursor-default select-none items-center gap-3 rounded-row px-2.5 py-1 text-body text-ink outline-none coarse:min-h-12 data-focused:bg-hair'

function PlaceItem({ place }: { place: PlaceView }) {
  return (
    <MenuItem id={`place ${place.id}`} textValue={place.name} href={placeHref(place.id)} className={ROW}>
      <RoomTile place={place} size={24} />
      <span className="min-w-0 flex-1 truncate">{place.name}</span>
    </MenuItem>
  )
}

/** A folder opens; a file opens over the folder it lies in. */
function EntryItem({ entry, query, place }: { entry: EntryView; query: string; place: PlaceView | undefined }) {
  const strings = useStrings()
  return (
    <MenuItem id={`entry ${entry.id}`} textValue={entry.name} href={openHref(entry)} className={ROW}>
      <EntryPicture entry={entry} iconSize={15} className="size-6 shrink-0 rounded-[6px]" />
      <span className="min-w-0 flex-1 truncate">
        <MarkedName name={entry.name} query={query} />
      </span>
      <span className="max-w-[45%] shrink-0 truncate text-caption text-ink3">
        {strings.palette.inPlace(place ? placeName(place, strings) : '', folderOf(entry))}
      </span>
    </MenuItem>
  )
}

/** The folder that is open, as a search names it. */
function openFolder(places: readonly PlaceView[]): Here | null {
  if (window.location.pathname !== '/place') return null
  const { place: named, path } = parsePlaceAddress(new URLSearchParams(window.location.search))
  const place = places.find(({ id, slug }) => id === named || slug === named)
  return place ? { place: place.id, path } : null
}

interface Here {
  place: string
  path: string
}

/** Leads to the page with all of it, and with filters. @param here only in this folder and below */
function AllItem({ text, here }: { text: string; here?: Here }) {
  const { palette } = useStrings()
  const label = here ? palette.allHere(text) : palette.all(text)
  return (
    <MenuItem
      id={here ? 'all-here' : 'all'}
      textValue={label}
      href={formatSearchAddress({ q: text, ...here })}
      className={ROW}
    >
      <span className="flex w-6 justify-center text-ink2">
        <Icon of={Search} size={18} />
      </span>
      <span className="min-w-0 flex-1 truncate">{label}</span>
    </MenuItem>
  )
}

function ActionItem({ action }: { action: PaletteAction }) {
  const act = 'href' in action.act ? { href: action.act.href } : { onAction: action.act.run }
  return (
    <MenuItem id={`action ${action.id}`} textValue={action.label} {...act} className={ROW}>
      <span className="flex w-6 justify-center text-ink2">
        <Icon of={action.icon} size={18} />
      </span>
      <span className="min-w-0 flex-1 truncate">{action.label}</span>
    </MenuItem>
  )
}
