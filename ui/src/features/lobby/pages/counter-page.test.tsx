import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderApp, startMockServer } from '@/testing/render-app';
import { uuid } from '../../../../mock/fixtures.ts';

const server = startMockServer();
const COUNTER = uuid(5, 1);

function openDesk() {
  const app = renderApp(server, '/counter', { role: 'teller', counterId: COUNTER });
  app.world.lobby.setCounter(COUNTER, 'free');
  return app;
}

it('opens a counter that is closed and keeps others closed to me', async () => {
  const { user } = renderApp(server, '/counter', { role: 'teller' });
  const taken = await screen.findByRole('button', { name: '打开 2 号柜台' });
  await waitFor(() => expect(taken).toHaveProperty('disabled', true));
  await user.click(screen.getByRole('button', { name: '打开 1 号柜台' }));
  expect(await screen.findByRole('button', { name: /呼叫下一位/ })).toBeDefined();
});

it('calls next with F2, says why, serves with F4 and finishes with F8 twice', async () => {
  const { user, world } = openDesk();
  await screen.findByRole('button', { name: /呼叫下一位/ });
  const next = world.lobby.queue()[0];
  await user.keyboard('{F2}');
  const pane = await screen.findByRole('region', { name: '当前客户' });
  expect(await within(pane).findByText(next?.number ?? '')).toBeDefined();
  expect(within(pane).getByText('为什么是这位')).toBeDefined();
  await waitFor(() =>
    expect(screen.getByRole('button', { name: /开始办理/ })).toHaveProperty('disabled', false),
  );
  await user.keyboard('{F4}');
  await screen.findByRole('button', { name: /办结/ });
  await waitFor(() => expect(screen.getByRole('button', { name: /暂挂/ })).toHaveProperty('disabled', false));
  await user.keyboard('{F8}');
  const drawer = await screen.findByRole('dialog');
  expect(within(drawer).getAllByRole('radio').length).toBeGreaterThan(0);
  await user.keyboard('{F8}');
  await screen.findByRole('button', { name: /呼叫下一位/ });
  expect(next?.state).toBe('finished');
});

it('allows a no-show only after enough calls, and says how many are missing', async () => {
  const { user, world } = openDesk();
  await user.click(await screen.findByRole('button', { name: /呼叫下一位/ }));
  const button = () => screen.getByRole('button', { name: /过号/ });
  expect(await screen.findByText('还需重呼 2 次，才能记为过号')).toBeDefined();
  expect(button()).toHaveProperty('disabled', true);
  for (const left of ['还需重呼 1 次，才能记为过号', null]) {
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /重呼/ })).toHaveProperty('disabled', false),
    );
    await user.click(screen.getByRole('button', { name: /重呼/ }));
    if (left) await screen.findByText(left);
  }
  await waitFor(() => expect(button()).toHaveProperty('disabled', false));
  await user.click(button());
  await screen.findByRole('button', { name: /呼叫下一位/ });
  expect([...world.lobby.visits.values()].some((visit) => visit.state === 'no_show')).toBe(true);
});

it('begins to count the calls anew at the next counter, and shows what the one before wrote', async () => {
  const { world } = openDesk();
  const [visit] = world.lobby.queue();
  const id = visit?.id ?? '';
  world.lobby.call(id, uuid(5, 2));
  for (let time = 0; time < 3; time += 1) world.lobby.recall(id);
  world.lobby.release(id, 'waiting', 'transferred', { note: '需要主管核对', from_service_name: '开户' });
  world.lobby.call(id, COUNTER);
  world.lobby.counter(COUNTER).visit = id;
  const pane = await screen.findByRole('region', { name: '当前客户' });
  expect(await within(pane).findByText('需要主管核对')).toBeDefined();
  world.lobby.release(id, 'parked', 'parked');
  world.lobby.call(id, COUNTER);
  world.lobby.counter(COUNTER).visit = id;
  expect(await within(pane).findByText('需要主管核对')).toBeDefined();
  expect(within(pane).getByText('还需重呼 2 次，才能记为过号')).toBeDefined();
});

it('hands on to counters that are open, and to no other', async () => {
  const { user, world } = openDesk();
  world.lobby.setCounter(uuid(5, 2), 'serving');
  world.lobby.setCounter(uuid(5, 3), 'closed');
  await user.click(await screen.findByRole('button', { name: /呼叫下一位/ }));
  await waitFor(() => expect(screen.getByRole('button', { name: /转办/ })).toHaveProperty('disabled', false));
  await user.keyboard('{F9}');
  const drawer = within(await screen.findByRole('dialog'));
  await user.click(drawer.getByText('其他柜台', { selector: '.ant-segmented-item-label' }));
  await user.click(drawer.getByRole('combobox'));
  expect(await screen.findByTitle(/^2 号柜台/)).toBeDefined();
  expect(screen.queryByTitle(/^3 号柜台/)).toBeNull();
});

it('takes a parked customer back with undo', async () => {
  const { user, world } = openDesk();
  await user.click(await screen.findByRole('button', { name: /呼叫下一位/ }));
  await waitFor(() => expect(screen.getByRole('button', { name: /暂挂/ })).toHaveProperty('disabled', false));
  await user.click(screen.getByRole('button', { name: /暂挂/ }));
  await user.click(await screen.findByRole('button', { name: '撤销' }));
  await waitFor(() => expect(world.lobby.counter(COUNTER).state).toBe('calling'));
});

it('says why a customer is set aside, by key alone', async () => {
  const { user, world } = openDesk();
  await user.click(await screen.findByRole('button', { name: /呼叫下一位/ }));
  await waitFor(() => expect(screen.getByRole('button', { name: /暂挂/ })).toHaveProperty('disabled', false));
  await user.keyboard('{Shift>}{F7}{/Shift}');
  await user.click(await screen.findByRole('menuitem', { name: '其他' }));
  await waitFor(() =>
    expect([...world.lobby.visits.values()].some((visit) => visit.state === 'parked')).toBe(true),
  );
});

it('shows the same in one line on the teller bar', async () => {
  const { world } = renderApp(server, '/counter/bar', { role: 'teller', counterId: COUNTER });
  world.lobby.setCounter(COUNTER, 'free');
  expect(await screen.findByRole('button', { name: /下一位/ })).toBeDefined();
  expect(screen.queryByRole('navigation')).toBeNull();
});
