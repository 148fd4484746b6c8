import { type GetProps, TimePicker } from 'antd';

/** From and to by the minute; a time counts as soon as it is typed, whatever is pressed next. */
export function TimeRange({ onChange, ...props }: GetProps<typeof TimePicker.RangePicker>) {
  return (
    <TimePicker.RangePicker
      {...props}
      format="HH:mm"
      minuteStep={5}
      needConfirm={false}
      onChange={onChange}
      onCalendarChange={(times, texts) => {
        if (times?.[0] && times[1]) onChange?.(times, texts);
      }}
    />
  );
}
