import dayjs from 'dayjs';
import { describe, expect, it } from 'vitest';
import type { WhatIfChoices } from '@/api/types';
import { asItWas, toQuestion } from './what-if-values';

const choices: WhatIfChoices = {
  today: '2026-11-24',
  counters: [
    { id: 'c1', number: '1', name: '1 号柜台', name_en: 'Counter 1', services: [] },
    { id: 'c2', number: '2', name: '2 号柜台', name_en: 'Counter 2', services: ['s1'] },
  ],
  services: [{ id: 's1', code: 'cash', name: '现金业务', name_en: 'Cash' }],
  classes: [
    { code: 'care', name: '关爱客户', name_en: 'Care', base: 5, rate_per_min: 4 },
    { code: 'ordinary', name: '普通', name_en: 'Ordinary', base: 0, rate_per_min: 1 },
  ],
};

describe('the question of a what-if', () => {
  it('begins with four weeks before today and nothing different', () => {
    expect(toQuestion(asItWas(choices), choices)).toEqual({
      from: '2026-10-27',
      to: '2026-11-23',
      arrivals_percent: 100,
      counters: [],
      more: [],
      weights: [],
    });
  });

  it('names only what is different', () => {
    const values = asItWas(choices);
    values.counters = [
      { use: 'closed', services: [] },
      { use: 'services', services: ['s1'] },
    ];
    values.more = [{ services: [], times: [dayjs('2026-11-24T09:00'), dayjs('2026-11-24T11:30')] }];
    values.weights = [
      { base: 5, rate_per_min: 2 },
      { base: 0, rate_per_min: 1 },
    ];
    expect(toQuestion(values, choices)).toMatchObject({
      counters: [
        { counter_id: 'c1', services: null },
        { counter_id: 'c2', services: ['s1'] },
      ],
      more: [{ services: null, from: '09:00', to: '11:30' }],
      weights: [{ class: 'care', base: 5, rate_per_min: 2 }],
    });
  });
});
