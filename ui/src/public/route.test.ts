import { describe, expect, it } from 'vitest';
import { parseRoute } from '@/public/route';

describe('parseRoute', () => {
  it('knows the pages', () => {
    expect(parseRoute('/finder')).toEqual({ page: 'finder' });
    expect(parseRoute('/kiosk/b1')).toEqual({ page: 'kiosk', branchId: 'b1' });
    expect(parseRoute('/hall/b1/')).toEqual({ page: 'hall', branchId: 'b1' });
    expect(parseRoute('/phone/new/b1')).toEqual({ page: 'take', branchId: 'b1' });
    expect(parseRoute('/phone/tok')).toEqual({ page: 'ticket', token: 'tok' });
    expect(parseRoute('/book/tok')).toEqual({ page: 'appointment', token: 'tok' });
    expect(parseRoute('/book')).toEqual({ page: 'book' });
  });

  it('lets a branch be chosen where none is named', () => {
    expect(parseRoute('/kiosk')).toEqual({ page: 'branches', of: 'kiosk' });
    expect(parseRoute('/hall/')).toEqual({ page: 'branches', of: 'hall' });
  });

  it.each(['/', '/phone', '/phone/new', '/phone/a/b', '/hall/a/b', '/kiosk/%E0%A4%A', '/book/a/b'])(
    'knows nothing of %s',
    (path) => {
      expect(parseRoute(path)).toEqual({ page: 'none' });
    },
  );
});
