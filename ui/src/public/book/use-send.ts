import { useRef, useState } from 'react';
import { ApiError, type FieldProblem, newKey, request } from '@/public/shared/api';
import { useLanguage } from '@/public/shared/language';

/** Something that is sent to the server once. */
export interface Send {
  busy: boolean;
  /** The server's sentence, or `true` when there was no answer. */
  failed: string | boolean;
  fields: readonly FieldProblem[];
  /** Sends; the same content again after a failure goes under the same key, so that it happens once. */
  run: <T>(path: string, body: object, done: (answer: T) => void) => void;
  /** Forgets what failed. */
  clear: () => void;
}

/** Sends what a visitor asks for and tells what came of it. */
export function useSend(): Send {
  const { language } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | boolean>(false);
  const [fields, setFields] = useState<readonly FieldProblem[]>([]);
  const last = useRef<{ content: string; key: string } | null>(null);

  const clear = () => {
    setFailed(false);
    setFields([]);
  };
  const run = async <T>(path: string, body: object, done: (answer: T) => void) => {
    const content = `${path} ${JSON.stringify(body)}`;
    const mine = last.current?.content === content ? last.current : { content, key: newKey() };
    last.current = mine;
    setBusy(true);
    clear();
    try {
      const answer = await request<T>(path, { language, body, key: mine.key });
      last.current = null;
      done(answer);
    } catch (error) {
      const known = error instanceof ApiError ? error : null;
      if (!known?.passing) last.current = null;
      setFailed(known?.message || true);
      setFields(known?.fields ?? []);
    } finally {
      setBusy(false);
    }
  };
  return { busy, failed, fields, run: (path, body, done) => void run(path, body, done), clear };
}
