import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useProblemText } from '../problem-text';

interface Options<V, R> {
  /** What to fetch again afterwards, whatever the outcome. */
  refresh?: QueryKey[];
  onDone?: (result: R, variables: V) => void;
  /** Returns true when the failure is already shown, for example at a field. */
  onFailed?: (error: unknown) => boolean | undefined;
}

/** An order to the server: refreshes what it touched and says in words why it failed. */
export function useAct<V = void, R = unknown>(
  run: (variables: V) => Promise<R>,
  options: Options<V, R> = {},
) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const text = useProblemText();
  return useMutation<R, unknown, V>({
    mutationFn: run,
    onSuccess: (result, variables) => options.onDone?.(result, variables),
    onError: (error) => {
      if (options.onFailed?.(error)) return;
      void message.error(text(error), 6);
    },
    // Nobody waits for what is fetched again: the answer is there, and the next key must count at once.
    onSettled: () => {
      for (const queryKey of options.refresh ?? []) void client.invalidateQueries({ queryKey });
    },
  });
}
