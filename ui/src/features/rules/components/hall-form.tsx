import { InputNumber, Table, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PackCheck } from '@/api/types';
import {
  CLASS_VALUES,
  CLASSES,
  classPath,
  HALL_VALUES,
  type HallValue,
  shownNumber,
  writtenNumber,
} from '../hall-values';
import { listCodes, readScalar, writeScalar } from '../yaml-scalar';

interface Props {
  /** The text of the pack; the form shows numbers of it and changes them in it. */
  text: string;
  onChange: (text: string) => void;
  readOnly: boolean;
  problems: PackCheck['problems'];
}

interface FormProps extends Props {
  /** Whether the text can be read; otherwise there are no numbers to show. */
  readable: boolean;
}

interface FieldProps extends Props {
  value: Pick<HallValue, 'path' | 'unit'>;
  label: string;
}

/** One number of the text; what is written in another way than the form understands is changed in the text. */
function NumberField({ text, onChange, readOnly, problems, value: { path, unit }, label }: FieldProps) {
  const number = shownNumber(readScalar(text, path), unit);
  const wrong = problems.some((problem) => problem.path === path);
  const handleChange = (changed: number | null) => {
    if (changed !== null) onChange(writeScalar(text, path, writtenNumber(changed, unit)));
  };
  return (
    <InputNumber<number>
      aria-label={label}
      size="small"
      min={0}
      status={wrong ? 'error' : ''}
      disabled={readOnly || number === null}
      value={number}
      onChange={handleChange}
    />
  );
}

/** The numbers of every class: points and times. */
function ClassTable(props: Props) {
  const { t, i18n } = useTranslation();
  const name = (code: string) => {
    const path = classPath(code, i18n.language === 'en' ? 'name_en' : 'name');
    return readScalar(props.text, path) ?? code;
  };
  const columns: TableColumnsType<{ code: string }> = [
    {
      title: t('rules.hall.class'),
      key: 'name',
      fixed: 'start',
      width: 110,
      render: (_, { code }) => name(code),
    },
    ...CLASS_VALUES.map(({ key, path, unit }) => ({
      title: t(`rules.hall.value.${key}`),
      key,
      render: (_: unknown, { code }: { code: string }) => (
        <NumberField
          {...props}
          value={{ path: classPath(code, path), unit }}
          label={`${name(code)} ${t(`rules.hall.value.${key}`)}`}
        />
      ),
    })),
  ];
  return (
    <Table
      rowKey="code"
      size="small"
      pagination={false}
      scroll={{ x: 760 }}
      columns={columns}
      dataSource={listCodes(props.text, CLASSES).map((code) => ({ code }))}
    />
  );
}

/** The numbers that the hall has once. */
function OtherValues(props: Props) {
  const { t } = useTranslation();
  return (
    <div className="sw-hall-values">
      {HALL_VALUES.map(({ key, path, unit }) => (
        <div key={key} className="sw-hall-value">
          <span>{t(`rules.hall.value.${key}`)}</span>
          <NumberField {...props} value={{ path, unit }} label={t(`rules.hall.value.${key}`)} />
        </div>
      ))}
    </div>
  );
}

/** The numbers of the hall that are changed most, as a form over the text; everything else is changed in the text. */
export function HallForm({ readable, ...props }: FormProps) {
  const { t } = useTranslation();
  return (
    <section className="sw-stack" aria-labelledby="hall-form">
      <div>
        <Typography.Title level={2} className="sw-section" id="hall-form">
          {t('rules.hall.title')}
        </Typography.Title>
        <p className="sw-muted">{t('rules.hall.help')}</p>
      </div>
      {readable ? (
        <>
          <ClassTable {...props} />
          <OtherValues {...props} />
        </>
      ) : (
        <p className="sw-muted">{t('rules.hall.unreadable')}</p>
      )}
    </section>
  );
}
