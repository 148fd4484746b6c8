import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Visit } from '@/api/types';
import { StepList } from '@/shared/visit/step-list';

/** Every step of the visit with who, when, and the time since the step before. */
export function StepTimeline({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  return (
    <section className="sw-panel" aria-labelledby="steps">
      <Typography.Title level={2} className="sw-section" id="steps">
        {t('lobby.visit.steps')}
      </Typography.Title>
      <StepList steps={visit.steps} />
    </section>
  );
}
