/** Which registered machine this is. The secret comes once behind the `#` of the address and stays in this browser. */

const KEY = 'shouwen.kiosk.device';

/** Takes the secret out of the address, where it came with it, and answers the one that is kept; `null` when there is none. */
export function findDevice(branchId: string): string | null {
  const brought = /^#device=([\w-]{43})$/.exec(location.hash)?.[1];
  if (brought) {
    localStorage.setItem(KEY, JSON.stringify({ branchId, secret: brought }));
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as {
      branchId: string;
      secret: string;
    } | null;
    return kept?.branchId === branchId ? kept.secret : null;
  } catch {
    return null;
  }
}

/** Forgets a secret that the server no longer knows. */
export function forgetDevice(): void {
  localStorage.removeItem(KEY);
}
