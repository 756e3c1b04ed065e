'use client'

import type { NewTextDialogProps } from '#components/editor/NewTextDialog.tsx'
import type { QrDialogProps } from '#components/share-links/QrDialog.tsx'
import type { ShareLinkDialogProps } from '#components/share-links/ShareLinkDialog.tsx'
import { lazyPart } from '#components/ui/lazy-part.tsx'
import type { UsageSheetProps } from '#components/usage/UsageSheet.tsx'
import type { DetailsSheetProps } from '../details/DetailsSheet.tsx'
import type { ColumnsDialogProps } from '../dialogs/ColumnsDialog.tsx'
import type { ConflictDialogProps } from '../dialogs/ConflictDialog.tsx'
import type { NameDialogProps } from '../dialogs/NameDialog.tsx'
import type { TransferDialogProps } from '../dialogs/TransferDialog.tsx'
import type { FolderDialog } from './folder-dialogs.ts'
import type { FolderActions } from './use-folder-actions.ts'
import type { FolderPageState } from './use-folder-page.ts'
import { useLastDialog } from './use-last-dialog.ts'

const NameDialog = lazyPart<NameDialogProps>(() => import('../dialogs/NameDialog.tsx').then((file) => file.NameDialog))
const NewTextDialog = lazyPart<NewTextDialogProps>(() =>
  import('#components/editor/NewTextDialog.tsx').then((file) => file.NewTextDialog),
)
const TransferDialog = lazyPart<TransferDialogProps>(() =>
  import('../dialogs/TransferDialog.tsx').then((file) => file.TransferDialog),
)
const ConflictDialog = lazyPart<ConflictDialogProps>(() =>
  import('../dialogs/ConflictDialog.tsx').then((file) => file.ConflictDialog),
)
const ColumnsDialog = lazyPart<ColumnsDialogProps>(() =>
  import('../dialogs/ColumnsDialog.tsx').then((file) => file.ColumnsDialog),
)
const DetailsSheet = lazyPart<DetailsSheetProps>(() =>
  import('../details/DetailsSheet.tsx').then((file) => file.DetailsSheet),
)
const UsageSheet = lazyPart<UsageSheetProps>(() =>
  import('#components/usage/UsageSheet.tsx').then((file) => file.UsageSheet),
)

const ShareLinkDialog = lazyPart<ShareLinkDialogProps>(() =>
  import('#components/share-links/ShareLinkDialog.tsx').then((file) => file.ShareLinkDialog),
)
const QrDialog = lazyPart<QrDialogProps>(() =>
  import('#components/share-links/QrDialog.tsx').then((file) => file.QrDialog),
)

/** Whatever a folder's page asks at the moment; their code comes apart from the page. */
export function FolderDialogs({ page, actions }: { page: FolderPageState; actions: FolderActions }) {
  const { dialog, ask, place, path } = page
  const close = () => ask(null)
  // What a dialog is about stays while it fades away.
  const naming = useLastDialog(dialog, isNaming)
  const transfer = useLastDialog(dialog, isTransfer)
  const conflict = useLastDialog(dialog, isConflict)
  const details = useLastDialog(dialog, isDetails)
  const link = useLastDialog(dialog, isShareLink)
  const qr = useLastDialog(dialog, isQr)
  return (
    <>
      <NameDialog
        isOpen={dialog !== null && isNaming(dialog)}
        onClose={close}
        placeId={place.id}
        path={path}
        entry={naming?.kind === 'rename' ? naming.entry : null}
        onDone={(entry) => {
          if (naming?.kind === 'rename') page.list.patch(entry)
          actions.readAgain()
        }}
      />
      <NewTextDialog
        isOpen={dialog?.kind === 'new-text'}
        onClose={close}
        placeId={place.id}
        path={path}
        onDone={(entry) => {
          actions.readAgain()
          page.control.go({ entry: entry.id, edit: true })
        }}
      />
      <TransferDialog
        isOpen={dialog?.kind === 'transfer'}
        onClose={close}
        what={transfer}
        place={place}
        path={path}
        onChoose={(to) => {
          close()
          if (transfer) void actions.transferTo(transfer.action, transfer.chosen, transfer.names, to)
        }}
      />
      <ConflictDialog
        isOpen={dialog?.kind === 'conflict'}
        names={conflict?.names ?? []}
        onAnswer={(answer) => {
          close()
          conflict?.answer(answer)
        }}
      />
      <ColumnsDialog
        isOpen={dialog?.kind === 'columns'}
        onClose={close}
        shown={page.detail.columns}
        onChoose={page.chooseColumns}
      />
      <ShareLinkDialog
        isOpen={dialog?.kind === 'share-link'}
        onClose={close}
        entries={link?.entries ?? []}
        mayUpload={place.may.upload}
      />
      <QrDialog isOpen={dialog?.kind === 'qr'} onClose={close} name={qr?.name ?? ''} href={qr?.href ?? ''} />
      <UsageSheet isOpen={dialog?.kind === 'usage'} onClose={close} place={place} />
      <DetailsSheet
        isOpen={dialog?.kind === 'details'}
        onClose={close}
        // As the list knows it now: somebody else may have changed it.
        entry={page.folder.entries.find(({ id }) => id === details?.entry.id) ?? details?.entry ?? null}
        placeName={page.placeName}
      />
    </>
  )
}

type Kind<K extends FolderDialog['kind']> = Extract<FolderDialog, { kind: K }>

const isNaming = (dialog: FolderDialog): dialog is Kind<'new-folder' | 'rename'> =>
  dialog.kind === 'new-folder' || dialog.kind === 'rename'
const isTransfer = (dialog: FolderDialog): dialog is Kind<'transfer'> => dialog.kind === 'transfer'
const isConflict = (dialog: FolderDialog): dialog is Kind<'conflict'> => dialog.kind === 'conflict'
const isDetails = (dialog: FolderDialog): dialog is Kind<'details'> => dialog.kind === 'details'
const isShareLink = (dialog: FolderDialog): dialog is Kind<'share-link'> => dialog.kind === 'share-link'
const isQr = (dialog: FolderDialog): dialog is Kind<'qr'> => dialog.kind === 'qr'
