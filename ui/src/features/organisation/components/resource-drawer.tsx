import { App, Button, Drawer, Form } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { type Aliases, showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';

interface Props<V> {
  title: string;
  name: string;
  method: 'post' | 'patch';
  path: string;
  initial: Partial<V>;
  body: (values: V) => object;
  aliases?: Aliases;
  onClose: () => void;
  children: ReactNode;
}

/** A form in a drawer; faults of the server stand at their fields and what was typed stays. */
export function ResourceDrawer<V extends object>(props: Props<V>) {
  const { title, name, method, path, initial, body, aliases, onClose, children } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<V>();
  const save = useAct((values: V) => api[method](path, body(values)), {
    refresh: [[name], ['catalogue'], ['counter-choices']],
    onDone: () => {
      void message.success(t('shared.saved'));
      onClose();
    },
    onFailed: (error) => showFieldErrors(form, error, aliases),
  });
  return (
    <Drawer
      open
      onClose={onClose}
      size={480}
      title={title}
      footer={
        <Button type="primary" block loading={save.isPending} onClick={() => form.submit()}>
          {t('shared.save')}
        </Button>
      }
    >
      <Form<V>
        form={form}
        layout="vertical"
        requiredMark="optional"
        autoComplete="off"
        initialValues={initial}
        onFinish={(values) => save.mutate(values)}
      >
        {children}
        {/* Enter goes on from any field. */}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Drawer>
  );
}
