import { useCatalogue } from '@/shared/use-catalogue';

/** What to look out for when serving this person. */
export function CareChips({ needs }: { needs: string[] }) {
  const { careName } = useCatalogue();
  if (needs.length === 0) return <>—</>;
  return (
    <span className="sw-chips">
      {needs.map((need) => (
        <span key={need} className="sw-chip sw-chip-amber">
          {careName(need)}
        </span>
      ))}
    </span>
  );
}
