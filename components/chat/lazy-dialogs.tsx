'use client'

import type { ConfirmDialogProps } from '#components/ui/ConfirmDialog.tsx'
import { lazyPart } from '#components/ui/lazy-part.tsx'
import type { AttachDialogProps } from './AttachDialog.tsx'

/** The dialogs of a conversation, fetched apart from it. */
export const Attach = lazyPart<AttachDialogProps>(() => import('./AttachDialog.tsx').then((file) => file.AttachDialog))
export const DeleteMessage = lazyPart<ConfirmDialogProps>(() =>
  import('#components/ui/ConfirmDialog.tsx').then((file) => file.ConfirmDialog),
)
