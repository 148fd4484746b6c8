import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/use-format';
import { bookingDaysQuery } from '../../api/appointments';

interface Props {
  branchId: string;
  serviceId: string | undefined;
  /** From the form. */
  id?: string;
  value?: string;
  onChange?: (value: string) => void;
}

/** The slots of a service by day; what is full cannot be chosen. */
export function SlotSelect({ branchId, serviceId, ...field }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const days = useQuery({
    ...bookingDaysQuery(branchId, serviceId ?? ''),
    enabled: serviceId !== undefined,
  });
  const options = (days.data?.days ?? [])
    .filter((day) => day.slots.length > 0)
    .map((day) => ({
      label: format.day(day.date),
      options: day.slots.map((slot) => ({
        value: slot.starts_at,
        disabled: slot.left === 0,
        label: `${format.day(day.date)} ${slot.time} · ${
          slot.left === 0 ? t('lobby.appointments.full') : t('lobby.appointments.left', { count: slot.left })
        }`,
      })),
    }));
  return (
    <Select
      {...field}
      disabled={serviceId === undefined}
      loading={days.isFetching}
      options={options}
      notFoundContent={t('lobby.appointments.no_slots')}
    />
  );
}
