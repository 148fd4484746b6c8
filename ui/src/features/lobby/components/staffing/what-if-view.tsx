import { useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WhatIf, WhatIfChoices } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { QueryView } from '@/shared/components/query-view';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { askWhatIf, choicesQuery } from '../../api/staffing';
import { toQuestion, type WhatIfValues } from '../../what-if-values';
import { WhatIfForm } from './what-if-form';
import { WhatIfResult } from './what-if-result';

interface Props {
  branchId: string;
}

function Asking({ branchId, choices }: Props & { choices: WhatIfChoices }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<WhatIfValues>();
  const [told, setTold] = useState<WhatIf | null>(null);
  const ask = useAct((values: WhatIfValues) => askWhatIf(branchId, toQuestion(values, choices)), {
    onDone: setTold,
    onFailed: (error) => showFieldErrors(form, error, { from: 'span', to: 'span' }),
  });
  return (
    <div className="sw-what-if">
      <WhatIfForm form={form} choices={choices} busy={ask.isPending} onAsk={ask.mutate} />
      <div className="sw-what-if-answer" aria-live="polite">
        {told && told.days > 0 ? <WhatIfResult told={told} /> : null}
        {told?.days === 0 ? (
          <EmptyNotice title={t('staffing.no_days')} help={t('staffing.no_days_help')} />
        ) : null}
        {told ? null : <EmptyNotice title={t('staffing.ask_first')} help={t('staffing.ask_first_help')} />}
      </div>
    </div>
  );
}

/** A question about past days, and its answer beside it. */
export function WhatIfView({ branchId }: Props) {
  const choices = useQuery(choicesQuery(branchId));
  return (
    <QueryView query={choices} rows={10}>
      {(data) => <Asking branchId={branchId} choices={data} />}
    </QueryView>
  );
}
