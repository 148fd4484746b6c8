import type { ReactNode } from 'react';

/** One fact of a record: a label and its value. */
export interface Fact {
  label: string;
  value: ReactNode;
}

/** The facts that matter in the head of a record. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="sw-facts">
      {facts.map((fact) => (
        <div key={fact.label} className="sw-fact">
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
