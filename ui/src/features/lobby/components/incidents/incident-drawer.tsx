import { App, Button, Drawer, Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Incident } from '@/api/types';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { EVERYWHERE, useBranch, useCan } from '@/shared/session';
import { useCatalogue } from '@/shared/use-catalogue';
import { useFormat } from '@/shared/use-format';
import { beginIncident, changeIncident } from '../../api/incidents';

interface Props {
  /** The incident to tell of in other words; a new one without it. */
  incident?: Incident;
  onClose: () => void;
}

interface Values {
  where: 'branch' | 'bank';
  services: string[];
  text: string;
  text_en: string;
  /** Minutes from now; 0 when nobody can tell. */
  expected_until: number;
}

const MINUTES = [0, 30, 60, 120, 240];

function until(minutes: number): string | null {
  return minutes > 0 ? new Date(Date.now() + minutes * 60_000).toISOString() : null;
}

/** Announces what cannot be done, or tells of it in other words. */
export function IncidentDrawer({ incident, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const format = useFormat();
  const can = useCan();
  const branch = useBranch();
  const [form] = Form.useForm<Values>();
  const { services } = useCatalogue(branch?.id ?? null);
  const save = useAct(
    ({ where, services: stopped, expected_until: minutes, ...words }: Values) => {
      const body = { ...words, expected_until: until(minutes) };
      if (incident) return changeIncident(incident.id, { ...body, version: incident.version });
      return beginIncident({
        ...body,
        branch_id: where === 'bank' ? null : (branch?.id ?? null),
        services: stopped,
      });
    },
    {
      refresh: [['incidents'], ['incident'], ['board'], ['desk']],
      onDone: () => {
        void message.success(t(incident ? 'lobby.incident.changed' : 'lobby.incident.begun'));
        onClose();
      },
      onFailed: (error) => showFieldErrors(form, error),
    },
  );
  /** Words to begin with; what was written by hand stays. */
  const suggest = (ids: string[]) => {
    const chosen = services.filter((service) => ids.includes(service.id));
    const names = chosen.map((service) => service.name).join('、');
    const namesEn = chosen.map((service) => service.name_en).join(', ');
    form.setFieldsValue({
      text: names
        ? `因系统故障，${names}暂时不能办理，正在抢修。`
        : '因系统故障，各项业务暂停办理，正在抢修。',
      text_en: namesEn
        ? `Because of a system fault these services are not available right now: ${namesEn}.`
        : 'Because of a system fault no service is available right now.',
    });
  };
  return (
    <Drawer
      open
      onClose={onClose}
      size={520}
      title={t(incident ? 'lobby.incident.change' : 'lobby.incident.begin')}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{
          where: branch ? 'branch' : 'bank',
          services: [],
          text: incident?.text ?? '',
          text_en: incident?.text_en ?? '',
          expected_until: 0,
        }}
        onFinish={(values) => save.mutate(values)}
      >
        {incident ? null : (
          <>
            {can('incident:manage', EVERYWHERE) && branch ? (
              <Form.Item name="where" label={t('lobby.incident.where')}>
                <Radio.Group
                  options={[
                    { value: 'branch', label: format.name(branch) },
                    { value: 'bank', label: t('lobby.incident.everywhere') },
                  ]}
                />
              </Form.Item>
            ) : null}
            <Form.Item
              name="services"
              label={t('lobby.incident.services')}
              extra={t('lobby.incident.services_help')}
            >
              <Select
                mode="multiple"
                optionFilterProp="label"
                placeholder={t('lobby.incident.everything')}
                options={services.map((service) => ({ value: service.id, label: format.name(service) }))}
                onChange={suggest}
              />
            </Form.Item>
          </>
        )}
        <Form.Item name="text" label={t('lobby.incident.text')} required>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} showCount />
        </Form.Item>
        <Form.Item name="text_en" label={t('lobby.incident.text_en')} required>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} showCount lang="en" />
        </Form.Item>
        <Form.Item name="expected_until" label={t('lobby.incident.expected_in')}>
          <Select
            options={MINUTES.map((minutes) => ({
              value: minutes,
              label: minutes === 0 ? t('lobby.incident.unknown_end') : format.duration(minutes * 60),
            }))}
          />
        </Form.Item>
        {incident ? null : (
          <Button onClick={() => suggest(form.getFieldValue('services') ?? [])}>
            {t('lobby.incident.suggest')}
          </Button>
        )}
        <Button type="primary" htmlType="submit" loading={save.isPending} block className="sw-gap">
          {t(incident ? 'lobby.incident.save' : 'lobby.incident.announce')}
        </Button>
      </Form>
    </Drawer>
  );
}
