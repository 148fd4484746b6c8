import { expect, it } from 'vitest';
import { slipParts } from '@/public/kiosk/printing/slip-parts';
import { sampleTicket } from '@/public/testing/samples';

const PLAIN = { large: false, contrast: false };

it('says on paper what the screen says', () => {
  const parts = slipParts(sampleTicket(), 'zh-CN', PLAIN);
  expect(parts[1]).toEqual({ kind: 'text', text: 'A023', size: 'huge', align: 'center' });
  const texts = parts.map((part) => part.text);
  expect(texts).toContain('前面等候 4 位');
  expect(texts).toContain('预计等候 约 9–19 分钟');
  expect(parts.filter((part) => part.kind === 'qr')).toHaveLength(1);
});

it('tells no wait that nobody knows', () => {
  const parts = slipParts(sampleTicket({ offline: true }), 'zh-CN', PLAIN);
  const texts = parts.map((part) => part.text).join('\n');
  expect(texts).toContain('现在无法告知等候时间');
  expect(texts).toContain('网络恢复后，可扫码查看进度');
  expect(texts).not.toContain('前面等候');
});
