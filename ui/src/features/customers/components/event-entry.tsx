import { useTranslation } from 'react-i18next';
import type { TimelineEntry, TimelineStep } from '@/api/types';
import { useFormat } from '@/shared/use-format';
import { useWord } from '@/shared/use-word';
import { StepLine } from '@/shared/visit/step-list';

/** Who took a step, in words. */
export function useActorName(): (actor: TimelineStep['actor']) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (actor) =>
    actor.kind === 'staff'
      ? format.name(actor) || t('lobby.actor.staff')
      : t(actor.kind === 'nobody' ? 'lobby.actor.customer' : 'lobby.actor.system');
}

/** The names of the fields that a change of the file concerns. */
function useChanged(): (detail: TimelineStep['detail']) => string {
  const { t } = useTranslation();
  const word = useWord();
  return (detail) => {
    const fields = (detail as { fields?: unknown } | null)?.fields;
    if (!Array.isArray(fields) || fields.length === 0) return '';
    const names = fields.map((field) => word('customers.field', String(field)));
    return t('customers.timeline.changed', { fields: names.join(t('shared.comma')) });
  };
}

/** Something that happened by itself, such as a change of the file: what, when, who, where. */
export function EventEntry({ entry }: { entry: TimelineEntry }) {
  const format = useFormat();
  const actor = useActorName();
  const changed = useChanged();
  const step = entry.steps[0];
  if (!step) return null;
  return (
    <StepLine
      what={entry.sentence}
      at={entry.at}
      gap={null}
      facts={[actor(step.actor), format.name(entry.branch), changed(step.detail)]}
    />
  );
}
