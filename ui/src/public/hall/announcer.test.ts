import { describe, expect, it } from 'vitest';
import { Announcer } from '@/public/hall/announcer';
import type { Call, Voice } from '@/public/shared/types';

const NOW = Date.parse('2026-11-22T02:00:00Z');
const voice: Voice = { languages: ['zh-CN'], volume: 1, repeat: 1 };

function call(id: string, number: string): Call {
  return {
    call_id: id,
    number,
    counter_number: '3',
    called_at: new Date(NOW).toISOString(),
    times: 1,
    round: 1,
  };
}

/** A list of calls; seven are kept. */
const list = (...calls: Call[]) => ({ calls, kept_calls: 7 });

/** Records when sounds begin and end; each ends only after others had a chance to begin. */
function recorder() {
  const log: string[] = [];
  const turns: (string | null)[] = [];
  const sound = async (name: string) => {
    log.push(`${name} begins`);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    log.push(`${name} ends`);
  };
  const speaker = { chime: () => sound('chime'), speak: (text: string) => sound(text.slice(2, 9)) };
  const announcer = new Announcer(
    speaker,
    (turn) => turns.push(turn?.number ?? null),
    () => NOW,
  );
  return { announcer, log, turns };
}

async function settle() {
  await new Promise((resolve) => setTimeout(resolve));
}

describe('the announcer', () => {
  it('never lets two sounds overlap', async () => {
    const { announcer, log, turns } = recorder();
    announcer.offer(list(call('a', 'A001')), voice);
    announcer.offer(list(call('b', 'A002'), call('a', 'A001')), voice);
    await settle();
    expect(log).toHaveLength(8);
    log.forEach((entry, at) => {
      expect(entry.endsWith(at % 2 === 0 ? 'begins' : 'ends')).toBe(true);
    });
    expect(turns).toEqual(['A001', 'A002', null]);
  });

  it('says nothing more once stopped', async () => {
    const { announcer, log } = recorder();
    announcer.offer(list(call('a', 'A001'), call('b', 'A002')), voice);
    announcer.stop();
    await settle();
    expect(log).toEqual(['chime begins', 'chime ends']);
  });

  it('does not save up calls for later while silent', async () => {
    const { announcer, log } = recorder();
    announcer.offer(list(call('a', 'A001')), { ...voice, volume: 0 });
    await settle();
    announcer.offer(list(call('a', 'A001')), voice);
    await settle();
    expect(log).toEqual([]);
  });
});
