import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';

interface Props {
  title: string;
  label: string;
  help?: string;
  submit: string;
  /** Whether it may stay empty. */
  optional?: boolean;
  busy: boolean;
  onNote: (note: string) => void;
  onClose: () => void;
}

/** Asks for a few words before something is noted. */
export function NoteDialog({ title, label, help, submit, optional = false, busy, onNote, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ note: string }>();
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      onOk={form.submit}
      okText={submit}
      cancelText={t('shared.cancel')}
      confirmLoading={busy}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ note }) => onNote(note?.trim() ?? '')}
      >
        <Form.Item
          name="note"
          label={label}
          extra={help}
          rules={
            optional
              ? []
              : [{ required: true, whitespace: true, message: t('shared.required', { field: label }) }]
          }
        >
          <Input.TextArea autoFocus rows={3} maxLength={500} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
