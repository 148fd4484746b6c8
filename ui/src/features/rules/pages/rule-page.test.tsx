import { fireEvent, screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import { renderApp, startMockServer } from '@/testing/render-app';

const server = startMockServer();

async function edit(from: string, to: string) {
  const editor = await screen.findByLabelText<HTMLTextAreaElement>('规则内容（YAML）');
  fireEvent.change(editor, { target: { value: editor.value.replace(from, to) } });
}

it('shows what changes and puts a valid text in force with its reason', async () => {
  let sent: { note?: string; content?: string } = {};
  const { user } = renderApp(server, '/settings/rules/lobby/cn', { role: 'branch_manager' });
  server.use(
    http.put('*/api/v1/rules/:pack', async ({ request }) => {
      sent = (await request.clone().json()) as typeof sent;
      return undefined;
    }),
  );
  await edit('base: 60', 'base: 80');
  expect(await screen.findByText('校验通过')).toBeDefined();
  expect(screen.getByText('与生效版本相比，1 处变化')).toBeDefined();
  await user.type(screen.getByLabelText('修改说明'), '雨天关爱客户增多');
  await user.click(screen.getByRole('button', { name: '保存并生效' }));
  await expect.poll(() => sent.note, { timeout: 10_000 }).toBe('雨天关爱客户增多');
  expect(sent.content).toContain('base: 80');
});

it('changes a common value by the form, in the text', async () => {
  const { user } = renderApp(server, '/settings/rules/lobby/cn', { role: 'branch_manager' });
  const base = await screen.findByLabelText<HTMLInputElement>('关爱客户 到店基础分');
  expect(screen.getByLabelText<HTMLInputElement>('关爱客户 目标（分钟）').value).toBe('5');
  expect(screen.getByLabelText<HTMLInputElement>('重呼几次后可过号').disabled).toBe(true);
  await user.clear(base);
  await user.type(base, '80');
  const editor = screen.getByLabelText<HTMLTextAreaElement>('规则内容（YAML）');
  expect(editor.value).toContain('base: 80');
  expect(await screen.findByText('校验通过')).toBeDefined();
});

it('says where a text is wrong and does not save it', async () => {
  renderApp(server, '/settings/rules/lobby/cn', { role: 'branch_manager' });
  await edit('base: 60', 'base: -1');
  expect(await screen.findByText(/基础分不能为负数/)).toBeDefined();
  expect(screen.getByText(/第 11 行/)).toBeDefined();
  expect(screen.getByRole('button', { name: '保存并生效' })).toHaveProperty('disabled', true);
});

it('shows neither values nor changes of a text that cannot be read', async () => {
  const { user } = renderApp(server, '/settings/rules/lobby/cn', { role: 'branch_manager' });
  server.use(
    http.post('*/api/v1/rules/:pack/check', async ({ request }) => {
      const { content } = (await request.clone().json()) as { content: string };
      if (!content.includes('base: [')) return undefined;
      return HttpResponse.json({
        problems: [{ path: '', line: 11, message: '括号没有闭合。' }],
        changes: [{ path: '', before: 'the text before', after: content }],
      });
    }),
  );
  expect(await screen.findByLabelText('关爱客户 到店基础分')).toBeDefined();
  await edit('base: 60', 'base: [');
  expect(await screen.findByText(/括号没有闭合/)).toBeDefined();
  expect(screen.getByText(/文本可以读取之后，这里会显示与生效版本相比的变化/)).toBeDefined();
  expect(screen.getByText(/文本可以读取之后，这里会重新显示常用数值/)).toBeDefined();
  expect(screen.queryByText(/the text before/)).toBeNull();
  expect(document.querySelector('del, ins')).toBeNull();
  expect(screen.queryByLabelText('关爱客户 到店基础分')).toBeNull();
  await user.click(screen.getByRole('button', { name: '放弃修改' }));
  expect(await screen.findByLabelText('关爱客户 到店基础分')).toBeDefined();
});
