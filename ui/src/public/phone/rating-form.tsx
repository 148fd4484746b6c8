import { type FormEvent, useRef, useState } from 'react';
import { Choices, Stars } from '@/public/phone/rating-fields';
import { phoneWords } from '@/public/phone/words';
import { ApiError, newKey, request } from '@/public/shared/api';
import { useLanguage, useWords } from '@/public/shared/language';
import type { Rating } from '@/public/shared/types';

interface RatingFormProps {
  token: string;
  given: boolean;
}

const RECOMMEND = Array.from({ length: 11 }, (_, value) => value);

/** Asks how it went; one answer is needed, the others are free. */
export function RatingForm({ token, given }: RatingFormProps) {
  const { language } = useLanguage();
  const text = useWords(phoneWords);
  const [rating, setRating] = useState<Partial<Rating>>({});
  const [state, setState] = useState<'open' | 'sending' | 'sent'>(given ? 'sent' : 'open');
  const [problem, setProblem] = useState('');
  const key = useRef(newKey());
  const change = (part: Partial<Rating>) => {
    key.current = newKey();
    setProblem('');
    setRating((old) => ({ ...old, ...part }));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!rating.satisfaction) {
      setProblem(text.chooseStars);
      return;
    }
    setState('sending');
    try {
      const body = { ...rating, comment: rating.comment?.trim() || undefined };
      await request(`/tickets/${encodeURIComponent(token)}/rating`, { language, body, key: key.current });
      setState('sent');
    } catch (error) {
      setState('open');
      setProblem((error instanceof ApiError && error.message) || text.actFailed);
    }
  };

  if (state === 'sent' || given) {
    return (
      <output className="card thanks">
        <strong>{text.thanks}</strong>
        <span>{text.thanksHelp}</span>
      </output>
    );
  }
  return (
    <form className="card rating" onSubmit={submit} noValidate>
      <h2>{text.rateTitle}</h2>
      <p className="help">{text.rateHelp}</p>
      <Stars
        legend={text.satisfaction}
        labels={text.stars}
        value={rating.satisfaction ?? null}
        onChange={(satisfaction) => change({ satisfaction })}
      />
      <Choices
        name="effort"
        legend={`${text.effort}${text.optional}`}
        options={text.efforts.map((label, at) => ({ value: at + 1, label }))}
        value={rating.effort ?? null}
        onChange={(effort) => change({ effort })}
      />
      <Choices
        name="recommend"
        legend={`${text.recommend}${text.optional}`}
        options={RECOMMEND.map((value) => ({ value, label: String(value) }))}
        value={rating.recommend ?? null}
        ends={[text.recommendLow, text.recommendHigh]}
        onChange={(recommend) => change({ recommend })}
      />
      <label htmlFor="comment">{`${text.comment}${text.optional}`}</label>
      <textarea
        id="comment"
        rows={3}
        maxLength={500}
        value={rating.comment ?? ''}
        aria-describedby="comment-help"
        onChange={(event) => change({ comment: event.target.value })}
      />
      <p id="comment-help" className="help">
        {text.commentHelp}
      </p>
      <p className="field-error" role="alert">
        {problem}
      </p>
      <button type="submit" className="primary wide" disabled={state === 'sending'}>
        {state === 'sending' ? text.sending : text.send}
      </button>
    </form>
  );
}
