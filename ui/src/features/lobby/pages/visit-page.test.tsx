import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderApp, startMockServer } from '@/testing/render-app';
import { uuid } from '../../../../mock/fixtures.ts';

const server = startMockServer();

it('tells the whole visit: every step, who, how long, and why it was called', async () => {
  renderApp(server, `/visits/${uuid(9, 21)}`, { role: 'lobby_manager' });
  expect(await screen.findByRole('heading', { level: 1, name: '到店记录 A021' })).toBeDefined();
  const steps = screen.getByRole('region', { name: '全过程' });
  for (const word of ['取号', '呼叫', '开始办理']) expect(within(steps).getByText(word)).toBeDefined();
  expect(within(steps).getByText(/距上一步 40 分/)).toBeDefined();
  expect(screen.getByText('为什么是这位')).toBeDefined();
});

it('lists the visits of a day with a link to each', async () => {
  renderApp(server, '/visits', { role: 'lobby_manager' });
  const link = await screen.findByRole('link', { name: 'A021' });
  expect(link.getAttribute('href')).toBe(`/visits/${uuid(9, 21)}`);
});
