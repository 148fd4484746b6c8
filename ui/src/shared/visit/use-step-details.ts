import { useTranslation } from 'react-i18next';
import type { Step } from '@/api/types';
import { useFormat } from '@/shared/use-format';
import { useWord } from '@/shared/use-word';

/** The fields of a step that hold codes, and where their words are. */
const CODES: Record<string, [field: string, prefix: string][]> = {
  taken: [['channel', 'lobby.channel']],
  parked: [['reason', 'lobby.park_reason']],
  finished: [
    ['outcome', 'lobby.outcome'],
    ['next_steps', 'lobby.next_step'],
  ],
  left: [['reason', 'lobby.left_reason']],
  triaged: [
    ['to_class', 'lobby.class'],
    ['to_care_group', 'shared.care'],
  ],
  guided: [
    ['machine', 'lobby.self_service'],
    ['outcome', 'lobby.guidance'],
  ],
};

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string' && item !== '');

/** What only one kind of step has, such as outcome and next steps, in words. */
export function useStepDetails(): (step: Step) => string[] {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useWord();
  return ({ kind, detail }) => {
    const { until } = detail;
    const lines = (CODES[kind] ?? []).flatMap(([field, prefix]) =>
      texts(detail[field]).map((code) => word(prefix, code)),
    );
    if (typeof detail.from_service_name === 'string') {
      lines.push(t('lobby.from_service', { service: detail.from_service_name }));
    }
    if (typeof until === 'string') lines.push(t('lobby.postponed', { time: format.time(until) }));
    return [...lines, ...texts(detail.note)];
  };
}
