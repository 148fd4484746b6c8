import { App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Pack } from '@/api/types';
import { useAct } from '@/shared/hooks/use-act';
import { savePack } from '../api/packs';

interface Props {
  pack: Pack;
  content: string;
  /** Whether exactly this text was checked and found good. */
  ready: boolean;
}

/** Puts the text in force as a new version, with the reason that others will read. */
export function SaveForm({ pack, content, ready }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const save = useAct((note: string) => savePack(pack.pack, { content, note, version: pack.version }), {
    refresh: [['packs']],
    onDone: () => void message.success(t('rules.saved')),
  });
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={({ note }: { note: string }) => save.mutate(note.trim())}
    >
      <Form.Item
        name="note"
        label={t('rules.note')}
        rules={[
          { required: true, whitespace: true, message: t('shared.required', { field: t('rules.note') }) },
        ]}
      >
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
      <Button type="primary" htmlType="submit" disabled={!ready} loading={save.isPending}>
        {t('rules.save')}
      </Button>
    </Form>
  );
}
