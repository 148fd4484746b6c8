import type { DocumentKind } from '@/api/types';

/** The care needs that can be noted; the words are in `shared.care`. */
export const CARE_NEEDS = [
  'elderly',
  'frail',
  'ill',
  'unwell',
  'disabled',
  'pregnant',
  'infant',
  'soldier',
  'veteran',
  'firefighter',
  'foreign_language',
] as const;

/** The tiers of customers; the words are in `shared.tier`. */
export const TIERS = ['ordinary', 'gold', 'platinum', 'private'] as const;

/** The kinds of identity documents. */
export const DOCUMENT_KINDS: DocumentKind[] = ['resident_id', 'passport', 'hk_macau_permit', 'taiwan_permit'];
