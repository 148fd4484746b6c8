import { fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import type { Hours } from '@/api/types';
import { renderApp, startMockServer } from '@/testing/render-app';

const server = startMockServer();

/** Opens the hours of a branch and remembers what is saved. */
async function openHours() {
  const saved: Hours[] = [];
  const { user } = renderApp(server, '/settings/hours', { role: 'branch_manager' });
  server.use(
    http.put('*/api/v1/branches/:id/opening-hours', async ({ request }) => {
      saved.push(((await request.json()) as { hours: Hours }).hours);
      return HttpResponse.json({});
    }),
  );
  const inputs = await screen.findAllByLabelText<HTMLInputElement>('工作日');
  return { user, saved, inputs: inputs.filter((input) => input.tagName === 'INPUT') };
}

function type(input: HTMLInputElement | undefined, time: string) {
  fireEvent.mouseDown(input as HTMLInputElement);
  fireEvent.focus(input as HTMLInputElement);
  fireEvent.change(input as HTMLInputElement, { target: { value: time } });
}

it('takes a time with Enter and leaves saving to the button', async () => {
  const { user, saved, inputs } = await openHours();
  const first = inputs[0] as HTMLInputElement;
  await user.click(first);
  await user.clear(first);
  await user.type(first, '08:00{Enter}');
  await waitFor(() => expect(first.value).toBe('08:00'));
  expect(saved).toEqual([]);
  await user.click(screen.getByRole('button', { name: '保存' }));
  await expect.poll(() => saved[0]?.workday[0]).toEqual({ from: '08:00', to: '12:00' });
  expect(saved).toHaveLength(1);
});

it('marks the row whose end is before its start, and saves nothing', async () => {
  const { user, saved, inputs } = await openHours();
  const start = inputs[2] as HTMLInputElement;
  type(start, '18:00');
  await user.click(screen.getByRole('button', { name: '保存' }));
  expect(await screen.findByText(/结束时间早于开始时间/)).toBeDefined();
  expect(start.value).toBe('18:00');
  expect(saved).toEqual([]);
});
