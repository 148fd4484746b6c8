import type { DocumentKind } from '@/api/types';

/** The tiers of customers; the words are in `shared.tier`. The API does not offer the list yet. */
export const TIERS = ['ordinary', 'gold', 'platinum', 'private'] as const;

/** The kinds of identity documents, exactly those of the API. */
export const DOCUMENT_KINDS = Object.keys({
  resident_id: true,
  passport: true,
  hk_macau_permit: true,
  taiwan_permit: true,
} satisfies Record<DocumentKind, true>) as DocumentKind[];
