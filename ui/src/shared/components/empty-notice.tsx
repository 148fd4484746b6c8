import { InboxOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';

interface Props {
  /** What is not there. */
  title: string;
  /** What will appear here and how it comes about. */
  help?: string;
  action?: ReactNode;
}

/** Nothing to show: says what will appear and how. */
export function EmptyNotice({ title, help, action }: Props) {
  return (
    <div className="sw-empty">
      <span className="sw-notice-icon" aria-hidden="true">
        <InboxOutlined aria-hidden="true" />
      </span>
      <strong>{title}</strong>
      {help ? <span className="sw-muted">{help}</span> : null}
      {action}
    </div>
  );
}
