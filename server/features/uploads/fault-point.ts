/** The steps between which a test rig may end the process. */
export type UploadFaultPoint =
  | 'create:before-row'
  | 'create:after-row'
  | 'receive:before-sync'
  | 'receive:after-sync'
  | 'receive:after-record'
  | 'finish:before-mark'
  | 'finish:after-mark'
  | 'finish:before-publish'
  | 'finish:after-publish'
  | 'cancel:after-row'

/** Does nothing in the vault; a rig kills the process, or waits, at the point of its choice. */
export type FaultPoint = (name: UploadFaultPoint) => void | Promise<void>
