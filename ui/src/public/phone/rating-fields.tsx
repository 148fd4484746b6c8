/** Radio groups that look like stars or like a row of buttons. */

interface StarsProps {
  legend: string;
  /** One label for each star, the worst first. */
  labels: readonly string[];
  value: number | null;
  onChange: (value: number) => void;
}

/** Five stars; the chosen one's meaning stands beside them in words. */
export function Stars({ legend, labels, value, onChange }: StarsProps) {
  return (
    <fieldset className="stars">
      <legend>{legend}</legend>
      {labels.map((label, at) => (
        <label key={label} data-lit={value !== null && at < value}>
          <input
            type="radio"
            name="satisfaction"
            value={at + 1}
            checked={value === at + 1}
            onChange={() => onChange(at + 1)}
          />
          <span aria-hidden="true">{value !== null && at < value ? '★' : '☆'}</span>
          <span className="unseen">{label}</span>
        </label>
      ))}
      <p className="stars-meaning" aria-hidden="true">
        {value === null ? '' : labels[value - 1]}
      </p>
    </fieldset>
  );
}

interface ChoicesProps {
  name: string;
  legend: string;
  options: readonly { value: number; label: string }[];
  value: number | null;
  /** What the two ends mean. */
  ends?: readonly [string, string];
  onChange: (value: number) => void;
}

/** A row of buttons of which one is chosen. */
export function Choices({ name, legend, options, value, ends, onChange }: ChoicesProps) {
  return (
    <fieldset className="segments" data-many={options.length > 5}>
      <legend>{legend}</legend>
      <div className="segments-row">
        {options.map((option) => (
          <label key={option.value} data-chosen={option.value === value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {ends && (
        <p className="segments-ends">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </p>
      )}
    </fieldset>
  );
}
