/** By what a customer is looked up; the server keeps a blind index for each. */
export type SearchKind = 'document' | 'phone' | 'card' | 'name';

/** Guesses what was typed, scanned or read from a card: separators are no part of it. */
export function searchKind(words: string): SearchKind {
  const compact = words.replace(/[\s-]/g, '');
  if (/^1\d{10}$/.test(compact)) return 'phone';
  if (/^\d{17}[\dXx]$/.test(compact)) return 'document';
  if (/^\d{13,19}$/.test(compact)) return 'card';
  if (/^[A-Za-z]{1,3}\d{6,10}$/.test(compact)) return 'document';
  return 'name';
}

/** The query of a search: numbers without separators, names as typed. */
export function searchQuery(words: string): Partial<Record<SearchKind, string>> {
  const kind = searchKind(words);
  return { [kind]: kind === 'name' ? words.trim() : words.replace(/[\s-]/g, '').toUpperCase() };
}
