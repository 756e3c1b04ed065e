export interface ToastContent {
  /** What happened, in one line: "3 entries in the trash". */
  message: string
  /** Until it is closed, or another one takes its place. */
  stays?: true
  action?: { label: string; onPress: () => void }
}
