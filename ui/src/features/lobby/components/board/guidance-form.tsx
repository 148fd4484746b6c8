import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board, Guidance } from '@/api/types';
import { useAct } from '@/shared/hooks/use-act';
import { useFormat } from '@/shared/use-format';
import { recordGuidance } from '../../api/visits';

interface Props {
  visitId: string;
  board: Board;
}

const OUTCOMES: Guidance['outcome'][] = ['accepted', 'declined', 'done'];

/** Records that self-service was offered, and what became of it. */
export function GuidanceForm({ visitId, board }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const format = useFormat();
  const options = board.self_service.map((kind) => ({ value: kind.code, label: format.name(kind) }));
  const [kind, setKind] = useState(options[0]?.value);
  const record = useAct(
    (outcome: Guidance['outcome']) => recordGuidance(visitId, { kind: kind ?? '', outcome }),
    {
      refresh: [
        ['board', board.branch.id],
        ['visit', visitId],
      ],
      onDone: () => void message.success(t('lobby.guidance.recorded')),
    },
  );
  return (
    <div className="sw-page-actions">
      <Select aria-label={t('lobby.guidance.kind')} value={kind} onChange={setKind} options={options} />
      {OUTCOMES.map((outcome) => (
        <Button
          key={outcome}
          loading={record.isPending && record.variables === outcome}
          onClick={() => record.mutate(outcome)}
        >
          {t(`lobby.guidance.${outcome}`)}
        </Button>
      ))}
    </div>
  );
}
