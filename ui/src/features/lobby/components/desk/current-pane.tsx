import { HeartOutlined, NotificationOutlined } from '@ant-design/icons';
import { Button, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Desk, StepKind, Visit } from '@/api/types';
import { Elapsed } from '@/shared/components/elapsed';
import { KeyCap } from '@/shared/components/key-cap';
import { useFormat } from '@/shared/use-format';
import { VisitStateTag } from '@/shared/visit/visit-state';
import { WhyNote } from '@/shared/visit/why-note';
import type { DeskActs } from '../../use-desk-acts';
import { canCall, DESK_KEYS } from '../../use-desk-keys';
import { VisitMarks } from '../visit-marks';
import { VisitActions } from './visit-actions';

interface Props {
  desk: Desk;
  acts: DeskActs;
  onFinish: () => void;
  onTransfer: () => void;
  parking: boolean;
  onParking: (parking: boolean) => void;
}

function Idle({ desk, acts }: Pick<Props, 'desk' | 'acts'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const paused = desk.counter.state === 'paused';
  return (
    <div className="sw-idle">
      <p className="sw-idle-words">
        {paused
          ? t('lobby.desk.paused')
          : desk.waiting_total > 0
            ? t('lobby.desk.waiting', { count: desk.waiting_total })
            : t('lobby.desk.nobody')}
      </p>
      <Button
        type="primary"
        size="large"
        className="sw-call"
        icon={<NotificationOutlined aria-hidden="true" />}
        disabled={!canCall(desk)}
        loading={acts.call.isPending}
        onClick={() => acts.call.mutate()}
      >
        {t('lobby.desk.call_next')}
        <KeyCap>{DESK_KEYS.call}</KeyCap>
      </Button>
      {desk.mean_service_s ? (
        <p className="sw-muted">{t('lobby.desk.mean', { mean: format.duration(desk.mean_service_s) })}</p>
      ) : null}
    </div>
  );
}

function Head({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <div className="sw-current-head">
        <span className="sw-current-number" aria-live="assertive">
          <span className="sw-visually-hidden">{t(`lobby.state.${visit.state}`)} </span>
          {visit.number}
        </span>
        <div className="sw-current-state">
          <VisitStateTag state={visit.state} />
          <span className="sw-current-clock">
            <Elapsed since={visit.since} />
          </span>
        </div>
      </div>
      <Typography.Title level={2} className="sw-current-service">
        {format.name(visit.service)}
      </Typography.Title>
      <div className="sw-chips">
        <VisitMarks visit={visit} />
        <span className="sw-chip">{t('lobby.waited', { time: format.duration(visit.wait_s) })}</span>
        {visit.recalls > 0 ? (
          <span className="sw-chip">{t('lobby.recalls', { count: visit.recalls })}</span>
        ) : null}
      </div>
    </>
  );
}

/** The steps that leave a remark for whoever takes over. */
const HANDED: StepKind[] = ['transferred', 'parked'];

/** What was last written by a colleague who handed the visit on or set it aside. */
function HandOver({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const before = visit.steps.findLast(({ kind, detail }) => HANDED.includes(kind) && detail.note);
  if (!before) return null;
  const where = before.counter_number ? t('lobby.counter_number', { number: before.counter_number }) : null;
  return (
    <div>
      <strong>{t('lobby.transfer.note')}</strong>
      <p className="sw-need">{String(before.detail.note)}</p>
      <p className="sw-muted">{[format.name(before.actor), where].filter(Boolean).join(' · ')}</p>
    </div>
  );
}

/** How to help this customer, as the rules of the bank say. */
function CareHelp({ desk, visit }: { desk: Desk; visit: Visit }) {
  const format = useFormat();
  const group = desk.care_groups.find((item) => item.code === visit.care_group);
  const help = (format.locale === 'en' && group?.help_en) || group?.help;
  if (!help) return null;
  return (
    <p className="sw-care-help">
      <HeartOutlined aria-hidden="true" />
      <span>
        <strong>{format.name(group)}</strong> {help}
      </span>
    </p>
  );
}

/** The middle of the desk: the big call button, or the visit at hand with what can be done. */
export function CurrentPane(props: Props) {
  const { t } = useTranslation();
  const visit = props.desk.current;
  return (
    <section className="sw-pane sw-pane-current" aria-label={t('lobby.desk.current')}>
      {visit ? (
        <>
          <Head visit={visit} />
          <VisitActions {...props} visit={visit} />
          <CareHelp desk={props.desk} visit={visit} />
          <HandOver visit={visit} />
          {visit.need ? (
            <div>
              <strong>{t('lobby.need')}</strong>
              <p className="sw-need">{visit.need}</p>
            </div>
          ) : null}
          {visit.why ? <WhyNote why={visit.why} /> : null}
        </>
      ) : (
        <Idle desk={props.desk} acts={props.acts} />
      )}
    </section>
  );
}
