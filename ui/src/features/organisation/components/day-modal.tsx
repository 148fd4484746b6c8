import { Form, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Calendar, CalendarDay } from '@/api/types';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useUndo } from '@/shared/hooks/use-undo';
import { useFormat } from '@/shared/use-format';
import { setDay, withdrawDay } from '../api/organisation';
import type { DayCell } from '../year-grid';
import { TextField } from './text-field';

interface Props {
  calendar: Calendar;
  cell: DayCell;
  onClose: () => void;
}

interface Values {
  kind: CalendarDay['kind'];
  name?: string;
}

const KINDS: CalendarDay['kind'][] = ['ordinary', 'holiday', 'make_up_workday'];

/** Says what one day is; every branch of the jurisdiction follows, and it can be undone. */
export function DayModal({ calendar, cell, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const undo = useUndo();
  const [form] = Form.useForm<Values>();
  const { jurisdiction, year, days } = calendar;
  const before = days.find((day) => day.date === cell.date);
  const refresh = [['calendars', jurisdiction, year], ['opening-hours']];
  const put = (day: CalendarDay | undefined) =>
    day && day.kind !== 'ordinary' ? setDay(jurisdiction, day) : withdrawDay(jurisdiction, cell.date);
  const back = useAct(put, { refresh });
  const save = useAct(put, {
    refresh,
    onDone: () => {
      undo(t('organisation.calendar.changed', { day: format.day(cell.date) }), () => back.mutate(before));
      onClose();
    },
    onFailed: (error) => showFieldErrors(form, error),
  });
  const handleFinish = ({ kind, name }: Values) =>
    save.mutate({ date: cell.date, kind, name: name?.trim() ?? '', source: '' });
  const chosen = Form.useWatch('kind', form);
  const current = cell.kind === 'holiday' || cell.kind === 'make_up_workday' ? cell.kind : 'ordinary';
  return (
    <Modal
      open
      title={format.day(cell.date)}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('shared.save')}
      confirmLoading={save.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ kind: current, name: cell.name ?? '' }}
        onFinish={handleFinish}
      >
        <Form.Item name="kind" label={t('organisation.kind')}>
          <Radio.Group
            className="sw-column"
            options={KINDS.map((kind) => ({ value: kind, label: t(`organisation.day_kind.${kind}`) }))}
          />
        </Form.Item>
        {chosen === 'holiday' || chosen === 'make_up_workday' ? (
          <TextField name="name" label={t('organisation.calendar.name')} required max={40} />
        ) : null}
      </Form>
    </Modal>
  );
}
