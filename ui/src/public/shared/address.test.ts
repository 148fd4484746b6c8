import { afterEach, describe, expect, it } from 'vitest';
import { keepInAddress, lookIn, phoneAddress } from '@/public/shared/address';

const PLAIN = { large: false, contrast: false };
const BOTH = { large: true, contrast: true };

describe('the look in an address', () => {
  it('is read switch by switch', () => {
    expect(lookIn('?lang=en')).toBeNull();
    expect(lookIn('?large=true')).toEqual({ large: true, contrast: false });
    expect(lookIn('?contrast=true&lang=en')).toEqual({ large: false, contrast: true });
    expect(lookIn('?large=true&contrast=true')).toEqual(BOTH);
    expect(lookIn('?large=false')).toEqual(PLAIN);
  });

  it('comes back as it was written', () => {
    expect(lookIn(new URL(phoneAddress('https://bank.example/phone/t', 'en', BOTH)).search)).toEqual(BOTH);
  });

  it('goes with the language to the phone', () => {
    expect(phoneAddress('/phone/t', 'zh-CN', PLAIN)).toBe('/phone/t?lang=zh-CN');
    expect(phoneAddress('/phone/t', 'en', BOTH)).toBe('/phone/t?lang=en&large=true&contrast=true');
  });
});

describe('keepInAddress', () => {
  afterEach(() => history.replaceState(null, '', '/'));

  it('changes what the address says and adds nothing to one that says nothing', () => {
    history.replaceState(null, '', '/phone/t?lang=en&large=true');
    keepInAddress({ lang: 'zh-CN' });
    keepInAddress({ large: 'false', contrast: 'true' });
    expect(location.search).toBe('?lang=zh-CN&large=false&contrast=true');
    history.replaceState(null, '', '/phone/t');
    keepInAddress({ lang: 'en' });
    expect(location.search).toBe('');
  });
});
