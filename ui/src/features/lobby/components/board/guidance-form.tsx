import { App, Button, Checkbox, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board, Guidance, QueueEntry } from '@/api/types';
import { useAct } from '@/shared/hooks/use-act';
import { useCatalogue } from '@/shared/use-catalogue';
import { useFormat } from '@/shared/use-format';
import { recordGuidance } from '../../api/visits';

interface Props {
  entry: QueueEntry;
  board: Board;
  onDone: () => void;
}

type Outcome = Guidance['outcome'];

/** Records that self-service was offered, and what became of it; who is done there leaves the queue. */
export function GuidanceForm({ entry, board, onDone }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const format = useFormat();
  const options = board.self_service.map((kind) => ({ value: kind.code, label: format.name(kind) }));
  const { services } = useCatalogue(board.branch.id);
  const [chosen, setChosen] = useState<string>();
  // Only what does this very service is offered before somebody has chosen; nothing is recorded by mistake.
  const right = services.find((service) => service.id === entry.service_id)?.self_service?.kind;
  const kind = chosen ?? options.find((option) => option.value === right)?.value;
  const [asked, setAsked] = useState(false);
  const record = useAct(
    (outcome: Outcome) =>
      recordGuidance(entry.visit_id, { kind: kind ?? '', outcome, customer_asked: asked }),
    {
      refresh: [['board', board.branch.id], ['visit', entry.visit_id], ['desk']],
      onDone: (_, outcome) => {
        void message.success(t('lobby.guidance.recorded'));
        if (outcome === 'done') onDone();
      },
    },
  );
  const busy = (outcome: Outcome) => record.isPending && record.variables === outcome;
  if (options.length === 0) return null;
  return (
    <div className="sw-stack-small">
      <Select
        className="sw-whole"
        aria-label={t('lobby.guidance.kind')}
        placeholder={t('lobby.guidance.choose')}
        value={kind}
        onChange={setChosen}
        options={options}
      />
      {/* A care customer is never left with a machine alone, unless it is their own wish. */}
      {entry.care_group ? (
        <Checkbox checked={asked} onChange={(event) => setAsked(event.target.checked)}>
          {t('lobby.guidance.asked')}
        </Checkbox>
      ) : null}
      <div className="sw-page-actions">
        {(['accepted', 'declined'] as const).map((outcome) => (
          <Button
            key={outcome}
            disabled={!kind}
            loading={busy(outcome)}
            onClick={() => record.mutate(outcome)}
          >
            {t(`lobby.guidance.${outcome}`)}
          </Button>
        ))}
        <Popconfirm
          title={t('lobby.guidance.done_ask')}
          description={t('lobby.guidance.done_help', { number: entry.number })}
          okText={t('lobby.guidance.done')}
          disabled={!kind}
          onConfirm={() => record.mutate('done')}
        >
          <Button disabled={!kind} loading={busy('done')}>
            {t('lobby.guidance.done')}
          </Button>
        </Popconfirm>
      </div>
    </div>
  );
}
