import { useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Drawer, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Branch } from '@/api/types';
import { QueryView } from '@/shared/components/query-view';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useFormat } from '@/shared/use-format';
import { offeredQuery, saveOffered, servicesQuery } from '../api/organisation';

interface Props {
  branch: Branch;
  onClose: () => void;
}

function OfferedForm({ branch, offered, onClose }: Props & { offered: string[] }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const format = useFormat();
  const services = useQuery(servicesQuery).data?.items ?? [];
  const [form] = Form.useForm<{ service_ids: string[] }>();
  const save = useAct(({ service_ids: ids }: { service_ids: string[] }) => saveOffered(branch.id, ids), {
    refresh: [['offered-services', branch.id], ['catalogue'], ['board', branch.id]],
    onDone: () => {
      void message.success(t('shared.saved'));
      onClose();
    },
    onFailed: (error) => showFieldErrors(form, error),
  });
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ service_ids: offered }}
      onFinish={(values) => save.mutate(values)}
    >
      <Form.Item name="service_ids" label={t('organisation.offered.services')}>
        <Checkbox.Group
          className="sw-column"
          options={services
            .filter((service) => service.active || offered.includes(service.id))
            .map((service) => ({ value: service.id, label: format.name(service) }))}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('shared.save')}
      </Button>
    </Form>
  );
}

/** What one branch offers; kiosks and the hall follow at once. */
export function OfferedDrawer(props: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const offered = useQuery({ ...offeredQuery(props.branch.id), refetchOnWindowFocus: false });
  return (
    <Drawer
      open
      onClose={props.onClose}
      size={440}
      title={t('organisation.offered.title', { name: format.name(props.branch) })}
    >
      <QueryView query={offered}>{(ids) => <OfferedForm {...props} offered={ids} />}</QueryView>
    </Drawer>
  );
}
