import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BoardService } from '@/api/types';
import { useFormat } from '@/shared/use-format';

interface Props {
  services: BoardService[];
}

/** Whether to open one more counter now: told for the service that gains most, with both waits. */
export function CounterAdvice({ services }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const gain = ({ wait, with_one_more: then }: BoardService) =>
    wait && then ? wait.high_s - then.high_s : 0;
  const best = [...services].sort((one, other) => gain(other) - gain(one))[0];
  if (!best?.with_one_more) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('lobby.board.one_more', {
        service: format.name(best),
        now: format.range(best.wait),
        after: format.range(best.with_one_more),
      })}
    />
  );
}
