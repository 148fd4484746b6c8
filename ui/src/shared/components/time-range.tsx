import { type GetProps, TimePicker } from 'antd';
import { takeOnly } from '../take-only';

/**
 * From and to by the minute; a time counts as soon as it is typed, whatever is pressed next.
 *
 * Enter takes the time and leaves the form to its button. The ends stay as they were typed: whether the first must come
 * first is for the form to say.
 */
export function TimeRange({ onChange, ...props }: GetProps<typeof TimePicker.RangePicker>) {
  return (
    <TimePicker.RangePicker
      {...props}
      format="HH:mm"
      minuteStep={5}
      needConfirm={false}
      order={false}
      onKeyDown={takeOnly}
      onChange={onChange}
      onCalendarChange={(times, texts) => {
        if (times?.[0] && times[1]) onChange?.(times, texts);
      }}
    />
  );
}
