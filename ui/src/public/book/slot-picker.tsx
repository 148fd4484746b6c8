import { useCallback, useState } from 'react';
import type { BookingDays, Slot } from '@/public/book/types';
import { dayParts, halves, shownDays } from '@/public/book/when';
import { bookWords } from '@/public/book/words';
import { request } from '@/public/shared/api';
import { nameOf, useLanguage, useWords } from '@/public/shared/language';
import { useResource } from '@/public/shared/use-resource';
import { commonWords } from '@/public/shared/words';

const POLL_MS = 30_000;

interface SlotPickerProps {
  branchId: string;
  serviceId: string;
  disabled?: boolean;
  onChoose: (slot: Slot) => void;
}

/** The days of a service and what is left on the chosen one. */
export function SlotPicker({ branchId, serviceId, disabled, onChoose }: SlotPickerProps) {
  const { language } = useLanguage();
  const text = useWords(bookWords);
  const common = useWords(commonWords);
  const load = useCallback(
    (signal: AbortSignal) => {
      const query = new URLSearchParams({ service_id: serviceId });
      const path = `/branches/${encodeURIComponent(branchId)}/booking/days?${query}`;
      return request<BookingDays>(path, { language, signal });
    },
    [branchId, serviceId, language],
  );
  const days = useResource(load, POLL_MS);
  const [chosen, choose] = useState<string | null>(null);

  if (!days.value) {
    if (days.error && !days.error.passing) return <p className="notice notice-late">{days.error.message}</p>;
    return <p aria-busy={!days.error}>{days.error ? common.offline : common.loading}</p>;
  }
  const shown = shownDays(days.value.days);
  const day =
    shown.find((one) => one.date === chosen) ?? shown.find((one) => one.slots.length > 0) ?? shown[0];
  if (!day) return <p className="notice notice-soon">{text.noDays}</p>;
  const why = nameOf({ name: day.reason ?? '', name_en: day.reason_en ?? '' }, language);
  return (
    <>
      <fieldset className="days">
        <legend>{text.chooseDay}</legend>
        {shown.map((one) => (
          <button
            type="button"
            key={one.date}
            aria-pressed={one.date === day.date}
            onClick={() => choose(one.date)}
          >
            <DayText date={one.date} />
          </button>
        ))}
      </fieldset>
      {day.slots.length === 0 && <p className="notice notice-soon">{why || text.noSlots}</p>}
      {halves(day.slots).map((slots, index) =>
        slots.length === 0 ? null : (
          <fieldset className="slots" key={index === 0 ? 'morning' : 'afternoon'}>
            <legend>{index === 0 ? text.morning : text.afternoon}</legend>
            {slots.map((slot) => (
              <button
                type="button"
                key={slot.starts_at}
                disabled={disabled || slot.left === 0}
                onClick={() => onChoose(slot)}
              >
                <b>{slot.time}</b>
                <span>{slot.left === 0 ? text.full : text.left(slot.left)}</span>
              </button>
            ))}
          </fieldset>
        ),
      )}
    </>
  );
}

function DayText({ date }: { date: string }) {
  const { language } = useLanguage();
  const [weekday, day] = dayParts(date, language);
  return (
    <>
      <span>{weekday} </span>
      <b>{day}</b>
    </>
  );
}
