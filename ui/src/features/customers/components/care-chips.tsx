import { useWord } from '@/shared/use-word';

/** What to look out for when serving this person. */
export function CareChips({ needs }: { needs: string[] }) {
  const word = useWord();
  if (needs.length === 0) return <>—</>;
  return (
    <span className="sw-chips">
      {needs.map((need) => (
        <span key={need} className="sw-chip sw-chip-amber">
          {word('shared.care', need)}
        </span>
      ))}
    </span>
  );
}
