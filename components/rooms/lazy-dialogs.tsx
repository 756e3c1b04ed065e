'use client'

import { lazyPart } from '#components/ui/lazy-part.tsx'
import type { ChoosePlaceSheetProps } from './ChoosePlaceSheet.tsx'
import type { CreateRoomDialogProps } from './CreateRoomDialog.tsx'
import type { DeleteRoomDialogProps } from './DeleteRoomDialog.tsx'

/** The dialogs of rooms, fetched apart from the pages that open them. */
export const CreateRoom = lazyPart<CreateRoomDialogProps>(() =>
  import('./CreateRoomDialog.tsx').then((module) => module.CreateRoomDialog),
)
export const DeleteRoom = lazyPart<DeleteRoomDialogProps>(() =>
  import('./DeleteRoomDialog.tsx').then((module) => module.DeleteRoomDialog),
)
export const ChoosePlace = lazyPart<ChoosePlaceSheetProps>(() =>
  import('./ChoosePlaceSheet.tsx').then((module) => module.ChoosePlaceSheet),
)
