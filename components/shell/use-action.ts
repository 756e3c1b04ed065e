'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Api } from '#lib/api/client.ts'
import { useApi } from './api-context.ts'

export interface Action<Input> {
  run: (input: Input) => void
  isPending: boolean
  error: unknown
  reset: () => void
}

/**
 * One change made through the API. Afterwards everything below the keys in `changes` is asked again, also after a
 * failure: a refusal often means that this page knew less than the vault. A failure is either shown where it
 * belongs, from `error`, or told by `onFail`.
 */
export function useAction<Output, Input = void>(options: {
  call: (api: Api, input: Input) => Promise<Output>
  changes: readonly (readonly unknown[])[]
  onDone?: (output: Output, input: Input) => void
  onFail?: (error: unknown) => void
}): Action<Input> {
  const api = useApi()
  const queries = useQueryClient()
  const mutation = useMutation<Output, unknown, Input>({
    mutationFn: (input) => options.call(api, input),
    onSuccess: (output, input) => options.onDone?.(output, input),
    onError: (error) => options.onFail?.(error),
    onSettled: () => Promise.all(options.changes.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  })
  return { run: mutation.mutate, isPending: mutation.isPending, error: mutation.error, reset: mutation.reset }
}
