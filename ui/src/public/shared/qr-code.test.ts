import { describe, expect, it } from 'vitest';
import { readDrawing } from '@/public/shared/qr-code';

describe('readDrawing', () => {
  it('takes over the dark squares', () => {
    const svg =
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="240" height="240" viewBox="0 0 240 240">' +
      '<rect x="0" y="0" width="240" height="240" fill="#fff"/><path d="M24 24h42v6H24V24" fill="#000"/></svg>';
    expect(readDrawing(svg)).toEqual({ viewBox: '0 0 240 240', paths: ['M24 24h42v6H24V24'] });
  });

  it('reads rectangles, too, and a size instead of a view box', () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="20px" height="20px"><rect x="1" y="2" width="3" height="3"/></svg>';
    expect(readDrawing(svg)).toEqual({ viewBox: '0 0 20 20', paths: ['M1 2h3v3h-3z'] });
  });

  it('takes nothing else', () => {
    expect(
      readDrawing('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="url(x)"/></svg>'),
    ).toBeNull();
    expect(readDrawing('')).toBeNull();
  });
});
