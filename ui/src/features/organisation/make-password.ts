/** Without letters and figures that look alike, because a person reads it from paper. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Makes up a first password that can be read aloud: "k7mp-t3xw-9hqa-2vnd", eighty bits of chance. */
export function makePassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(GROUPS * GROUP_LENGTH));
  const text = Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('');
  return (text.match(new RegExp(`.{${GROUP_LENGTH}}`, 'g')) ?? []).join('-');
}
