/** The screen on the wall: who is called where, and how many wait. */
import { useCallback, useEffect, useState } from 'react';
import { CurrentCall, STANDS_OUT_MS } from '@/public/hall/current-call';
import { HallHeader } from '@/public/hall/hall-header';
import { RecentCalls } from '@/public/hall/recent-calls';
import { ServiceWaits } from '@/public/hall/service-waits';
import { SoundGate } from '@/public/hall/sound-gate';
import { useAnnouncer } from '@/public/hall/use-announcer';
import { useTheme } from '@/public/hall/use-theme';
import { hallWords } from '@/public/hall/words';
import { request } from '@/public/shared/api';
import { ageText } from '@/public/shared/format';
import { IncidentNotes } from '@/public/shared/incident-notes';
import { nameOf, useLanguage, useWords } from '@/public/shared/language';
import { PlainMessage } from '@/public/shared/plain-message';
import type { Hall } from '@/public/shared/types';
import { useLive } from '@/public/shared/use-live';
import { useNow } from '@/public/shared/use-now';
import { useResource } from '@/public/shared/use-resource';
import { commonWords } from '@/public/shared/words';
import '@/public/styles/hall.css';
import '@/public/styles/hall-dark.css';

/** Even with a live stream the list is fetched now and then: it shows a dead connection and refreshes the waits. */
const LIVE_POLL_MS = 20_000;
const POLL_MS = 10_000;

export default function HallPage({ branchId }: { branchId: string }) {
  const { language } = useLanguage();
  const [period, setPeriod] = useState(POLL_MS);
  const load = useCallback(
    (signal: AbortSignal) => request<Hall>(`/branches/${branchId}/hall`, { language: 'zh-CN', signal }),
    [branchId],
  );
  const hall = useResource(load, period);
  const live = useLive(`hall:${branchId}`, hall.reload);
  useEffect(() => setPeriod(live === 'live' ? LIVE_POLL_MS : POLL_MS), [live]);
  const common = useWords(commonWords);
  const title = useWords(hallWords).title;
  const branch = nameOf(hall.value?.branch, language);
  useEffect(() => {
    document.title = branch ? `${title} · ${branch}` : title;
  }, [title, branch]);

  if (hall.value)
    return <HallScreen hall={hall.value} offline={hall.offline} loadedAt={hall.loadedAt ?? 0} />;
  if (hall.error && !hall.error.passing) {
    return (
      <PlainMessage title={common.missingBranch}>
        <p>{branchId}</p>
      </PlainMessage>
    );
  }
  return <PlainMessage title={hall.error ? common.offline : common.loading} busy={!hall.error} />;
}

interface HallScreenProps {
  hall: Hall;
  offline: boolean;
  loadedAt: number;
}

function HallScreen({ hall, offline, loadedAt }: HallScreenProps) {
  const { language } = useLanguage();
  const text = useWords(hallWords);
  const skewMs = Date.parse(hall.now) - loadedAt;
  const now = useNow(1_000) + skewMs;
  const sound = useAnnouncer(hall, skewMs);
  const theme = useTheme(new Date(now));
  // Who has come to the counter needs the way no more; the number stays among the recent ones for those who looked away.
  const current =
    hall.calls.find((call) => call.round > 0 || now - Date.parse(call.called_at) < STANDS_OUT_MS) ?? null;
  const recent = hall.calls.filter((call) => call !== current);

  return (
    <div className="hall" data-theme={theme.theme}>
      <HallHeader branch={hall.branch} now={new Date(now)} theme={theme} />
      {offline && (
        <p className="hall-offline" role="alert">
          <strong>{text.offline}</strong>
          <span>{text.offlineHelp(ageText(now - Date.parse(hall.now), language))}</span>
        </p>
      )}
      <IncidentNotes incidents={hall.incidents} now={new Date(now)} className="hall-offline" />
      <main className="hall-main">
        <CurrentCall call={current} before={recent.length > 0} bilingual={hall.voice.languages.length > 1} />
        <RecentCalls calls={recent.slice(0, 6)} speaking={sound.speaking} />
        <ServiceWaits hall={hall} offline={offline} />
      </main>
      <footer className="hall-footer">
        <span>{text.missed}</span>
        {hall.voice.volume === 0 && <span className="hall-quiet">{text.silent}</span>}
      </footer>
      {hall.voice.volume > 0 && <SoundGate sound={sound} />}
    </div>
  );
}
