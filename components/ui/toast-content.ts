export interface ToastContent {
  /** What happened, in one line: "3 entries in the trash". */
  message: string
  action?: { label: string; onPress: () => void }
}
