import { App, Button, Form, Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Handover } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { LoadMore } from '@/shared/components/load-more';
import { QueryView } from '@/shared/components/query-view';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useLive } from '@/shared/live';
import { useCan, useSession } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { usePages } from '@/shared/use-pages';
import { acknowledgeHandover, writeHandover } from '../../api/opening';

interface Values {
  text: string;
}

function WriteForm({ branchId }: { branchId: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const write = useAct(({ text }: Values) => writeHandover(branchId, text), {
    refresh: [['handovers', branchId]],
    onDone: () => {
      form.resetFields();
      void message.success(t('opening.handover.written'));
    },
    onFailed: (error) => showFieldErrors(form, error),
  });
  const label = t('opening.handover.label');
  return (
    <section className="sw-panel" aria-label={t('opening.handover.title')}>
      <Typography.Title level={2} className="sw-section">
        {t('opening.handover.title')}
      </Typography.Title>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => write.mutate(values)}>
        <Form.Item
          name="text"
          label={label}
          extra={t('opening.handover.help')}
          rules={[{ required: true, whitespace: true, message: t('shared.required', { field: label }) }]}
        >
          <Input.TextArea rows={4} maxLength={2000} showCount />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={write.isPending}>
          {t('opening.handover.submit')}
        </Button>
      </Form>
    </section>
  );
}

interface NoteProps {
  note: Handover;
  busy: boolean;
  onRead: () => void;
}

function Note({ note, busy, onRead }: NoteProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useSession().staff.id;
  return (
    <li className="sw-check-row">
      <div className="sw-check-what">
        <p className="sw-handover-text">{note.text}</p>
        <span className="sw-muted">
          {t('opening.handover.by', { name: format.name(note.author), time: format.time(note.written_at) })}
        </span>
        {note.read_by ? (
          <span className="sw-muted">
            {t('opening.handover.read', {
              name: format.name(note.read_by),
              time: format.time(note.read_at),
            })}
          </span>
        ) : (
          <span className="sw-check-name">
            <span className="sw-chip sw-chip-amber">{t('opening.handover.unread')}</span>
          </span>
        )}
      </div>
      {note.read_by === null && note.author.id !== me ? (
        <div className="sw-check-acts">
          <Button loading={busy} onClick={onRead}>
            {t('opening.handover.acknowledge')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

/** Notes from one shift to the next: write one, read those before. */
export function HandoverView({ branchId }: { branchId: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const key = ['handovers', branchId];
  const notes = usePages<Handover>(key, `/branches/${branchId}/handovers`);
  useLive(`board:${branchId}`, [key]);
  const read = useAct((id: string) => acknowledgeHandover(id), { refresh: [key] });
  return (
    <div className="sw-stack">
      {can('handover:write', branchId) ? <WriteForm branchId={branchId} /> : null}
      <section className="sw-panel" aria-label={t('opening.handover.list')}>
        <Typography.Title level={2} className="sw-section">
          {t('opening.handover.list')}
        </Typography.Title>
        <QueryView query={notes}>
          {(items) =>
            items.length === 0 ? (
              <EmptyNotice title={t('opening.handover.empty')} help={t('opening.handover.empty_help')} />
            ) : (
              <ul className="sw-check-list">
                {items.map((note) => (
                  <Note
                    key={note.id}
                    note={note}
                    busy={read.isPending && read.variables === note.id}
                    onRead={() => read.mutate(note.id)}
                  />
                ))}
              </ul>
            )
          }
        </QueryView>
        <LoadMore query={notes} />
      </section>
    </div>
  );
}
