import { type KeyboardEvent, type UIEvent, useRef } from 'react';
import type { PackCheck } from '@/api/types';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  readOnly: boolean;
  problems: PackCheck['problems'];
}

/** Two spaces are what YAML takes for a step; Escape first lets Tab leave the field. */
const INDENT = '  ';

/** A plain editor for YAML with line numbers; lines with a problem are marked. */
export function PackEditor({ label, value, onChange, readOnly, problems }: Props) {
  const numbers = useRef<HTMLDivElement>(null);
  const leaving = useRef(false);
  const marked = new Set(problems.map((problem) => problem.line));
  const count = value.split('\n').length;
  const handleScroll = (event: UIEvent<HTMLTextAreaElement>) => {
    if (numbers.current) numbers.current.scrollTop = event.currentTarget.scrollTop;
  };
  const handleKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Tab' && !event.shiftKey && !leaving.current && !readOnly) {
      event.preventDefault();
      const { selectionStart, selectionEnd } = event.currentTarget;
      event.currentTarget.setRangeText(INDENT, selectionStart, selectionEnd, 'end');
      onChange(event.currentTarget.value);
    }
    leaving.current = event.key === 'Escape';
  };
  return (
    <div className="sw-editor">
      <div className="sw-editor-numbers" ref={numbers} aria-hidden="true">
        {Array.from({ length: count }, (_, index) => index + 1).map((line) => (
          <div key={line} className={marked.has(line) ? 'sw-editor-bad' : undefined}>
            {line}
          </div>
        ))}
      </div>
      <textarea
        aria-label={label}
        spellCheck={false}
        wrap="off"
        readOnly={readOnly}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onScroll={handleScroll}
        onKeyDown={handleKey}
      />
    </div>
  );
}
