import dayjs, { type Dayjs } from 'dayjs';
import type { AskWhatIf, WhatIfChoices } from '@/api/types';

/** How a counter is used: as it was, by nobody, or for some services only. */
export type CounterUse = 'as_was' | 'closed' | 'services';

/** The form of a question, as it is filled in. */
export interface WhatIfValues {
  span: [Dayjs, Dayjs];
  arrivals_percent: number;
  counters: { use: CounterUse; services: string[] }[];
  more: { services: string[]; times: [Dayjs, Dayjs] }[];
  weights: { base: number; rate_per_min: number }[];
}

/** Nothing is different: the four weeks before today, with everything as it was. */
export function asItWas(choices: WhatIfChoices): WhatIfValues {
  const yesterday = dayjs(choices.today).subtract(1, 'day');
  return {
    span: [yesterday.subtract(27, 'day'), yesterday],
    arrivals_percent: 100,
    counters: choices.counters.map((counter) => ({ use: 'as_was', services: counter.services })),
    more: [],
    weights: choices.classes.map(({ base, rate_per_min }) => ({ base, rate_per_min })),
  };
}

/** The question as the server takes it: only what is different is named. */
export function toQuestion(values: WhatIfValues, choices: WhatIfChoices): AskWhatIf {
  const changed = values.counters.flatMap(({ use, services }, index) => {
    const counter = choices.counters[index];
    return counter && use !== 'as_was'
      ? [{ counter_id: counter.id, services: use === 'closed' ? null : services }]
      : [];
  });
  const weights = values.weights.flatMap((weight, index) => {
    const known = choices.classes[index];
    const same = known?.base === weight.base && known?.rate_per_min === weight.rate_per_min;
    return known && !same ? [{ class: known.code, ...weight }] : [];
  });
  const [from, to] = values.span;
  return {
    from: from.format('YYYY-MM-DD'),
    to: to.format('YYYY-MM-DD'),
    arrivals_percent: values.arrivals_percent,
    counters: changed,
    more: values.more.map(({ services, times }) => ({
      services: services.length > 0 ? services : null,
      from: times[0].format('HH:mm'),
      to: times[1].format('HH:mm'),
    })),
    weights,
  };
}
